import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clocksDiffer, fresh, waits } from './moments.ts';
import { day, hour, minute } from './time.ts';

const now = 1_794_921_600_000;

test.each<[string, number | null, boolean]>([
  ['just now', now, true],
  ['nine minutes ago', now - 9 * minute, true],
  ['ten minutes ago', now - 10 * minute, false],
  ['a day ago', now - day, false],
  ['never', null, false],
  ['by a node whose clock is five minutes ahead', now + clocksDiffer, true],
  ['a little further ahead', now + clocksDiffer + 1, false],
  ['in an hour, by a clock that was set back since', now + hour, false],
  ['in a year', now + 365 * day, false],
])('what lasts ten minutes and was written %s is fresh: decided', (_, moment, expected) => {
  expect(fresh(moment, 10 * minute, now)).toBe(expected);
});

test.each<[string, number, boolean]>([
  ['until a minute ago', now - minute, false],
  ['until now', now, false],
  ['for another minute', now + minute, true],
  ['for as long as it can', now + 15 * minute, true],
  ['for as long as it can, by a node that is ahead', now + 15 * minute + clocksDiffer, true],
  ['for longer than it can', now + 15 * minute + clocksDiffer + 1, false],
  ['for a year', now + 365 * day, false],
])('what waits a quarter of an hour at most and is to wait %s does: decided', (_, until, expected) => {
  expect(waits(until, 15 * minute, now)).toBe(expected);
});

test('wherever the clock is moved, nothing counts for longer than it lasts and two clocks may differ', () => {
  const someTime = fc.integer({ min: -400 * day, max: 400 * day });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 * day }), someTime, (lasts, age) => {
      expect(fresh(now - age, lasts, now)).toBe(age >= -clocksDiffer && age < lasts);
      expect(waits(now + lasts + age, lasts, now)).toBe(lasts + age > 0 && age <= clocksDiffer);
    }),
  );
});
