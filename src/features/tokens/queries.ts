import { aliasedTable, and, asc, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { apiTokens, people, roles, services } from '#db/schema/index.ts';
import { hereNow } from '#src/features/people/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';
import { isAhead } from '#src/ground/moments.ts';

export type ApiToken = typeof apiTokens.$inferSelect;

const maker = aliasedTable(people, 'maker');

const listByHash = hot((db, at: At<'tokenHash'>) =>
  db
    .select({ token: apiTokens, person: people, role: roles.role, service: services })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, sql`coalesce(${apiTokens.personId}, ${apiTokens.createdBy})`))
    .leftJoin(roles, eq(roles.personId, apiTokens.personId))
    .leftJoin(services, eq(services.id, apiTokens.serviceId))
    .where(eq(apiTokens.tokenHash, at('tokenHash'))),
);

/** The token with its person and roles, or with its service and whoever made it. */
export async function findToken(db: ReadHandle, tokenHash: string) {
  const rows = await listByHash(db, { tokenHash });
  const [first] = rows;
  return first && { ...first, roles: rows.flatMap((row) => row.role ?? []) };
}

export async function findTokenEnd(db: ReadHandle, id: string): Promise<Instant | undefined> {
  const [row] = await db.select({ expiresAt: apiTokens.expiresAt }).from(apiTokens).where(eq(apiTokens.id, id));
  return row?.expiresAt;
}

export async function findTokenOwner(db: ReadHandle, id: string) {
  const [row] = await db.select({ name: apiTokens.name, personId: apiTokens.personId }).from(apiTokens).where(eq(apiTokens.id, id));
  return row;
}

export async function findStamp(db: ReadHandle, personId: string): Promise<number | undefined> {
  const [row] = await db.select({ stamp: people.securityStamp }).from(people).where(eq(people.id, personId));
  return row?.stamp;
}

export async function listTokens(db: ReadHandle, of: { personId: string } | { serviceId: string }, now: Instant): Promise<ApiToken[]> {
  const whose = 'personId' in of ? eq(apiTokens.personId, of.personId) : eq(apiTokens.serviceId, of.serviceId);
  return db
    .select()
    .from(apiTokens)
    .where(and(whose, isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
}

/** Every one that still opens something, with whose it is. A person's dies with an older stamp and with their end. */
export async function listUsable(db: ReadHandle, now: Instant) {
  const lives = and(sql`${people.state} <> 'left'`, hereNow(now), eq(people.securityStamp, apiTokens.securityStamp));
  return db
    .select({
      token: apiTokens,
      person: { id: people.id, name: people.displayName },
      service: { id: services.id, name: services.name },
      maker: { id: maker.id, name: maker.displayName },
    })
    .from(apiTokens)
    .leftJoin(people, eq(people.id, apiTokens.personId))
    .leftJoin(services, eq(services.id, apiTokens.serviceId))
    .leftJoin(maker, eq(maker.id, apiTokens.createdBy))
    .where(and(isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now), or(lives, and(isNull(apiTokens.personId), isNull(services.endedAt)))))
    .orderBy(asc(apiTokens.createdAt), asc(apiTokens.id));
}

export async function addToken(tx: WriteHandle, token: ApiToken): Promise<void> {
  await tx.insert(apiTokens).values(token);
}

export async function touch(tx: WriteHandle, id: string, now: Instant): Promise<void> {
  await tx.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id));
}

export async function lift(tx: WriteHandle, id: string, factorAt: Instant): Promise<void> {
  await tx.update(apiTokens).set({ factorAt }).where(eq(apiTokens.id, id));
}

type Which = { personId?: string; serviceId?: string; id?: string };

/** A person's own: with `orMade` also those they made for a service and have seen. */
export async function revokeTokens(tx: WriteHandle, which: Which & { orMade?: boolean }, now: Instant): Promise<number> {
  const { personId, serviceId, id, orMade } = which;
  const own = personId && (orMade ? or(eq(apiTokens.personId, personId), eq(apiTokens.createdBy, personId)) : eq(apiTokens.personId, personId));
  const revoked = await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(
      and(isNull(apiTokens.revokedAt), own || undefined, serviceId ? eq(apiTokens.serviceId, serviceId) : undefined, id ? eq(apiTokens.id, id) : undefined),
    )
    .returning({ id: apiTokens.id });
  return revoked.length;
}

export async function endTokensAhead(tx: WriteHandle, now: Instant): Promise<{ revoked: number; lowered: number }> {
  const made = and(isNull(apiTokens.revokedAt), isAhead(apiTokens.createdAt, now));
  const revoked = await tx.update(apiTokens).set({ revokedAt: now }).where(made).returning({ id: apiTokens.id });
  const lifted = isAhead(apiTokens.factorAt, now);
  const lowered = await tx.update(apiTokens).set({ factorAt: null }).where(lifted).returning({ id: apiTokens.id });
  return { revoked: revoked.length, lowered: lowered.length };
}
