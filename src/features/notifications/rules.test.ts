import { describe, expect, test } from 'vitest';
import { day, hour, localDay, minute } from '#src/ground/time.ts';
import { daysFrom } from '#src/features/needs/index.ts';
import { type Cause, planDigests } from './digest.rules.ts';
import { isQuiet, missedStages, mostAttempts, newestStage, pauseAfter } from './rules.ts';

describe('the newest stage of a password that is due on 24 November', () => {
  test.each([
    ['2026-11-09', null],
    ['2026-11-10', '2026-11-10'],
    ['2026-11-16', '2026-11-10'],
    ['2026-11-17', '2026-11-17'],
    ['2026-11-22', '2026-11-17'],
    ['2026-11-23', '2026-11-23'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-25', '2026-11-25'],
    ['2027-01-02', '2027-01-02'],
  ])('seen on %s began on %s', (today, stage) => {
    expect(newestStage('2026-11-24', today)).toBe(stage);
  });

  test('is counted in days of the calendar, also where a day has 23 or 25 hours', () => {
    const zone = 'Europe/Brussels';
    const spring = Date.parse('2026-03-29T21:30:00Z');
    const autumn = Date.parse('2026-10-25T22:30:00Z');
    expect(newestStage(localDay(spring, zone), localDay(spring - 23 * hour, zone))).toBe('2026-03-28');
    expect(newestStage(localDay(autumn, zone), localDay(autumn - 25 * hour, zone))).toBe('2026-10-24');
    expect(daysFrom('2026-03-28', '2026-03-30')).toBe(2);
  });
});

describe('stages that nobody was told of', () => {
  test.each([
    ['after nine days without a run', '2026-11-17', '2026-11-26', ['2026-11-23', '2026-11-24', '2026-11-25']],
    ['from before the first', '2026-11-01', '2026-11-17', ['2026-11-10']],
    ['one day after the other: none', '2026-11-24', '2026-11-25', []],
    ['the same day: none', '2026-11-24', '2026-11-24', []],
  ])('%s', (_name, after, newest, missed) => {
    expect(missedStages('2026-11-24', after, newest)).toEqual(missed);
  });

  test('go back 30 days and no farther', () => {
    expect(missedStages('2024-01-01', '2024-01-02', '2026-11-24')).toHaveLength(30);
  });
});

describe('one digest a person and day', () => {
  const cause = (secretId: string, told: string[], more: Partial<Cause> = {}): Cause => ({
    told,
    stage: { secretId, dueOn: '2026-11-24', stage: '2026-11-24', missed: ['2026-11-23'] },
    signature: null,
    hidden: false,
    ...more,
  });
  const nobody = new Set<string>();
  const to = (causes: Cause[], hadToday = nobody) => planDigests(causes, hadToday, () => false).digests.map((digest) => digest.personId);

  test('goes to everybody who hears of anything, and uses each stage once', () => {
    const plan = planDigests([cause('x', ['ana', 'bob']), cause('y', ['bob'])], nobody, () => false);
    expect(plan.digests.map((digest) => digest.personId)).toEqual(['ana', 'bob']);
    expect(plan.sent.map((stage) => stage.secretId)).toEqual(['x', 'y']);
    expect(plan.overtaken).toHaveLength(2);
  });

  test('leaves a stage for tomorrow when everybody concerned has had today’s', () => {
    expect(planDigests([cause('x', ['ana'])], new Set(['ana']), () => false)).toEqual({ digests: [], sent: [], overtaken: [], signatures: [] });
    expect(to([cause('x', ['ana', 'bob'])], new Set(['ana']))).toEqual(['bob']);
  });

  test('says nothing of a stage that another run has told', () => {
    expect(planDigests([cause('x', ['ana'])], nobody, () => true).digests).toEqual([]);
  });

  test('is hidden from whoever counts only where nothing else sends it', () => {
    const hidden = { stage: null, hidden: true };
    const plan = planDigests([cause('x', ['hr'], hidden), cause('y', ['hr', 'eve'], hidden), cause('z', ['eve'])], nobody, () => false);
    expect(plan.digests).toEqual([
      { personId: 'hr', hidden: true },
      { personId: 'eve', hidden: false },
    ]);
  });
});

test.each([
  ['2026-11-17T05:59:00Z', true],
  ['2026-11-17T06:00:00Z', false],
  ['2026-11-17T18:59:00Z', false],
  ['2026-11-17T19:00:00Z', true],
  ['2026-07-17T05:00:00Z', false],
])('at %s it is quiet in Brussels: %s', (at, quiet) => {
  expect(isQuiet(Date.parse(at), 'Europe/Brussels')).toBe(quiet);
});

test('trying goes on for three days, hourly in the end', () => {
  expect([1, 2, 3, 4, 5, 60].map((attempt) => pauseAfter(attempt) / minute)).toEqual([1, 5, 15, 30, 60, 60]);
  const all = Array.from({ length: mostAttempts - 1 }, (_, index) => pauseAfter(index + 1)).reduce((sum, pause) => sum + pause, 0);
  expect(all / day).toBeGreaterThan(2.5);
});
