import type { Instant } from '#src/ground/ctx.ts';
import { fresh, liesAhead } from '#src/ground/moments.ts';

export type AddressFacts = { createdAt: Instant; emailSetAt: Instant | null; emailSetBy: string | null };

/** How somebody came to reach us at this address: with their row, or by a change of it. */
export type Brought = 'added' | 'changed';

/**
 * Did `byId` lately decide where this person's mail goes, with nobody to vouch for it? Whoever did could be reading it, so
 * alone they open nothing to that person. A moment that lies ahead was set by a clock that ran ahead: it counts as lately.
 */
export function broughtIn({ createdAt, emailSetAt, emailSetBy }: AddressFacts, byId: string | null, lasts: number, now: Instant): Brought | null {
  if (byId === null || emailSetBy !== byId || emailSetAt === null) return null;
  if (!liesAhead(emailSetAt, now) && !fresh(emailSetAt, lasts, now)) return null;
  return emailSetAt > createdAt ? 'changed' : 'added';
}
