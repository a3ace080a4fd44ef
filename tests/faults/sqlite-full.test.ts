import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#src/host/clock.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { broken, inspect } from './invariants.ts';
import { type Asked, furnishedNow, program, serve, unkept } from './served.ts';
import { report, roundsOf } from './tally.ts';

/** A disk of its own, as small as that; undefined where this user may not mount one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = freshFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

/** Takes all the room there is, to the last block. */
function fill(disk: string): () => void {
  const ballast = join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  try {
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // The server took a block in between, and there is none left all the same.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return () => rmSync(ballast);
}

const padding = 'x'.repeat(150);

test('on a full disk nothing is shown that cannot be written down, lists still answer, and with room it goes on by itself', async () => {
  const disk = smallDisk(16);
  // Without a disk of its own there is nothing to fill but everybody's.
  if (disk === undefined) return report('F04', { runs: 0, faults: 0, broken: [] });
  const dataDir = join(disk, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const scene = await furnishedNow({ dataDir, databaseUrl: 'sqlite:' });
  const server = await serve(scene);
  const script = program(scene, server);
  expect([await script.lift(), (await script.reveal()).status]).toEqual([201, 201]);
  const rounds = roundsOf('F04', 1);
  for (let round = 0; round < rounds; round++) {
    const makeRoom = fill(disk);
    // What the log of the database had reserved is used up first.
    let answer: Asked;
    do answer = await script.reveal(padding);
    while (answer.status === 201);
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:keyholder:problem:host.disk-full', instance: expect.stringMatching(/^req_/) } });
    expect(JSON.stringify(answer.body)).not.toContain('correct horse');
    expect([await script.accounts(), await script.ready()]).toEqual([200, 503]);
    const copy = join(disk, 'copy.db');
    expect(await server.keyholder('backup', copy)).toMatchObject({ exit: 1, err: expect.stringMatching(/disk .* is full/i) });
    expect(readdirSync(disk).filter((name) => name.startsWith('copy'))).toEqual([]);
    makeRoom();
    expect((await script.reveal()).status).toBe(201);
    expect(await script.ready()).toBe(200);
    expect(await server.keyholder('backup', copy)).toMatchObject({ exit: 0 });
    rmSync(copy);
  }
  await server.stop();
  expect(server.exit()).toBe(0);
  const left = await inspect(scene.place, systemClock.now(), async (ctx) => ({ broken: await broken(ctx), lost: await unkept(ctx, script.journal) }));
  report('F04', { runs: rounds, faults: rounds, broken: [...left.broken, ...left.lost] });
  expect(left).toEqual({ broken: [], lost: [] });
});
