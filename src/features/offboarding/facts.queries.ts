import { and, asc, count, eq, gt, gte, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import { accounts, accountWords, apiTokens, grants, offices, people, roles, sessions, tasks } from '#db/schema/index.ts';
import { standing, type Standing } from '#src/features/people/index.ts';
import { accountTitle } from '#src/features/accounts/index.ts';
import { among } from '#src/ground/bulk.ts';
import { idleLimit } from '#src/features/sessions/index.ts';
import { isFresh } from '#src/ground/moments.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import type { AccountFact } from './plan.rules.ts';

export async function titlesOf(db: ReadHandle, ids: readonly string[]): Promise<Map<string, string>> {
  const facts = await accountFactsOf(db, ids);
  return new Map([...facts].map(([id, fact]) => [id, fact.title]));
}

/** Accounts with whoever is in office, by id. */
export async function accountFactsOf(db: ReadHandle, ids: readonly string[]): Promise<Map<string, AccountFact>> {
  const distinct = [...new Set(ids)];
  const { id, platform, handle, brand, region, criticality } = accounts;
  const rows = await db.select({ id, platform, handle, brand, region, criticality }).from(accounts).where(among(id, distinct));
  const held = await db
    .select({ accountId: offices.accountId, personId: offices.personId, office: offices.office })
    .from(offices)
    .where(and(among(offices.accountId, distinct), isNull(offices.toAt)))
    .orderBy(asc(offices.fromAt), asc(offices.id));
  const byAccount = Map.groupBy(held, (row) => row.accountId);
  return new Map(
    rows.map((row): [string, AccountFact] => {
      const theirs = byAccount.get(row.id) ?? [];
      const fact = {
        id: row.id,
        title: accountTitle(row),
        platform: row.platform,
        criticality: row.criticality,
        ownerId: theirs.find((office) => office.office === 'owner')?.personId ?? null,
        deputyIds: theirs.filter((office) => office.office === 'deputy').map((office) => office.personId),
      };
      return [row.id, fact];
    }),
  );
}

export type Candidate = Standing & { hr: boolean; admin: boolean };

/** Who may be given work, with how they stand. Only these people matter: in office, or administrator. */
export async function listCandidates(db: ReadHandle, ids: readonly string[]): Promise<Candidate[]> {
  const held = await db
    .select({ personId: roles.personId, role: roles.role })
    .from(roles)
    .where(inArray(roles.role, ['admin', 'hr']));
  const having = (role: string) => new Set(held.filter((row) => row.role === role).map((row) => row.personId));
  const [hr, administrators] = [having('hr'), having('admin')];
  // By their ids alone: half of everybody is active, and an engine may think that few are.
  const rows = await db
    .select(standing)
    .from(people)
    .where(among(people.id, [...new Set([...ids, ...administrators])]))
    .orderBy(asc(people.createdAt), asc(people.id));
  return rows.map((row) => ({ ...row, hr: hr.has(row.id), admin: administrators.has(row.id) }));
}

/** What is alive of a person besides access: sessions, tokens that they have or made for a service, tasks of their own. */
export async function countSignedIn(db: ReadHandle, personId: string, now: Instant): Promise<{ sessions: number; tokens: number; tasks: number }> {
  const [open] = await db
    .select({ n: count() })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isNull(sessions.endedAt), gt(sessions.expiresAt, now), isFresh(sessions.lastUsedAt, idleLimit, now)));
  const [live] = await db
    .select({ n: count() })
    .from(apiTokens)
    .where(and(or(eq(apiTokens.personId, personId), eq(apiTokens.createdBy, personId)), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now)));
  const [own] = await db
    .select({ n: count() })
    .from(tasks)
    .where(and(eq(tasks.assigneeId, personId), inArray(tasks.state, ['open', 'waiting'])));
  return { sessions: open?.n ?? 0, tokens: live?.n ?? 0, tasks: own?.n ?? 0 };
}

/** Of these accounts, those where somebody else has a role on the platform as well. */
export async function listRolesOfOthers(db: ReadHandle, personId: string, ids: readonly string[]): Promise<Set<string>> {
  const others = and(eq(grants.kind, 'platform-role'), eq(grants.state, 'active'), ne(grants.personId, personId));
  const rows = await db
    .selectDistinct({ id: grants.accountId })
    .from(grants)
    .where(and(among(grants.accountId, [...new Set(ids)]), others));
  return new Set(rows.map((row) => row.id));
}

/** Accounts of which each word begins some word. */
export async function searchAccounts(db: ReadHandle, words: readonly string[], limit: number): Promise<string[]> {
  if (words.length === 0) return [];
  const begins = (word: string) =>
    inArray(
      accounts.id,
      db
        .select({ id: accountWords.accountId })
        .from(accountWords)
        .where(and(gte(accountWords.word, word), lt(accountWords.word, `${word}\uffff`))),
    );
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(...words.map(begins)))
    .orderBy(asc(accounts.sortKey))
    .limit(limit);
  return rows.map((row) => row.id);
}
