import { aliasedTable, and, asc, eq, gt, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import { accounts, apiTokens, offices, people, serviceConsents, serviceGrants, services } from '#db/schema/index.ts';
import { hereNow } from '#src/features/people/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { inForce, type ServiceGrant } from './service-grants.queries.ts';

const maker = aliasedTable(people, 'maker');
const giver = aliasedTable(people, 'giver');

/** Of an account, of a service, or of every account in somebody's care. */
export type Of = { accountId: string } | { serviceId: string } | { officerId: string };

/** Every live token of a service beside every way in of that service, and who lets the one use the other. */
export async function listTokenWays(db: ReadHandle, of: Of, now: Instant) {
  return db
    .select({
      token: { id: apiTokens.id, name: apiTokens.name, scopes: apiTokens.scopes, createdAt: apiTokens.createdAt, expiresAt: apiTokens.expiresAt },
      service: { id: services.id, name: services.name },
      maker: { id: maker.id, name: maker.displayName },
      account: { id: accounts.id, platform: accounts.platform, handle: accounts.handle, brand: accounts.brand, region: accounts.region },
      level: serviceGrants.level,
      giver: { id: giver.id, name: giver.displayName },
      consentedAt: serviceConsents.at,
    })
    .from(serviceGrants)
    .innerJoin(services, eq(services.id, serviceGrants.serviceId))
    .innerJoin(apiTokens, eq(apiTokens.serviceId, services.id))
    .leftJoin(maker, eq(maker.id, apiTokens.createdBy))
    .innerJoin(accounts, eq(accounts.id, serviceGrants.accountId))
    .leftJoin(serviceConsents, and(eq(serviceConsents.tokenId, apiTokens.id), eq(serviceConsents.accountId, serviceGrants.accountId)))
    .leftJoin(giver, eq(giver.id, serviceConsents.personId))
    .where(and(within(db, of), inForce(now), isLive(now)))
    .orderBy(asc(services.nameKey), asc(apiTokens.createdAt), asc(apiTokens.id), asc(accounts.sortKey));
}

/** Like `isUsable` of tokens: not revoked, not run out, and whoever made it is here. */
function isLive(now: Instant): SQL | undefined {
  const makerIsHere = and(ne(maker.state, 'left'), hereNow(now, maker));
  return and(isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now), makerIsHere);
}

function within(db: ReadHandle, of: Of): SQL | undefined {
  if ('accountId' in of) return eq(serviceGrants.accountId, of.accountId);
  if ('serviceId' in of) return eq(serviceGrants.serviceId, of.serviceId);
  const theirs = db
    .select({ id: offices.accountId })
    .from(offices)
    .where(and(eq(offices.personId, of.officerId), isNull(offices.toAt)));
  return inArray(serviceGrants.accountId, theirs);
}

/** What a service may do on an account, and whether this token of it may. */
export async function listTokenLevels(
  db: ReadHandle,
  accountId: string,
  tokenId: string,
  now: Instant,
): Promise<{ level: ServiceGrant['level']; consented: boolean }[]> {
  const rows = await db
    .select({ level: serviceGrants.level, consentedBy: serviceConsents.personId })
    .from(apiTokens)
    .innerJoin(services, eq(services.id, apiTokens.serviceId))
    .innerJoin(serviceGrants, and(eq(serviceGrants.serviceId, services.id), eq(serviceGrants.accountId, accountId)))
    .leftJoin(serviceConsents, and(eq(serviceConsents.tokenId, apiTokens.id), eq(serviceConsents.accountId, serviceGrants.accountId)))
    .where(and(eq(apiTokens.id, tokenId), inForce(now)));
  return rows.map(({ level, consentedBy }) => ({ level, consented: consentedBy !== null }));
}

export async function addConsents(tx: WriteHandle, rows: readonly (typeof serviceConsents.$inferSelect)[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(serviceConsents)
      .values([...rows])
      .onConflictDoNothing();
}
