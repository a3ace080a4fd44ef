import { and, desc, eq, isNull } from 'drizzle-orm';
import { apiTokens, people, roles } from '#db/schema/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type ApiToken = typeof apiTokens.$inferSelect;

export async function findTokenWithOwner(db: ReadHandle, tokenHash: string) {
  const rows = await db
    .select({ token: apiTokens, person: people, role: roles.role })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, apiTokens.personId))
    .leftJoin(roles, eq(roles.personId, apiTokens.personId))
    .where(eq(apiTokens.tokenHash, tokenHash));
  const [first] = rows;
  return first && { ...first, roles: rows.flatMap((row) => row.role ?? []) };
}

export async function findStamp(db: ReadHandle, personId: string): Promise<number | undefined> {
  const [row] = await db.select({ stamp: people.securityStamp }).from(people).where(eq(people.id, personId));
  return row?.stamp;
}

export async function listTokens(db: ReadHandle, personId: string): Promise<ApiToken[]> {
  return db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.personId, personId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt));
}

export async function addToken(tx: WriteHandle, token: ApiToken): Promise<void> {
  await tx.insert(apiTokens).values(token);
}

export async function touch(tx: WriteHandle, id: string, now: Instant): Promise<void> {
  await tx.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id));
}

export async function revokeTokens(tx: WriteHandle, which: { personId?: string; id?: string }, now: Instant): Promise<number> {
  const revoked = await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(
      and(isNull(apiTokens.revokedAt), which.personId ? eq(apiTokens.personId, which.personId) : undefined, which.id ? eq(apiTokens.id, which.id) : undefined),
    )
    .returning({ id: apiTokens.id });
  return revoked.length;
}
