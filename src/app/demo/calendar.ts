import type { Clock, Instant } from '#src/host/clock.ts';
import { day, localDay, minute, parseDay, resolveLocal, wallTime } from '#src/ground/time.ts';

export const timeZone = 'Europe/Brussels';

/** The days of the story, counted from the day on which it is told: it always ends today. */
export type Calendar = {
  now: Instant;
  /** On the day that lay `days` back, at `09:41`. Nobody works at the weekend: those days become the Friday before. */
  ago(days: number, time: string): Instant;
  /** The same, forward; a weekend becomes the Monday after. */
  ahead(days: number, time: string): Instant;
  /** The first Friday that is at least two days off. */
  friday(time: string): Instant;
  minutesAgo(minutes: number): Instant;
};

export function calendarOf(now: Instant): Calendar {
  const today = parseDay(localDay(now, timeZone)) ?? { year: 1970, month: 1, day: 1 };
  const midnight = Date.UTC(today.year, today.month - 1, today.day);
  const at = (days: number, time: string): Instant => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const resolved = resolveLocal({ ...wallTime(midnight + days * day, 'UTC'), hour, minute, second: 0 }, timeZone);
    return 'at' in resolved ? resolved.at : midnight + days * day;
  };
  // 1 January 1970 was a Thursday.
  const weekday = (days: number) => (Math.floor(midnight / day) + days + 4) % 7;
  const workday = (days: number, step: 1 | -1): number => (weekday(days) === 0 || weekday(days) === 6 ? workday(days + step, step) : days);
  return {
    now,
    ago: (days, time) => at(workday(-days, -1), time),
    ahead: (days, time) => at(workday(days, 1), time),
    friday: (time) => at([2, 3, 4, 5, 6, 7, 8].find((days) => weekday(days) === 5) ?? 7, time),
    minutesAgo: (minutes) => now - minutes * minute,
  };
}

/** A clock that goes through the year from one event to the next, and never back. */
export type StoryClock = Clock & { goTo(at: Instant): void; pass(minutes: number): void };

export function storyClock(start: Instant): StoryClock {
  let at = start;
  return {
    now: () => at,
    goTo: (to) => {
      at = Math.max(at, to);
    },
    pass: (minutes) => {
      at += minutes * minute;
    },
  };
}
