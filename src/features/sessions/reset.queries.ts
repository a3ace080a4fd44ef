import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm';
import { recoveryCodes, signInResets, signIns } from '#db/schema/index.ts';
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

/** What somebody has to be told of their own way in, in one statement: each code of their sheet, beside each reset that is not over. */
export async function listOwnNeeds(db: ReadHandle, personId: string) {
  const pending = and(eq(signInResets.personId, signIns.personId), inArray(signInResets.state, ['waiting', 'sent']));
  return db
    .select({ codeId: recoveryCodes.id, usedAt: recoveryCodes.usedAt, reset: signInResets })
    .from(signIns)
    .leftJoin(recoveryCodes, eq(recoveryCodes.personId, signIns.personId))
    .leftJoin(signInResets, pending)
    .where(eq(signIns.personId, personId));
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
