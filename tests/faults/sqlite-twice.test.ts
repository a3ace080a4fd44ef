import { expect, test } from 'vitest';
import { outbox } from '#db/schema/index.ts';
import { callServer } from '#src/app/socket.ts';
import { systemClock } from '#src/host/clock.ts';
import { runCommand } from '#tests/helpers/server.ts';
import { broken, inspect } from './invariants.ts';
import { furnishedNow, serve } from './served.ts';
import { report, roundsOf } from './tally.ts';

const atOnce = 10;
const alone = 2;
/** What it ends with where it came to its end: there is none here. */
const toTheEnd = /No mail server is configured/;

test('a second server on the same database refuses in one sentence, and the same job asked for ten times at once has one effect', async () => {
  const scene = await furnishedNow();
  const rounds = roundsOf('F08', 1);
  const server = await serve(scene);
  await expect(serve(scene)).rejects.toThrow(/Another Keyholder process has this database open/);
  for (let round = 0; round < rounds; round++) {
    // By the socket of the server that runs, as the command line does.
    const input = { arguments: {}, options: {}, files: {} };
    const runs = await Promise.all(Array.from({ length: atOnce }, () => callServer(scene.place.dataDir, 'remind', input, null)));
    expect(runs.map((run) => [run?.exit, toTheEnd.test(run?.text ?? '')])).toEqual(runs.map(() => [1, true]));
  }
  await server.stop();
  const env = { PATH: process.env['PATH'] ?? '', KEYHOLDER_DATA_DIR: scene.place.dataDir, KEYHOLDER_LOG_LEVEL: 'error' };
  // Without one each is a process of its own: one has the database, the others say so.
  const commands = await Promise.all(Array.from({ length: alone }, () => runCommand(['remind'], env)));
  expect(commands.filter(({ out, err }) => toTheEnd.test(out + err)).length).toBeGreaterThan(0);
  for (const { out, err } of commands) if (!toTheEnd.test(out + err)) expect(err).toMatch(/Another Keyholder process has this database open/);
  const left = await inspect(scene.place, systemClock.now(), async (ctx) => ({ broken: await broken(ctx), mails: await ctx.read.select().from(outbox) }));
  const once = left.mails.map((mail) => `${mail.template} ${mail.recipientId} ${mail.data}`);
  expect(new Set(once).size).toBe(once.length);
  report('F08', { runs: rounds, faults: rounds * atOnce + alone, broken: left.broken });
  expect(left.broken).toEqual([]);
});
