import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { jobRuns, leases } from '#db/schema/index.ts';
import { systemClock } from '#src/host/clock.ts';
import { broken, inspect } from './invariants.ts';
import { furnishedNow, program, serve, unkept } from './served.ts';
import { report, roundsOf } from './tally.ts';

const clients = 16;
const answersBeforeStop = 100;

test('stopped under load it answers what it has begun, keeps all it answered, gives its jobs back and ends well; then it serves on', async () => {
  const scene = await furnishedNow();
  const found: string[] = [];
  const rounds = roundsOf('F19', 1);
  for (let round = 0; round < rounds; round++) {
    const server = await serve(scene);
    const script = program(scene, server);
    if (round === 0) expect(await script.lift()).toBe(201);
    const stuck = await halfARequest(server.url);
    const stopped = Promise.withResolvers<void>();
    const refused: number[] = [];
    // Each asks on until nobody listens any more.
    const client = async () => {
      for (;;) {
        const answer = await script.reveal().catch(() => null);
        if (answer === null) return;
        if (answer.status !== 201) refused.push(answer.status);
        if (script.journal.length === answersBeforeStop) server.stop().then(stopped.resolve, stopped.reject);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    await stopped.promise;
    expect(server.exit()).toBe(0);
    stuck.destroy();
    expect(refused.filter((status) => status !== 503)).toEqual([]);
    const now = systemClock.now();
    const left = await inspect(scene.place, now, async (ctx) => ({
      broken: await broken(ctx),
      lost: await unkept(ctx, script.journal),
      held: (await ctx.read.select().from(leases)).filter((lease) => lease.expiresAt > now).map((lease) => lease.name),
      running: (await ctx.read.select().from(jobRuns)).filter((run) => run.outcome === 'running').map((run) => run.name),
    }));
    found.push(...left.broken);
    expect(left, `round ${round}`).toEqual({ broken: [], lost: [], held: [], running: [] });
  }
  const again = program(scene, await serve(scene));
  expect([await again.ready(), await again.accounts(), (await again.reveal()).status]).toEqual([200, 200, 201]);
  report('F19', { runs: rounds, faults: rounds, broken: found });
});

/** A client that never finishes what it began to say. */
async function halfARequest(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('POST /api/v1/step-ups HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{');
  return socket;
}
