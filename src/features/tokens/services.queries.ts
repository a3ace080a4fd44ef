import { and, asc, count, eq, gt, isNull } from 'drizzle-orm';
import { apiTokens, people, services } from '#db/schema/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type Service = typeof services.$inferSelect;

export async function addServiceRow(tx: WriteHandle, service: Service): Promise<void> {
  await tx.insert(services).values(service);
}

export async function findService(db: ReadHandle, id: string): Promise<Service | undefined> {
  const [row] = await db.select().from(services).where(eq(services.id, id));
  return row;
}

export async function findServiceByName(db: ReadHandle, nameKey: string): Promise<Service | undefined> {
  const [row] = await db.select().from(services).where(eq(services.nameKey, nameKey));
  return row;
}

/** Those that still work, each with whoever answers for it. */
export async function listOpenServices(db: ReadHandle) {
  return db
    .select({ service: services, responsible: { id: people.id, name: people.displayName } })
    .from(services)
    .innerJoin(people, eq(people.id, services.responsibleId))
    .where(isNull(services.endedAt))
    .orderBy(asc(services.nameKey));
}

export async function countTokens(db: ReadHandle, now: Instant): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: apiTokens.serviceId, tokens: count() })
    .from(apiTokens)
    .innerJoin(services, eq(services.id, apiTokens.serviceId))
    .where(and(isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now)))
    .groupBy(apiTokens.serviceId);
  return new Map(rows.map((row) => [row.id ?? '', row.tokens]));
}

export async function listSecretTokens(db: ReadHandle, now: Instant) {
  return db
    .select({ serviceId: apiTokens.serviceId, name: apiTokens.name, scopes: apiTokens.scopes, maker: people.displayName })
    .from(apiTokens)
    .innerJoin(services, eq(services.id, apiTokens.serviceId))
    .innerJoin(people, eq(people.id, apiTokens.createdBy))
    .where(and(isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now)))
    .orderBy(asc(apiTokens.createdAt), asc(apiTokens.id));
}

export async function endServiceRow(tx: WriteHandle, id: string, now: Instant): Promise<void> {
  await tx.update(services).set({ endedAt: now }).where(eq(services.id, id));
}

export async function answersForAny(db: ReadHandle, personId: string): Promise<boolean> {
  const rows = await db
    .select({ id: services.id })
    .from(services)
    .where(and(eq(services.responsibleId, personId), isNull(services.endedAt)))
    .limit(1);
  return rows.length > 0;
}

export async function moveResponsibility(tx: WriteHandle, from: string, to: string): Promise<string[]> {
  const moved = await tx
    .update(services)
    .set({ responsibleId: to })
    .where(and(eq(services.responsibleId, from), isNull(services.endedAt)))
    .returning({ id: services.id });
  return moved.map((row) => row.id);
}
