import { isNull } from 'drizzle-orm';
import { apiTokens, grants, offices, people, roles, serviceConsents, serviceGrants } from '#db/schema/index.ts';
import type { ReadHandle } from '#src/ground/ctx.ts';
import type { Held } from './rights.rules.ts';

/** One reading of each table, whole: the columns that decide who may do what, and nothing else. */
export async function readRights(read: ReadHandle): Promise<Held> {
  const { id, accountId, kind, level, personId, teamId, state, origin, originId } = grants;
  return {
    roles: await read.select({ personId: roles.personId, role: roles.role }).from(roles),
    offices: await read
      .select({ id: offices.id, accountId: offices.accountId, personId: offices.personId, office: offices.office })
      .from(offices)
      .where(isNull(offices.toAt)),
    grants: await read.select({ id, accountId, kind, level, personId, teamId, state, origin, originId }).from(grants),
    serviceGrants: await read
      .select({
        id: serviceGrants.id,
        accountId: serviceGrants.accountId,
        serviceId: serviceGrants.serviceId,
        level: serviceGrants.level,
        endedAt: serviceGrants.endedAt,
      })
      .from(serviceGrants),
    consents: await read.select({ tokenId: serviceConsents.tokenId, accountId: serviceConsents.accountId }).from(serviceConsents),
    people: await read.select({ id: people.id, state: people.state }).from(people),
    tokens: await read
      .select({
        id: apiTokens.id,
        personId: apiTokens.personId,
        serviceId: apiTokens.serviceId,
        createdBy: apiTokens.createdBy,
        scopes: apiTokens.scopes,
        revokedAt: apiTokens.revokedAt,
      })
      .from(apiTokens),
  };
}
