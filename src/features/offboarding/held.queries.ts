import { type AnyColumn, and, between, countDistinct, eq, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { offboardings, people } from '#db/schema/index.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import { atOnce } from './breaker.rules.ts';
import type { Offboarding } from './queries.ts';

type Leaving = Pick<Offboarding, 'personId' | 'effectiveAt'>;

/**
 * How many others leave at once with this one, begun at `at`, and how many people there were, in one statement. A departure that
 * nobody has announced counts from its moment on: whoever could count it before would know of it.
 */
export async function countAtOnce(db: ReadHandle, { personId, effectiveAt }: Leaving, at: Instant): Promise<{ others: number; staff: number }> {
  const begun = or(within(offboardings.createdAt, at, atOnce.begun), within(offboardings.hastenedAt, at, atOnce.begun));
  const known = or(isNotNull(offboardings.announcedAt), inArray(offboardings.state, ['held', 'cut', 'completed', 'reopened']));
  const others = and(ne(offboardings.state, 'cancelled'), ne(offboardings.personId, personId));
  const [row] = await db
    .select({
      others: countDistinct(offboardings.personId),
      gone: sql<number>`count(distinct case when ${people.state} = 'left' then ${people.id} end)`.mapWith(Number),
      here: sql<number>`(select count(*) from ${people} where ${people.state} <> 'left')`.mapWith(Number),
    })
    .from(offboardings)
    .innerJoin(people, eq(people.id, offboardings.personId))
    .where(and(begun, within(offboardings.effectiveAt, effectiveAt, atOnce.effective), known, others));
  return { others: row?.others ?? 0, staff: (row?.here ?? 0) + (row?.gone ?? 0) };
}

function within(moment: AnyColumn, at: Instant, span: number): SQL {
  return between(moment, at - span + 1, at + span - 1);
}
