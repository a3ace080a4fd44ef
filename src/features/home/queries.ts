import { and, count, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import { offices, rotations, tasks } from '#db/schema/index.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';

const countMine = hot((read, at: At<'personId' | 'now'>) =>
  read
    .select({ count: count() })
    .from(tasks)
    .where(and(eq(tasks.assigneeId, at('personId')), or(eq(tasks.state, 'open'), and(eq(tasks.state, 'waiting'), lte(tasks.waitsUntil, at('now')))))),
);

const countRunning = hot((read, at: At<'personId'>) =>
  read
    .select({ count: count() })
    .from(rotations)
    .innerJoin(offices, eq(offices.accountId, rotations.accountId))
    .where(and(eq(offices.personId, at('personId')), isNull(offices.toAt), inArray(rotations.state, ['due', 'prepared', 'blocked']))),
);

/** The figures beside the navigation: open tasks of this person, open rotations on accounts in this person's care. */
export async function countWaiting(read: ReadHandle, personId: string, now: Instant): Promise<{ tasks: number; rotations: number }> {
  const [mine] = await countMine(read, { personId, now });
  const [running] = await countRunning(read, { personId });
  return { tasks: mine?.count ?? 0, rotations: running?.count ?? 0 };
}
