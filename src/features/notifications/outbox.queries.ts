import { and, asc, count, eq, inArray, lte, notInArray, or } from 'drizzle-orm';
import { outbox, people } from '#db/schema/index.ts';
import { standing, type Standing } from '#src/features/people/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { isAhead } from '#src/ground/moments.ts';
import { longestPause } from './rules.ts';

export type MailRow = typeof outbox.$inferSelect;
export type Recipient = Standing & Pick<typeof people.$inferSelect, 'displayName' | 'email' | 'locale'>;

/** `sending` past its time was claimed by a process that died; what is to wait for longer than any pause was put off by a clock that ran ahead. */
function due(now: Instant, except: readonly string[]) {
  const waiting = and(inArray(outbox.state, ['queued', 'sending']), or(lte(outbox.nextAttemptAt, now), isAhead(outbox.nextAttemptAt, now + longestPause)));
  return except.length === 0 ? waiting : and(waiting, notInArray(outbox.template, [...except]));
}

/** The one that has waited longest. */
export async function findNext(read: ReadHandle, now: Instant, except: readonly string[]) {
  const { displayName, email, locale } = people;
  const [row] = await read
    .select({ mail: outbox, recipient: { ...standing, displayName, email, locale } })
    .from(outbox)
    .innerJoin(people, eq(people.id, outbox.recipientId))
    .where(due(now, except))
    .orderBy(asc(outbox.nextAttemptAt), asc(outbox.id))
    .limit(1);
  return row;
}

export async function saveMail(tx: WriteHandle, id: string, change: Partial<MailRow>): Promise<void> {
  await tx.update(outbox).set(change).where(eq(outbox.id, id));
}

export async function countWaiting(read: ReadHandle): Promise<number> {
  const [row] = await read
    .select({ count: count() })
    .from(outbox)
    .where(inArray(outbox.state, ['queued', 'sending']));
  return row?.count ?? 0;
}
