import { expect, test } from 'vitest';
import { tuesday } from '#tests/helpers/clock.ts';
import { type Cast, openInstallation } from './installation.ts';
import { broken, inspect, outcome } from './invariants.ts';
import { copyOf, type Furnished, furnished, run } from './killed.ts';
import { play } from './story.ts';

const started = tuesday + 3_600_000;
const nextMorning = started + 17 * 3_600_000;

type Side = 'before' | 'after';

/** The story without a fault. `onBoundary` looks at the directory before and after each of its commits. */
async function undisturbed(scene: Furnished, onBoundary: (side: Side, commit: number, dataDir: string) => void = () => undefined) {
  const dataDir = copyOf(scene);
  let commits = 0;
  const h = await openInstallation(dataDir, started, {
    beforeCommit: async () => onBoundary('before', ++commits, dataDir),
    afterCommit: async () => onBoundary('after', commits, dataDir),
  });
  await play(h, scene.cast);
  const end = { wrong: await broken(h.system), outcome: await outcome(h.system) };
  await h.close();
  expect(end).toMatchObject({ wrong: [], outcome: { cases: [{ state: 'completed' }], certificates: ['KH-2026-0001'] } });
  expect(commits).toBeGreaterThan(10);
  return { commits, end };
}

/** What lies on disk, what a start makes of it, and the same story taken up again and played to its end. */
async function recovered(dataDir: string, cast: Cast) {
  const onDisk = await inspect(dataDir, nextMorning, broken);
  const h = await openInstallation(dataDir, nextMorning);
  const onStart = [...(h.app.state() === 'open' ? [] : [`the product starts ${h.app.state()}`]), ...(await broken(h.system))];
  await play(h, cast);
  const atEnd = await broken(h.system);
  const result = await outcome(h.system);
  await h.close();
  return { wrong: [...onDisk, ...onStart, ...atEnd], outcome: result };
}

test('from what lies on disk before and after every commit of a departure it starts legally and comes to the same end', async () => {
  const scene = await furnished();
  const copies = new Map<string, string>();
  const { commits, end } = await undisturbed(scene, (side, commit, dataDir) => void copies.set(`${side} commit ${commit}`, copyOf({ ...scene, dataDir })));
  expect(copies.size).toBe(2 * commits);
  for (const [boundary, dataDir] of copies) expect(await recovered(dataDir, scene.cast), boundary).toEqual(end);
}, 120_000);

test('killed at every commit of a departure, by turns just before and just after it, it does the same', async () => {
  const scene = await furnished();
  const { commits, end } = await undisturbed(scene);
  const killedAt = async (commit: number) => {
    const side: Side = commit % 2 === 1 ? 'before' : 'after';
    const dataDir = copyOf(scene);
    expect(await run('story-child.ts', [dataDir, started, JSON.stringify(scene.cast), side, commit])).toEqual({ exit: null, signal: 'SIGKILL' });
    expect(await recovered(dataDir, scene.cast), `killed ${side} commit ${commit}`).toEqual(end);
  };
  const everySecond = async (from: number) => {
    for (let commit = from; commit <= commits; commit += 2) await killedAt(commit);
  };
  await Promise.all([everySecond(1), everySecond(2)]);
}, 120_000);
