import type { Instant } from '#src/ground/ctx.ts';
import { day, hour } from '#src/ground/time.ts';

/** Departures count as at once that were begun within the one of each other, and take effect within the other. */
export const atOnce = { begun: hour, effective: day };

const most = 5;
const mostShare = 0.1;
const fewest = 3;

/**
 * Are that many departures at once more than usual? Then somebody may have taken over whoever begins them, or a file is wrong. In a
 * small company a tenth is soon reached, so two are always usual.
 */
export function isMoreThanUsual(leaving: number, staff: number): boolean {
  return leaving > most || (leaving >= fewest && leaving > staff * mostShare);
}

/** Planned, or last brought forward: a departure that was moved to now counts among those of now. */
export function begunAt({ createdAt, hastenedAt }: { createdAt: Instant; hastenedAt: Instant | null }): Instant {
  return Math.max(createdAt, hastenedAt ?? createdAt);
}
