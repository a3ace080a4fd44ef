import { writeSync } from 'node:fs';
import { endGrant, giveGrant, revealSecret } from '#src/features/access/index.ts';
import { runJob } from '#src/app/schedule.ts';
import { type Cast, openInstallation } from '#tests/faults/installation.ts';
import { effectOf } from './job.ts';

/** A node in a process of its own. `works`: without end, telling what was answered. `holds`: takes a job and waits inside it. */
const [act = '', databaseUrl = '', dataDir = '', now = '', castText = '{}'] = process.argv.slice(2);
const { ownerId, holderId, leaverId: personId, accountId, secretId } = JSON.parse(castText) as Cast;
const h = await openInstallation(dataDir, Number(now), {}, databaseUrl);
const says = (...words: readonly string[]) => writeSync(1, `${words.join('\t')}\n`);

async function forEver(turn: (n: number) => Promise<void>): Promise<never> {
  for (let n = 0; ; n++) {
    h.clock.advance('1s');
    await turn(n);
  }
}

async function reveals(n: number): Promise<void> {
  const reason = `${process.pid}-${n}`;
  await revealSecret(await h.as(holderId), { secretId, how: 'shown', reason });
  says('shown', reason);
}

async function gives(): Promise<void> {
  const { id } = await giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId });
  says('given', id);
  await endGrant(await h.as(ownerId), id, 'not needed');
  says('ended', id);
}

if (act === 'works') await Promise.all([forEver(reveals), forEver(gives)]);

const told = new Promise<void>((resolve) => process.stdin.once('data', () => resolve()));
const outcome = await runJob(
  h.app,
  effectOf(async () => {
    says('holds');
    await told;
  }),
);
says(outcome);
await h.close();
process.exit();
