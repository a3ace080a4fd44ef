import { asc, eq } from 'drizzle-orm';
import { organisations } from '#db/schema/people.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type OrganisationRow = typeof organisations.$inferSelect;

export async function findOwn(read: ReadHandle): Promise<OrganisationRow | undefined> {
  const [row] = await read.select().from(organisations).where(eq(organisations.kind, 'own'));
  return row;
}

export async function findByNameKey(read: ReadHandle, nameKey: string): Promise<OrganisationRow | undefined> {
  const [row] = await read.select().from(organisations).where(eq(organisations.nameKey, nameKey));
  return row;
}

export async function listAll(read: ReadHandle): Promise<OrganisationRow[]> {
  return read.select().from(organisations).orderBy(asc(organisations.nameKey));
}

export async function addRow(tx: WriteHandle, row: OrganisationRow): Promise<void> {
  await tx.insert(organisations).values(row);
}
