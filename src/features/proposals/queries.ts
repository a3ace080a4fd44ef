import { and, asc, eq } from 'drizzle-orm';
import { proposals } from '#db/schema/index.ts';
import { among, batches, rowsOf } from '#src/ground/bulk.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type ProposalRow = typeof proposals.$inferSelect;

/** Those of these that are open still. */
export async function openWith(read: ReadHandle, ids: readonly string[]): Promise<ProposalRow[]> {
  return read
    .select()
    .from(proposals)
    .where(and(eq(proposals.state, 'open'), among(proposals.id, ids)))
    .orderBy(asc(proposals.createdAt), asc(proposals.id));
}

/** Those of these asks that are open already. */
export async function openAmong(read: ReadHandle, onceKeys: readonly string[]): Promise<ProposalRow[]> {
  return read
    .select()
    .from(proposals)
    .where(and(eq(proposals.state, 'open'), among(proposals.onceKey, onceKeys)));
}

/** What the oldest that is open of this kind came of: what comes now is decided together with it. */
export async function oldestOrigin(read: ReadHandle, kind: ProposalRow['kind']): Promise<string | null> {
  const [row] = await read
    .select({ originId: proposals.originId })
    .from(proposals)
    .where(and(eq(proposals.state, 'open'), eq(proposals.kind, kind)))
    .orderBy(asc(proposals.createdAt), asc(proposals.id))
    .limit(1);
  return row?.originId ?? null;
}

export async function addProposals(tx: WriteHandle, rows: readonly ProposalRow[]): Promise<void> {
  for (const part of batches(rows)) await tx.insert(proposals).select(rowsOf(proposals, part));
}

export async function closeProposals(tx: WriteHandle, ids: readonly string[], set: Partial<ProposalRow>): Promise<void> {
  for (const part of batches(ids))
    await tx
      .update(proposals)
      .set(set)
      .where(and(eq(proposals.state, 'open'), among(proposals.id, part)));
}
