import { gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import { people } from '#db/schema/people.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { veil } from '#src/ground/veil.ts';

/** What `isHere` and `knownEnd` go by. The end itself is for them alone. */
export const standing = { id: people.id, state: people.state, endsAt: people.endsAt };

/** Conditions on `people`: their effective moment has not come, or it has. Of any other moment than now they would tell. */
export function hereNow(now: Instant, who: Pick<typeof people, 'endsAt'> = people): SQL | undefined {
  return or(isNull(who.endsAt), gt(who.endsAt, veil(now)));
}

export function goneNow(now: Instant): SQL {
  return lte(people.endsAt, veil(now));
}
