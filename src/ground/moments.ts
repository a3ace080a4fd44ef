import { and, gt, lte, or, type SQLWrapper } from 'drizzle-orm';
import type { Instant } from '#src/host/clock.ts';
import { minute } from './time.ts';

/** The clocks of two nodes may lie this far apart, and one may be set right by as much without anybody noticing. */
export const clocksDiffer = 5 * minute;

/** Was it written down by a clock that ran ahead, before it was set back? */
export function liesAhead(moment: Instant, now: Instant): boolean {
  return moment > now + clocksDiffer;
}

/** Does what was true at `moment` still count, `lasts` milliseconds on? Never when it lies ahead: a clock set back proves nothing anew. */
export function fresh(moment: Instant | null, lasts: number, now: Instant): boolean {
  return moment !== null && !liesAhead(moment, now) && now - moment < lasts;
}

/** The same, asked of a column. */
export function isFresh(moment: SQLWrapper, lasts: number, now: Instant) {
  const { after, until } = freshStretch(lasts, now);
  return and(gt(moment, after), lte(moment, until));
}

/** The same, for a query whose text is made once. */
export function freshStretch(lasts: number, now: Instant): { after: Instant; until: Instant } {
  return { after: now - lasts, until: now + clocksDiffer };
}

/** `liesAhead`, asked of a column. */
export function isAhead(moment: SQLWrapper, now: Instant) {
  return gt(moment, now + clocksDiffer);
}

/** Has what was given begun? What was to begin at once has, whatever the clock of another node, or of an hour ago, said the time was. */
export function hasBegun({ startsAt, createdAt }: { startsAt: SQLWrapper; createdAt: SQLWrapper }, now: Instant | SQLWrapper) {
  return or(lte(startsAt, now), lte(startsAt, createdAt));
}

/** Does something have to wait until then? Not for longer than it can ever have to: that was decided by a clock that ran ahead. */
export function waits(until: Instant, longest: number, now: Instant): boolean {
  return until > now && !liesAhead(until - longest, now);
}
