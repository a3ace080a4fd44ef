import { describe, expect, test } from 'vitest';
import { day, hour, localDay, minute } from '#src/ground/time.ts';
import { planDigests, type Thing } from './digest.rules.ts';
import { daysFrom, isQuiet, missedStages, mostAttempts, newestStage, pauseAfter, toldOf } from './rules.ts';

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

describe('who is told', () => {
  const circles = [['owner'], ['deputy', 'second'], ['manager'], ['admin', 'owner']];
  const everybody = () => true;

  test.each([
    [-14, ['owner']],
    [0, ['owner']],
    [2, ['owner']],
    [3, ['owner', 'deputy', 'second']],
    [7, ['owner', 'deputy', 'second', 'manager']],
    [14, ['owner', 'deputy', 'second', 'manager', 'admin']],
  ])('%i days late: %j', (late, told) => {
    expect(toldOf(circles, late, everybody)).toEqual(told);
  });

  test('is the next circle while nobody in the one before is there', () => {
    expect(toldOf(circles, -7, (id) => id !== 'owner')).toEqual(['deputy', 'second']);
    expect(toldOf(circles, 0, (id) => id === 'admin')).toEqual(['admin']);
    expect(toldOf([[], [], [], ['admin']], 0, everybody)).toEqual(['admin']);
    expect(toldOf(circles, 30, () => false)).toEqual([]);
  });
});

describe('one digest a person and day', () => {
  const thing = (secretId: string, told: string[], more: Partial<Thing> = {}): Thing => ({
    line: { about: 'rotation', kind: 'password', causes: [], account: secretId, accountId: 'acc', at: 5, waitsFor: null },
    secretId,
    inHand: { id: 'ana', name: 'Ana' },
    told,
    stage: { secretId, dueOn: '2026-11-24', stage: '2026-11-24', missed: ['2026-11-23'] },
    signature: null,
    ...more,
  });
  const nobody = new Set<string>();

  test('gathers what a person has to do, says whose hands it is in, and uses each stage once', () => {
    const plan = planDigests([thing('x', ['ana', 'bob']), thing('y', ['bob'])], nobody, () => false);
    expect(plan.digests.map((digest) => [digest.personId, digest.items.map((item) => [item.account, item.waitsFor])])).toEqual([
      ['ana', [['x', null]]],
      [
        'bob',
        [
          ['x', 'Ana'],
          ['y', 'Ana'],
        ],
      ],
    ]);
    expect(plan.sent.map((stage) => stage.secretId)).toEqual(['x', 'y']);
    expect(plan.overtaken).toHaveLength(2);
  });

  test('leaves a stage for tomorrow when everybody concerned has had today’s', () => {
    expect(planDigests([thing('x', ['ana'])], new Set(['ana']), () => false)).toEqual({ digests: [], sent: [], overtaken: [], signatures: [] });
    expect(planDigests([thing('x', ['ana', 'bob'])], new Set(['ana']), () => false).digests.map((digest) => digest.personId)).toEqual(['bob']);
  });

  test('says nothing of a stage that another run has told', () => {
    expect(planDigests([thing('x', ['ana'])], nobody, () => true).digests).toEqual([]);
  });

  test('names a secret once, by its task, with the earliest first', () => {
    const line = {
      about: 'task',
      kind: 'rotate',
      taskId: 't',
      secret: 'password',
      person: null,
      account: 'x',
      accountId: 'acc',
      at: 9,
      waitsFor: null,
    } as const;
    const plan = planDigests([thing('x', ['ana'], { line, stage: null }), thing('x', ['ana']), thing('z', ['ana'])], nobody, () => false);
    expect(plan.digests[0]?.items.map((item) => [item.about, item.account])).toEqual([
      ['rotation', 'z'],
      ['task', 'x'],
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
