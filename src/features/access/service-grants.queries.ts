import { and, asc, eq, gt, isNotNull, isNull, lte, or, type SQL } from 'drizzle-orm';
import { secrets, secretVersions, serviceDisclosures, serviceGrants, services } from '#db/schema/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type ServiceGrant = typeof serviceGrants.$inferSelect;

/** In force by the clock, whether or not a job has run, and while the service works. */
export function inForce(now: Instant): SQL | undefined {
  const lasts = or(isNull(serviceGrants.expiresAt), gt(serviceGrants.expiresAt, now));
  return and(isNull(serviceGrants.endedAt), isNull(services.endedAt), lasts);
}

export async function addServiceGrant(tx: WriteHandle, grant: ServiceGrant): Promise<void> {
  await tx.insert(serviceGrants).values(grant);
}

export async function findServiceGrant(db: ReadHandle, id: string): Promise<ServiceGrant | undefined> {
  const [row] = await db.select().from(serviceGrants).where(eq(serviceGrants.id, id));
  return row;
}

export async function listServiceWays(db: ReadHandle, of: { accountId: string } | { serviceId: string }, now: Instant) {
  const whose = 'accountId' in of ? eq(serviceGrants.accountId, of.accountId) : eq(serviceGrants.serviceId, of.serviceId);
  return db
    .select({ grant: serviceGrants, service: services.name })
    .from(serviceGrants)
    .innerJoin(services, eq(services.id, serviceGrants.serviceId))
    .where(and(whose, inForce(now)))
    .orderBy(asc(services.nameKey), asc(serviceGrants.id));
}

export async function listLevels(db: ReadHandle, accountId: string, serviceId: string, now: Instant): Promise<ServiceGrant['level'][]> {
  const rows = await db
    .select({ level: serviceGrants.level })
    .from(serviceGrants)
    .innerJoin(services, eq(services.id, serviceGrants.serviceId))
    .where(and(eq(serviceGrants.accountId, accountId), eq(serviceGrants.serviceId, serviceId), inForce(now)));
  return rows.map((row) => row.level);
}

export async function listNotEnded(db: ReadHandle, serviceId: string): Promise<ServiceGrant[]> {
  return db
    .select()
    .from(serviceGrants)
    .where(and(eq(serviceGrants.serviceId, serviceId), isNull(serviceGrants.endedAt)));
}

export async function listRunOut(db: ReadHandle, now: Instant, limit: number): Promise<ServiceGrant[]> {
  return db
    .select()
    .from(serviceGrants)
    .where(and(isNull(serviceGrants.endedAt), isNotNull(serviceGrants.expiresAt), lte(serviceGrants.expiresAt, now)))
    .limit(limit);
}

export async function saveServiceGrant(tx: WriteHandle, id: string, fields: Partial<ServiceGrant>): Promise<void> {
  await tx.update(serviceGrants).set(fields).where(eq(serviceGrants.id, id));
}

/** Secrets of an account whose value in force, or being prepared, this service was given. */
export async function listGivenSecrets(db: ReadHandle, accountId: string, serviceId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: secrets.id })
    .from(serviceDisclosures)
    .innerJoin(secretVersions, eq(secretVersions.id, serviceDisclosures.versionId))
    .innerJoin(secrets, eq(secrets.id, secretVersions.secretId))
    .where(
      and(
        eq(serviceDisclosures.serviceId, serviceId),
        eq(secrets.accountId, accountId),
        or(eq(secretVersions.state, 'current'), eq(secretVersions.state, 'pending')),
      ),
    );
  return rows.map((row) => row.id);
}
