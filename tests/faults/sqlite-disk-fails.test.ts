import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { systemClock } from '#src/host/clock.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { broken, inspect } from './invariants.ts';
import { type Asked, furnishedNow, program, serve, unkept } from './served.ts';

/** From now on the system refuses this process to write past so many bytes of any file: EFBIG, which is no full disk. */
function limitFiles(pid: number, bytes: number | 'unlimited'): boolean {
  return spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]).status === 0;
}

test('while the disk fails nothing is shown that cannot be written down, readiness says so, and it goes on by itself', async () => {
  const scene = await furnishedNow({ dataDir: freshFolder(), databaseUrl: 'sqlite:' });
  const server = await serve(scene);
  const script = program(scene, server);
  expect([await script.lift(), (await script.reveal()).status, await script.ready()]).toEqual([201, 201, 200]);
  expect(limitFiles(server.pid, 8192), 'This test needs prlimit of util-linux, which makes the disk of another process fail.').toBe(true);
  // What the log of the database had reserved is used up first.
  let answer: Asked;
  do answer = await script.reveal();
  while (answer.status === 201);
  expect(answer).toMatchObject({ status: 503, body: { type: 'urn:keyholder:problem:host.disk-fails', instance: expect.stringMatching(/^req_/) } });
  expect(JSON.stringify(answer.body)).not.toContain('correct horse');
  expect(await script.ask('/health/ready')).toEqual({ status: 503, body: { status: 'disk-fails' } });
  expect(await script.accounts()).toBe(200);
  expect(limitFiles(server.pid, 'unlimited')).toBe(true);
  expect((await script.reveal()).status).toBe(201);
  expect(await script.ready()).toBe(200);
  await server.stop();
  const left = await inspect(scene.place, systemClock.now(), async (ctx) => ({ broken: await broken(ctx), lost: await unkept(ctx, script.journal) }));
  expect(left).toEqual({ broken: [], lost: [] });
});
