import { expect, test } from 'vitest';
import { copyOf, type Place } from '#tests/helpers/database.ts';
import { furnished } from './killed.ts';
import { recovered, undisturbed } from './recovery.ts';

test('from what lies on disk before and after every commit of a departure it starts legally and comes to the same end', async () => {
  const scene = await furnished();
  const copies = new Map<string, Place>();
  const { commits, end } = await undisturbed(scene, async (side, commit, place) => void copies.set(`${side} commit ${commit}`, await copyOf(place)));
  expect(copies.size).toBe(2 * commits);
  for (const [boundary, place] of copies) expect(await recovered(place, scene.cast), boundary).toEqual(end);
});
