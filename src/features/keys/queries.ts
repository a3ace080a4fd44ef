import { desc, eq } from 'drizzle-orm';
import { auditEvents } from '#db/schema/audit.ts';
import { dataKeys, rootKeys, signingKeys } from '#db/schema/keys.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';

export type RootKeyRow = typeof rootKeys.$inferSelect;
export type DataKeyRow = typeof dataKeys.$inferSelect;
export type SigningKeyRow = typeof signingKeys.$inferSelect;

export async function findRootKey(read: ReadHandle): Promise<RootKeyRow | undefined> {
  const [row] = await read.select().from(rootKeys).where(eq(rootKeys.state, 'active'));
  return row;
}

export async function addRootKey(tx: WriteHandle, row: RootKeyRow): Promise<void> {
  await tx.insert(rootKeys).values(row);
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
