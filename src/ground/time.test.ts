import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween, endOfDay, isTimeZone, localDay, parseDay, resolveLocal, startOfDay, type WallTime, wallTime } from './time.ts';

const brussels = 'Europe/Brussels';
const newYork = 'America/New_York';
const at = (iso: string) => Date.parse(iso);

/** `2026-03-29 02:30`, seconds where they matter. */
function wall(text: string): WallTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
  return { year, month, day, hour, minute, second };
}

const dayOf = (text: string) => wall(`${text} 00:00`);

describe('a local time', () => {
  test.each([
    ['2026-01-15 12:00', brussels, '2026-01-15T11:00:00Z'],
    ['2026-07-15 12:00', brussels, '2026-07-15T10:00:00Z'],
    ['2026-03-29 01:59:59', brussels, '2026-03-29T00:59:59Z'],
    ['2026-03-29 03:00', brussels, '2026-03-29T01:00:00Z'],
    ['2026-03-08 01:59:59', newYork, '2026-03-08T06:59:59Z'],
    ['2026-03-08 03:00', newYork, '2026-03-08T07:00:00Z'],
    ['2026-12-31 23:59:59', 'Asia/Kathmandu', '2026-12-31T18:14:59Z'],
  ])('%s in %s is one instant', (text, zone, expected) => {
    expect(resolveLocal(wall(text), zone)).toEqual({ at: at(expected) });
  });

  test.each([
    ['2026-10-25 02:00', brussels, '2026-10-25T00:00:00Z'],
    ['2026-10-25 02:59:59', brussels, '2026-10-25T00:59:59Z'],
    ['2026-11-01 01:30', newYork, '2026-11-01T05:30:00Z'],
    ['2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
  ])('%s in %s exists twice and is the earlier one', (text, zone, expected) => {
    expect(resolveLocal(wall(text), zone)).toEqual({ at: at(expected) });
  });

  test.each([
    ['2026-10-25 03:00', brussels, '2026-10-25T02:00:00Z'],
    ['2026-11-01 02:00', newYork, '2026-11-01T07:00:00Z'],
  ])('%s in %s exists once, right after the doubled hour', (text, zone, expected) => {
    expect(resolveLocal(wall(text), zone)).toEqual({ at: at(expected) });
  });

  test.each([
    ['2026-03-29 02:00', brussels, '2026-03-29 01:59:59', '2026-03-29 03:00'],
    ['2026-03-29 02:59:59', brussels, '2026-03-29 01:59:59', '2026-03-29 03:00'],
    ['2026-03-08 02:15', newYork, '2026-03-08 01:59:59', '2026-03-08 03:00'],
    ['2026-10-04 02:15', 'Australia/Lord_Howe', '2026-10-04 01:59:59', '2026-10-04 02:30'],
    ['2026-09-06 00:30', 'America/Santiago', '2026-09-05 23:59:59', '2026-09-06 01:00'],
    ['2011-12-30 12:00', 'Pacific/Apia', '2011-12-29 23:59:59', '2011-12-31 00:00'],
  ])('%s in %s does not exist and names both neighbours', (text, zone, before, after) => {
    expect(resolveLocal(wall(text), zone)).toEqual({ missing: true, before: wall(before), after: wall(after) });
  });

  test('of any instant leads back to it, or to its earlier twin', () => {
    const zones = fc.constantFrom(brussels, newYork, 'Australia/Lord_Howe', 'America/Havana', 'America/St_Johns', 'Pacific/Apia');
    const seconds = fc.integer({ min: at('2005-01-01T00:00:00Z') / 1000, max: at('2035-01-01T00:00:00Z') / 1000 });
    fc.assert(
      fc.property(zones, seconds, (zone, second) => {
        const shown = wallTime(second * 1000, zone);
        const resolved = resolveLocal(shown, zone);
        if (!('at' in resolved)) throw new Error('what a clock showed exists');
        expect(resolved.at).toBeLessThanOrEqual(second * 1000);
        expect(wallTime(resolved.at, zone)).toEqual(shown);
      }),
    );
  });
});

describe('a day', () => {
  test.each([
    ['2026-06-15', brussels, '2026-06-14T22:00:00Z', '2026-06-15T21:59:59Z'],
    ['2026-03-29', brussels, '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z'],
    ['2026-10-25', brussels, '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z'],
    ['2026-12-31', brussels, '2026-12-30T23:00:00Z', '2026-12-31T22:59:59Z'],
    ['2026-03-08', newYork, '2026-03-08T05:00:00Z', '2026-03-09T03:59:59Z'],
    ['2026-11-01', newYork, '2026-11-01T04:00:00Z', '2026-11-02T04:59:59Z'],
    // Midnight does not exist: the day begins at one o'clock.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z', '2026-09-07T02:59:59Z'],
    // Midnight exists twice: the day begins at the first.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z', '2026-11-02T04:59:59Z'],
  ])('%s in %s begins and ends with its own clock', (day, zone, start, end) => {
    expect(startOfDay(dayOf(day), zone)).toBe(at(start));
    expect(endOfDay(dayOf(day), zone)).toBe(at(end));
    expect(localDay(endOfDay(dayOf(day), zone), zone)).toBe(day);
  });

  test('follows the one before without a gap', () => {
    expect(endOfDay(dayOf('2028-02-28'), brussels) + 1000).toBe(startOfDay(dayOf('2028-02-29'), brussels));
    expect(endOfDay(dayOf('2026-12-31'), brussels) + 1000).toBe(startOfDay(dayOf('2027-01-01'), brussels));
  });

  test.each([
    ['2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', 0],
    ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', 1],
    ['2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 2],
    ['2026-10-25T23:00:00Z', '2026-10-24T23:00:00Z', -1],
    ['2025-12-31T12:00:00Z', '2026-12-31T12:00:00Z', 365],
  ])('from %s to %s are %i in Brussels', (from, to, days) => {
    expect(daysBetween(at(from), at(to), brussels)).toBe(days);
  });
});

describe('a written day', () => {
  test.each([
    ['2026-11-20', 2026, 11, 20],
    ['2026-1-5', 2026, 1, 5],
    ['20-11-2026', 2026, 11, 20],
    ['7/12/2026', 2026, 12, 7],
    ['07.12.2026', 2026, 12, 7],
    ['29-02-2028', 2028, 2, 29],
    ['2000-02-29', 2000, 2, 29],
  ])('%s is read', (text, year, month, day) => {
    expect(parseDay(text)).toEqual({ year, month, day });
  });

  test.each([
    '',
    '2026-02-29',
    '1900-02-29',
    '31-04-2026',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '32-01-2026',
    '12/31/2026',
    '1.2-2026',
    '26-01-01',
    '1-1-26',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '20261120',
    '٢٠٢٦-01-01',
    '0000-01-01',
    '-2026-01-01',
  ])('%j is not a day', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

test.each([
  [brussels, true],
  ['UTC', true],
  ['Mars/Phobos', false],
  ['', false],
])('%j as a time zone: %s', (zone, expected) => {
  expect(isTimeZone(zone)).toBe(expected);
});
