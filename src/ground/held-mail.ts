import { asc, count, eq, inArray, min } from 'drizzle-orm';
import { outbox, people } from '#db/schema/index.ts';
import type { ReadHandle } from './ctx.ts';
import type { Template } from './notice.ts';

export type HeldMail = { id: string; template: Template; recipient: string; address: string | null; since: number; gaveUp: boolean };

export async function countMails(read: ReadHandle): Promise<{ waiting: number; failed: number; oldest: number | null }> {
  const rows = await read
    .select({ state: outbox.state, count: count(), oldest: min(outbox.createdAt) })
    .from(outbox)
    .where(held)
    .groupBy(outbox.state);
  const waiting = rows.filter(({ state }) => state !== 'failed');
  const sum = (of: typeof rows) => of.reduce((total, row) => total + row.count, 0);
  const since = waiting.flatMap(({ oldest }) => (oldest === null ? [] : [oldest]));
  return { waiting: sum(waiting), failed: sum(rows) - sum(waiting), oldest: since.length > 0 ? Math.min(...since) : null };
}

const held = inArray(outbox.state, ['queued', 'sending', 'failed']);

/** What has not left the outbox, oldest first: for whom and about what, never what it says. */
export async function listHeldMail(read: ReadHandle, limit: number): Promise<{ rows: HeldMail[]; count: number }> {
  const rows = await read
    .select({ mail: outbox, recipient: people.displayName, address: people.email })
    .from(outbox)
    .innerJoin(people, eq(people.id, outbox.recipientId))
    .where(held)
    .orderBy(asc(outbox.createdAt), asc(outbox.id))
    .limit(limit);
  const [all] = await read.select({ count: count() }).from(outbox).where(held);
  return {
    rows: rows.map(({ mail, recipient, address }) => ({
      id: mail.id,
      template: mail.template as Template,
      recipient,
      address,
      since: mail.createdAt,
      gaveUp: mail.state === 'failed',
    })),
    count: all?.count ?? 0,
  };
}
