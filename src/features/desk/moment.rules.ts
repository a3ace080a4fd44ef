import type { Instant } from '#src/ground/ctx.ts';
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

/** A day that has begun, at its end or at most now; null for today, for a day to come and for what is no day. */
export function pastDay(day: string | undefined, zone: string, now: Instant): Instant | null {
  const parsed = day ? parseDay(day) : undefined;
  if (!parsed || startOfDay(parsed, zone) > now) return null;
  const end = endOfDay(parsed, zone);
  return end < now ? end : null;
}

/** The beginning of a day that has begun: of a value set some time that day, the age is never told too young. */
export function startOf(day: string, zone: string): Instant {
  const parsed = parseDay(day);
  if (!parsed) throw new RangeError(`"${day}" is no day: whoever asks has to look first.`);
  return startOfDay(parsed, zone);
}
