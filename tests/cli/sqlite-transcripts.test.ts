import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { boot } from '#src/app/boot.ts';
import type { Door } from '#src/app/door.ts';
import { openSocket } from '#src/app/socket.ts';
import { completeProven, startOffboarding } from '#src/features/offboarding/index.ts';
import { findActor } from '#src/features/people/index.ts';
import { confirmValue, prepareValue } from '#src/features/secrets/index.ts';
import { closeRotationTasks } from '#src/features/tasks/index.ts';
import { installation } from '#src/host/config.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { scene } from './scene.ts';
import { played, type Steps } from './transcript.ts';

const folder = join(installation, 'tests/cli/transcripts');
const transcripts = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const alone = ['restore.txt'];
const both = transcripts.filter((name) => !alone.includes(name));

/** The company in a data directory of its own, in a folder to type in. */
async function stage() {
  const { w, dirkId, larsId, secretId } = await scene();
  await w.db.close();
  const at = freshFolder();
  const dataDir = join(at, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  cpSync(w.config.dataDir, dataDir, { recursive: true });
  mkdirSync(join(at, 'samples'));
  cpSync(join(installation, 'tests/samples'), join(at, 'samples'), { recursive: true });
  const config = { ...w.config, machine: 'here', dataDir, rootKeyFile: join(dataDir, 'root.key'), auditAnchor: join(at, 'data.anchor') };
  const door: Omit<Door, 'terminal'> = { folder: at, calledAs: null, config: () => config, windows: () => w.windows };
  // A start and a stop, after which the head of the log is noted beside it.
  await (await boot(config, w.windows)).close();
  const withApp = async (act: (ctx: typeof w.system) => Promise<unknown>) => {
    const app = await boot(config, w.windows);
    await act(app.ctxFor({ kind: 'system', job: 'test' }, 'job'));
    await app.close();
  };
  return { w, dirkId, larsId, secretId, config, door, at, withApp };
}

function stepsOf({ w, dirkId, larsId, secretId, at }: Awaited<ReturnType<typeof stage>>, withApp: Awaited<ReturnType<typeof stage>>['withApp']): Steps {
  return {
    'a minute later': async () => w.clock.advance('1m'),
    'HR announces that Lars leaves on 27 November at 17:00': () =>
      withApp(async (ctx) => void (await startOffboarding(ctx, { personId: larsId, effectiveAt: Date.UTC(2026, 10, 27, 16), announced: true }))),
    'Dirk sets a new password on the platform': () =>
      withApp(async (ctx) => {
        w.clock.advance('1h');
        const dirk = await findActor(ctx, dirkId, { sessionId: null, factorAt: null });
        const { versionId } = await prepareValue({ ...ctx, ...(dirk ? { actor: dirk } : {}) }, secretId, 'a value that is new', { typed: true });
        await confirmValue(ctx, secretId, versionId, { people: [dirkId] });
        await closeRotationTasks(ctx, secretId, versionId);
        await completeProven(ctx);
      }),
    'somebody changes a letter of certificate.json': async () => {
      const file = join(at, 'certificate.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('Lars', 'Mars'));
    },
  };
}

test.each(both)('%s, without a server', async (name) => {
  const s = await stage();
  const text = await played(readFileSync(join(folder, name), 'utf8'), s.door, stepsOf(s, s.withApp));
  await expect(text).toMatchFileSnapshot(join(folder, name));
});

test.each(both)('%s, by the socket of a server', async (name) => {
  const s = await stage();
  const app = await boot(s.config, s.w.windows);
  onTestFinished(() => app.close());
  const socket = await openSocket(app);
  onTestFinished(() => socket.close());
  const inServer: typeof s.withApp = async (act) => void (await act(app.ctxFor({ kind: 'system', job: 'test' }, 'job')));
  const text = await played(readFileSync(join(folder, name), 'utf8'), s.door, stepsOf(s, inServer));
  expect(text).toBe(readFileSync(join(folder, name), 'utf8'));
});

test.each(alone)('%s, which wants the server stopped', async (name) => {
  const s = await stage();
  const text = await played(readFileSync(join(folder, name), 'utf8'), s.door, stepsOf(s, s.withApp));
  await expect(text).toMatchFileSnapshot(join(folder, name));
});
