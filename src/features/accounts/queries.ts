import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { accounts, accountWords, auditEvents, offices, people, roles } from '#db/schema/index.ts';
import { standing, type Standing } from '#src/features/people/index.ts';
import { among, batches, rowsOf } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type AccountRow = typeof accounts.$inferSelect;
type OfficeRow = typeof offices.$inferSelect;

export async function findAccount(db: ReadHandle, id: string): Promise<AccountRow | undefined> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  return row;
}

export async function findAccounts(db: ReadHandle, ids: readonly string[]): Promise<AccountRow[]> {
  return db
    .select()
    .from(accounts)
    .where(among(accounts.id, [...new Set(ids)]));
}

export async function findByHandle(db: ReadHandle, platform: string, handleKey: string): Promise<AccountRow | undefined> {
  const [row] = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.platform, platform), eq(accounts.handleKey, handleKey)));
  return row;
}

export async function saveWords(tx: WriteHandle, accountId: string, words: readonly string[]): Promise<void> {
  await tx.delete(accountWords).where(eq(accountWords.accountId, accountId));
  if (words.length > 0) await tx.insert(accountWords).values(words.map((word) => ({ word, accountId })));
}

/** Each word begins one of the words by which the account is found. */
export async function listByWords(db: ReadHandle, words: readonly string[], limit: number): Promise<AccountRow[]> {
  const withWord = (word: string) =>
    db
      .select({ id: accountWords.accountId })
      .from(accountWords)
      .where(sql`${accountWords.word} >= ${word} and ${accountWords.word} < ${`${word}\u{10ffff}`}`);
  return db
    .select()
    .from(accounts)
    .where(and(...words.map((word) => inArray(accounts.id, withWord(word)))))
    .orderBy(asc(accounts.sortKey), asc(accounts.id))
    .limit(limit);
}

const inForce = (at: Instant): SQL | undefined => and(lte(offices.fromAt, at), or(isNull(offices.toAt), gt(offices.toAt, at)));

/** Oldest appointment first. */
export async function listOffices(db: ReadHandle, accountIds: readonly string[], at: Instant | null) {
  return db
    .select({
      id: offices.id,
      accountId: offices.accountId,
      personId: offices.personId,
      office: offices.office,
      fromAt: offices.fromAt,
      toAt: offices.toAt,
      name: people.displayName,
    })
    .from(offices)
    .innerJoin(people, eq(people.id, offices.personId))
    .where(and(among(offices.accountId, accountIds), at === null ? isNull(offices.toAt) : inForce(at)))
    .orderBy(asc(offices.fromAt), asc(offices.id));
}

export async function listOfficesOfPerson(db: ReadHandle, personId: string, at: Instant | null) {
  return db
    .select({ office: offices, account: accounts })
    .from(offices)
    .innerJoin(accounts, eq(accounts.id, offices.accountId))
    .where(and(eq(offices.personId, personId), at === null ? isNull(offices.toAt) : inForce(at)))
    .orderBy(asc(accounts.sortKey), asc(accounts.id));
}

/** Every open office on every account where one of these people holds one. */
export async function listOfficesAround(db: ReadHandle, personIds: readonly string[]): Promise<OfficeRow[]> {
  const theirs = db
    .select({ accountId: offices.accountId })
    .from(offices)
    .where(and(among(offices.personId, personIds), isNull(offices.toAt)));
  return db
    .select()
    .from(offices)
    .where(and(inArray(offices.accountId, theirs), isNull(offices.toAt)))
    .orderBy(asc(offices.accountId), asc(offices.fromAt), asc(offices.id));
}

export type PersonStanding = Standing & { managerId: string | null; hr: boolean; admin: boolean };

export async function listStandings(db: ReadHandle, personIds: readonly string[]): Promise<PersonStanding[]> {
  const rows = await db
    .select({ ...standing, managerId: people.managerId })
    .from(people)
    .where(among(people.id, personIds));
  const held = await db.select({ personId: roles.personId, role: roles.role }).from(roles).where(among(roles.personId, personIds));
  const having = (role: string) => new Set(held.filter((row) => row.role === role).map((row) => row.personId));
  const [hr, admins] = [having('hr'), having('admin')];
  return rows.map((row) => ({ ...row, hr: hr.has(row.id), admin: admins.has(row.id) }));
}

/** Whoever last gave one of these people a manager, as the log tells it. */
export async function listLinedUpBy(db: ReadHandle, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ personId: auditEvents.subjectId, body: auditEvents.body })
    .from(auditEvents)
    .where(and(among(auditEvents.subjectId, personIds), eq(auditEvents.event, 'person.changed')))
    .orderBy(asc(auditEvents.seq));
  const last = new Map<string | null, string | null>();
  for (const { personId, body } of rows) {
    const { actor, detail } = JSON.parse(body) as { actor: { id: string | null; person?: string }; detail: { fields: string } };
    if (detail.fields.split(' ').includes('managerId')) last.set(personId, actor.person ?? actor.id);
  }
  return new Set([...last.values()].flatMap((id) => id ?? []));
}

/** Whoever has been here longest first. */
export async function listAdministrators(db: ReadHandle): Promise<string[]> {
  const rows = await db
    .select({ id: people.id })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(eq(roles.role, 'admin'))
    .orderBy(asc(people.createdAt), asc(people.id));
  return rows.map((row) => row.id);
}

export async function findStanding(db: ReadHandle, personId: string): Promise<PersonStanding | undefined> {
  const [row] = await db
    .select({ ...standing, managerId: people.managerId })
    .from(people)
    .where(eq(people.id, personId));
  if (!row) return undefined;
  const held = await db.select().from(roles).where(eq(roles.personId, personId));
  return { ...row, hr: held.some((r) => r.role === 'hr'), admin: held.some((r) => r.role === 'admin') };
}

export async function closeOffices(tx: WriteHandle, ids: readonly string[], at: Instant, because: string): Promise<void> {
  await tx.update(offices).set({ toAt: at, endedBecause: because }).where(among(offices.id, ids));
}

export async function openOffices(tx: WriteHandle, rows: readonly Omit<OfficeRow, 'toAt' | 'endedBecause'>[]): Promise<void> {
  const opened = rows.map((row) => ({ ...row, toAt: null, endedBecause: null }));
  for (const part of batches(opened)) await tx.insert(offices).select(rowsOf(offices, part));
}
