import { expect } from 'vitest';
import { copyOf, type Place } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { type Cast, openPlace } from './installation.ts';
import { broken, inspect, outcome } from './invariants.ts';
import type { Furnished } from './killed.ts';
import { play } from './story.ts';

export const started = tuesday + 3_600_000;
const nextMorning = started + 17 * 3_600_000;

export type Side = 'before' | 'after';

/** The story without a fault. `onBoundary` looks at the place before and after each of its commits. */
export async function undisturbed(scene: Furnished, onBoundary: (side: Side, commit: number, place: Place) => Promise<void> = async () => undefined) {
  const place = await copyOf(scene.place);
  let commits = 0;
  const h = await openPlace(place, started, {
    beforeCommit: () => onBoundary('before', ++commits, place),
    afterCommit: () => onBoundary('after', commits, place),
  });
  await play(h, scene.cast);
  const end = { wrong: await broken(h.system), outcome: await outcome(h.system) };
  await h.close();
  expect(end).toMatchObject({ wrong: [], outcome: { cases: [{ state: 'completed' }], certificates: ['KH-2026-0001'] } });
  expect(commits).toBeGreaterThan(10);
  return { commits, end };
}

/** What a place holds, what a start makes of it, and the same story taken up again and played to its end. */
export async function recovered(place: Place, cast: Cast) {
  const onDisk = await inspect(place, nextMorning, broken);
  const h = await openPlace(place, nextMorning);
  const onStart = [...(h.app.state() === 'open' ? [] : [`the product starts ${h.app.state()}`]), ...(await broken(h.system))];
  await play(h, cast);
  const atEnd = await broken(h.system);
  const result = await outcome(h.system);
  await h.close();
  return { wrong: [...onDisk, ...onStart, ...atEnd], outcome: result };
}
