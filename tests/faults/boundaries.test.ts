import { expect, test } from 'vitest';
import { copyOf } from '#tests/helpers/database.ts';
import { furnished, run } from './killed.ts';
import { recovered, type Side, started, undisturbed } from './recovery.ts';

test('killed at every commit of a departure, by turns just before and just after it, it starts legally and comes to the same end', async () => {
  const scene = await furnished();
  const { commits, end } = await undisturbed(scene);
  const killedAt = async (commit: number) => {
    const side: Side = commit % 2 === 1 ? 'before' : 'after';
    const place = await copyOf(scene.place);
    const words = [JSON.stringify(place), started, JSON.stringify(scene.cast), side, commit];
    expect(await run('story-child.ts', words)).toEqual({ exit: null, signal: 'SIGKILL' });
    expect(await recovered(place, scene.cast), `killed ${side} commit ${commit}`).toEqual(end);
  };
  const everySecond = async (from: number) => {
    for (let commit = from; commit <= commits; commit += 2) await killedAt(commit);
  };
  await Promise.all([everySecond(1), everySecond(2)]);
});
