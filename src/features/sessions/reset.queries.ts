import { and, asc, desc, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm';
import { outbox, signInResets } from '#db/schema/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import type { Reset } from './reset.rules.ts';

export async function addReset(tx: WriteHandle, reset: Reset): Promise<void> {
  await tx.insert(signInResets).values(reset);
}

/** The newest that waits, or whose link is on its way; of the latter the rules say whether it still lets anybody in. */
export async function findPendingReset(db: ReadHandle, personId: string): Promise<Reset | undefined> {
  const [row] = await db
    .select()
    .from(signInResets)
    .where(and(eq(signInResets.personId, personId), inArray(signInResets.state, ['waiting', 'sent'])))
    .orderBy(desc(signInResets.createdAt), desc(signInResets.id))
    .limit(1);
  return row;
}

/** Those whose wait is over. */
export async function listReadyResets(db: ReadHandle, now: Instant): Promise<Reset[]> {
  return db
    .select()
    .from(signInResets)
    .where(and(eq(signInResets.state, 'waiting'), lte(signInResets.readyAt, now)))
    .orderBy(asc(signInResets.readyAt), asc(signInResets.id));
}

/** False when somebody else decided first. */
export async function decideReset(tx: WriteHandle, { id, state }: Pick<Reset, 'id' | 'state'>, set: Partial<Reset>): Promise<boolean> {
  const decided = await tx
    .update(signInResets)
    .set(set)
    .where(and(eq(signInResets.id, id), eq(signInResets.state, state)))
    .returning({ id: signInResets.id });
  return decided.length === 1;
}

/** Where mail of this person went until lately: they were told there that it goes elsewhere. */
export async function listFormerAddresses(db: ReadHandle, personId: string, since: Instant): Promise<string[]> {
  const rows = await db
    .selectDistinct({ address: outbox.address })
    .from(outbox)
    .where(and(eq(outbox.recipientId, personId), eq(outbox.template, 'address-changed'), isNotNull(outbox.address), gt(outbox.createdAt, since)));
  return rows.flatMap(({ address }) => address ?? []);
}
