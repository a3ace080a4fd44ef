import type { Instant } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { endOfDay, parseDay, startOfDay } from '#src/ground/time.ts';

/** The end of a day in the organisation's zone; null for a field left empty. */
export function momentOf(day: string | undefined, zone: string): Instant | null {
  const parsed = day ? parseDay(day) : undefined;
  return parsed ? endOfDay(parsed, zone) : null;
}

export function hasBegun(day: string, zone: string, now: Instant): boolean {
  const parsed = parseDay(day);
  return parsed !== undefined && startOfDay(parsed, zone) <= now;
}

/**
 * The day that somebody asks about, at its end; null for today, and where none is asked about. A day to come and what is no
 * day are refused: the answer of today would pass for theirs.
 */
export function askedDay(day: string | undefined, zone: string, now: Instant): Instant | null {
  if (!day) return null;
  const parsed = parseDay(day);
  if (!parsed) throw new Problem('invalid', 'access.no-day', { fields: [{ field: 'on', code: 'invalid-date' }] });
  if (startOfDay(parsed, zone) > now) throw new Problem('invalid', 'access.in-the-future', { fields: [{ field: 'on', code: 'in-the-future' }] });
  const end = endOfDay(parsed, zone);
  return end < now ? end : null;
}

/** The beginning of a day that has begun: of a value set some time that day, the age is never told too young. */
export function startOf(day: string, zone: string): Instant {
  const parsed = parseDay(day);
  if (!parsed) throw new RangeError(`"${day}" is no day: whoever asks has to look first.`);
  return startOfDay(parsed, zone);
}
