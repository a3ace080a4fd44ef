import { and, asc, count, desc, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { auditEvents } from '#db/schema/audit.ts';
import { dataKeys, rootKeys, signingKeys } from '#db/schema/keys.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { replaced, rowsOf } from '#src/ground/bulk.ts';
import { type At, hot } from '#src/ground/hot.ts';

export type RootKeyRow = typeof rootKeys.$inferSelect;
export type DataKeyRow = typeof dataKeys.$inferSelect;
export type SigningKeyRow = typeof signingKeys.$inferSelect;

/** All there ever were, the newest first. */
export async function listRootKeys(read: ReadHandle): Promise<RootKeyRow[]> {
  return read.select().from(rootKeys).orderBy(desc(rootKeys.createdAt), desc(rootKeys.id));
}

const listUnretired = hot((read, _at: At<never>) =>
  read.select({ id: rootKeys.id, state: rootKeys.state, retiredAt: rootKeys.retiredAt }).from(rootKeys).where(isNull(rootKeys.retiredAt)),
);

/** One, or while the root key is changed two. */
export async function listRootKeysInForce(read: ReadHandle): Promise<Pick<RootKeyRow, 'id' | 'state' | 'retiredAt'>[]> {
  return listUnretired(read, {});
}

export async function addRootKey(tx: WriteHandle, row: RootKeyRow): Promise<void> {
  await tx.insert(rootKeys).values(row);
}

export async function changeRootKey(tx: WriteHandle, id: string, set: Partial<Pick<RootKeyRow, 'state' | 'retiredAt'>>): Promise<void> {
  await tx.update(rootKeys).set(set).where(eq(rootKeys.id, id));
}

/** A destroyed key has nothing left to wrap. */
const wrappedUnder = (rootKeyId: string) => and(eq(dataKeys.rootKeyId, rootKeyId), isNotNull(dataKeys.wrapped));

export async function countDataKeys(read: ReadHandle, rootKeyId: string): Promise<number> {
  const [row] = await read.select({ keys: count() }).from(dataKeys).where(wrappedUnder(rootKeyId));
  return row?.keys ?? 0;
}

export async function listDataKeysUnder(read: ReadHandle, rootKeyId: string, after: string, limit: number): Promise<DataKeyRow[]> {
  return read
    .select()
    .from(dataKeys)
    .where(and(wrappedUnder(rootKeyId), gt(dataKeys.id, after)))
    .orderBy(asc(dataKeys.id))
    .limit(limit);
}

/** All of them in one statement. */
export async function rewriteDataKeys(tx: WriteHandle, rows: readonly DataKeyRow[]): Promise<void> {
  await tx
    .insert(dataKeys)
    .select(rowsOf(dataKeys, rows))
    .onConflictDoUpdate({ target: dataKeys.id, set: replaced(['rootKeyId', 'wrapped']) });
}

const listDataKeys = hot((read, at: At<'id'>) =>
  read
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.id, at('id'))),
);

export async function findDataKey(read: ReadHandle, id: string): Promise<DataKeyRow | undefined> {
  const [row] = await listDataKeys(read, { id });
  return row;
}

export async function addDataKey(tx: WriteHandle, row: DataKeyRow): Promise<void> {
  await tx.insert(dataKeys).values(row);
}

export async function destroyDataKey(tx: WriteHandle, id: string, at: number): Promise<void> {
  await tx.update(dataKeys).set({ wrapped: null, destroyedAt: at }).where(eq(dataKeys.id, id));
}

export async function listSigningKeys(read: ReadHandle): Promise<SigningKeyRow[]> {
  return read.select().from(signingKeys).orderBy(desc(signingKeys.createdAt), desc(signingKeys.id));
}

export async function addSigningKey(tx: WriteHandle, row: SigningKeyRow): Promise<void> {
  await tx.insert(signingKeys).values(row);
}

export async function retireSigningKey(tx: WriteHandle, id: string, at: number): Promise<void> {
  await tx.update(signingKeys).set({ retiredAt: at }).where(eq(signingKeys.id, id));
}

const listEvents = hot((read, at: At<'id'>) =>
  read
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(eq(auditEvents.id, at('id'))),
);

export async function isEvent(read: ReadHandle, id: string): Promise<boolean> {
  const rows = await listEvents(read, { id });
  return rows.length > 0;
}
