import { and, eq, isNull } from 'drizzle-orm';
import { offboardings } from '#db/schema/index.ts';
import type { ReadHandle } from '#src/ground/ctx.ts';
import type { Offboarding } from './queries.ts';

type Hidden = Pick<Offboarding, 'personId' | 'confidantId' | 'startedBy'>;

/** Planned, and nobody was told but those of whom the row tells. */
export async function listHidden(db: ReadHandle): Promise<Hidden[]> {
  const { personId, confidantId, startedBy } = offboardings;
  return db
    .select({ personId, confidantId, startedBy })
    .from(offboardings)
    .where(and(eq(offboardings.state, 'scheduled'), isNull(offboardings.announcedAt)));
}
