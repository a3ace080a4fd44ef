import { describe, expect, test } from 'vitest';
import type { Problem } from '#src/ground/problem.ts';
import { endOfDay } from '#src/ground/time.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { askedDay } from './moment.rules.ts';

const zone = 'Europe/Brussels';

describe('the day that somebody asks about', () => {
  test.each([undefined, '', '2026-11-17'])('«%s» is now', (day) => {
    expect(askedDay(day, zone, tuesday)).toBeNull();
  });

  test.each(['2026-03-01', '01/03/2026'])('«%s» is meant to its end', (day) => {
    expect(askedDay(day, zone, tuesday)).toBe(endOfDay({ year: 2026, month: 3, day: 1 }, zone));
  });

  test.each([
    ['2026-11-18', 'access.in-the-future'],
    ['yesterday', 'access.no-day'],
    ['2026-02-30', 'access.no-day'],
  ])('«%s» is refused', (day, code) => {
    expect(() => askedDay(day, zone, tuesday)).toThrow(expect.objectContaining({ code }) as unknown as Problem);
  });
});
