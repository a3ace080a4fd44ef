import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { and, eq } from 'drizzle-orm';
import { grants } from '#db/schema/index.ts';
import { endGrant, giveGrant, revealSecret } from '#src/features/access/index.ts';
import { confirmRotation, getRotation, openRotation, prepareRotation, showCandidate } from '#src/features/rotation/index.ts';
import type { Place } from '#tests/helpers/database.ts';
import { type Cast, openPlace } from './installation.ts';

/** Works without end, several people at once, and prints each act once its verb has answered. */
const [place = '{}', now = '', castText = '{}', round = ''] = process.argv.slice(2);
const { ownerId, holderId, leaverId: personId, accountId, secretId } = JSON.parse(castText) as Cast;
flushCompileCache();
const h = await openPlace(JSON.parse(place) as Place, Number(now));
const says = (...words: readonly string[]) => writeSync(1, `${words.join('\t')}\n`);

async function forEver(act: (n: number) => Promise<void>): Promise<never> {
  for (let n = 0; ; n++) {
    h.clock.advance('1s');
    await act(n);
  }
}

async function reveals(worker: string, n: number): Promise<void> {
  const reason = `${round}-${worker}-${n}`;
  const { versionId, value } = await revealSecret(await h.as(holderId), { secretId, how: 'shown', reason });
  says('shown', reason, versionId, value);
}

async function endsWhatIsLeft(): Promise<void> {
  const left = await h.db.read
    .select()
    .from(grants)
    .where(and(eq(grants.personId, personId), eq(grants.state, 'active')));
  for (const { id } of left) await endGrant(await h.as(ownerId), id, 'not needed');
}

async function grantsAndEnds(): Promise<void> {
  const { id } = await giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId });
  says('given', id);
  await endGrant(await h.as(ownerId), id, 'not needed');
  says('ended', id);
}

async function rotates(): Promise<void> {
  const { id } = await openRotation(await h.as(ownerId), secretId);
  says('opened', id);
  const { state, candidateId } = await getRotation(await h.as(ownerId), id);
  const versionId = state === 'prepared' && candidateId ? candidateId : (await prepareRotation(await h.as(ownerId), id)).versionId;
  says('prepared', versionId);
  await showCandidate(await h.as(ownerId), id, 'shown');
  await confirmRotation(await h.as(ownerId), id);
  says('confirmed', versionId);
}

await endsWhatIsLeft();
await Promise.all([forEver((n) => reveals('a', n)), forEver((n) => reveals('b', n)), forEver(grantsAndEnds), forEver(rotates)]);
