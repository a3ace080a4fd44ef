import { expect, test } from 'vitest';
import { calendarOf } from './calendar.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { localDay } from '#src/ground/time.ts';

test('the days of the story are working days, whatever day it is told on', () => {
  for (let day = 0; day < 7; day++) {
    const { ago, ahead, friday, now } = calendarOf(tuesday + day * 86_400_000);
    const weekdays = [ago(1, '17:00'), ahead(6, '12:00'), friday('17:00')].map((at) =>
      new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Europe/Brussels' }).format(at),
    );
    expect(weekdays.slice(0, 2).filter((name) => name.startsWith('S'))).toEqual([]);
    expect(weekdays[2]).toBe('Fri');
    expect(localDay(friday('17:00'), 'Europe/Brussels') > localDay(now, 'Europe/Brussels')).toBe(true);
  }
});
