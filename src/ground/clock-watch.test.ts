import { expect, test } from 'vitest';
import { isBelieved, type Meanwhile, nextReading, type Reading, settlesAfter } from './clock-watch.ts';
import { day, hour, minute } from './time.ts';

const now = 1_794_921_600_000;
const even: Reading = { readAt: now, ranFor: settlesAfter, steppedBy: null };

test.each<[string, number, Meanwhile, number | null]>([
  ['a minute later', minute, 'running', null],
  ['four minutes back, on another node', -4 * minute, 'running', null],
  ['six minutes back', -6 * minute, 'running', -6 * minute],
  ['an hour on while it ran', hour, 'running', null],
  ['more than an hour on while it ran', hour + 1, 'running', hour + 1],
  ['a night on while nobody ran', 14 * hour, 'stopped', null],
  ['a weekend on while nobody ran', 3 * day, 'stopped', 3 * day],
  ['an hour back while nobody ran', -hour, 'stopped', -hour],
])('a clock read %s has stepped: decided', (_, later, meanwhile, step) => {
  const next = nextReading(even, now + later, meanwhile);
  expect([next.step, next.steppedBy, next.readAt]).toEqual([step, step, now + later]);
});

test('a step is settled after a day of running, counted over the nights in between', () => {
  let reading: Reading = nextReading(even, now + 365 * day, 'running');
  for (let working = 0; working < 3; working++) {
    for (let ran = 0; ran < 8; ran++) reading = nextReading(reading, reading.readAt + hour, 'running');
    const isSettled = reading.steppedBy === null;
    expect(isSettled).toBe(working === 2);
    reading = { ...reading, readAt: reading.readAt + 16 * hour };
  }
});

test.each<[string, Reading, number, boolean]>([
  ['just read', even, now, true],
  ['read an hour ago', even, now + hour, true],
  ['read longer ago than it is ever left', even, now + hour + 1, false],
  ['of another node, a little ahead', even, now - 4 * minute, true],
  ['ahead of now', even, now - hour, false],
  ['after a step that nobody has settled', { ...even, steppedBy: day }, now, false],
])('time has gone by as a reading %s says: decided', (_, reading, at, believed) => {
  expect(isBelieved(reading, at)).toBe(believed);
});
