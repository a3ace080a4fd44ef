import { expect, test } from 'vitest';
import { disclosures, grants, rotations, secretVersions } from '#db/schema/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { copyOf } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { broken, inspect, openedVersions } from './invariants.ts';
import { type Furnished, furnished, run } from './killed.ts';
import { chance, report, roundsOf } from './tally.ts';

const rounds = roundsOf('F01', 12);
const hour = 3_600_000;

/** The same numbers for the same seed: after how many answers each child dies. */
function answersBeforeDeath(): number[] {
  const random = chance();
  return Array.from({ length: rounds }, () => 3 + Math.floor(random() * 60));
}

/** Of what was answered, whatever is not there. */
async function lost(ctx: Ctx, answered: readonly string[]): Promise<string[]> {
  const opened = await openedVersions(ctx);
  const shown = new Map((await ctx.read.select().from(disclosures)).map((row) => [row.reason, row.versionId]));
  const state = new Map((await ctx.read.select().from(grants)).map((row) => [row.id, row.state]));
  const opening = new Set((await ctx.read.select().from(rotations)).map((row) => row.id));
  const versions = new Map((await ctx.read.select().from(secretVersions)).map((row) => [row.id, row]));
  const isKept: Record<string, (first: string, versionId: string, value: string) => boolean> = {
    shown: (reason, versionId, value) => shown.get(reason) === versionId && opened.get(versionId) === value,
    given: (grantId) => state.has(grantId),
    ended: (grantId) => state.get(grantId) === 'closed',
    opened: (rotationId) => opening.has(rotationId),
    prepared: (versionId) => opened.has(versionId),
    confirmed: (versionId) => opened.has(versionId) && versions.get(versionId)?.state !== 'pending',
  };
  return answered.filter((line) => {
    const [act = '', first = '', second = '', third = ''] = line.split('\t');
    return !isKept[act]?.(first, second, third);
  });
}

test('killed at random points of its work, it loses nothing that it answered and is never in an illegal state', async () => {
  const scene = await furnished();
  const deaths = answersBeforeDeath();
  const halves = [deaths.slice(0, rounds / 2), deaths.slice(rounds / 2)];
  const acts = await Promise.all(halves.map((half) => killedInTurn(scene, half)));
  const answered = acts.flat();
  for (const act of ['shown', 'given', 'ended', 'opened', 'prepared', 'confirmed']) {
    expect(answered.filter((line) => line.startsWith(act)).length, act).toBeGreaterThan(rounds);
  }
  report('F01', { runs: rounds, faults: rounds, broken: [] });
});

/** One place, worked on by one child after the other. */
async function killedInTurn(scene: Furnished, deaths: readonly number[]): Promise<string[]> {
  const place = await copyOf(scene.place);
  const answered: string[] = [];
  for (const [round, deadAfter] of deaths.entries()) {
    const now = tuesday + (round + 1) * hour;
    let lines = 0;
    const { signal } = await run('work-child.ts', [JSON.stringify(place), now, JSON.stringify(scene.cast), round], (line, kill) => {
      answered.push(line);
      lines++;
      if (lines === deadAfter) kill();
    });
    expect(signal).toBe('SIGKILL');
    const found = await inspect(place, now, async (ctx) => ({ wrong: await broken(ctx), lost: await lost(ctx, answered) }));
    expect(found, `round ${round}, killed after ${deadAfter} answers`).toEqual({ wrong: [], lost: [] });
  }
  return answered;
}
