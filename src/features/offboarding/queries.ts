import type { Locale } from '#db/words.ts';
import { aliasedTable, and, asc, desc, eq, exists, gt, inArray, isNull, lt, lte, ne, notExists, or, type SQL, sql } from 'drizzle-orm';
import { employmentPeriods, grants, offboardingHoldings, offboardings, offices, people, roles, secrets, tasks } from '#db/schema/index.ts';
import { among, batches, rowsOf } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type Offboarding = typeof offboardings.$inferSelect;
export type CaseRow = Offboarding & {
  name: string;
  jobTitle: string | null;
  department: string | null;
  locale: Locale;
  personIsHr: boolean;
  ownsTask: boolean;
};

const caseColumns = (db: ReadHandle, readerId: string) => ({
  offboarding: offboardings,
  name: people.displayName,
  jobTitle: people.jobTitle,
  department: people.department,
  locale: people.locale,
  personIsHr: truth(
    exists(
      db
        .select({ id: roles.personId })
        .from(roles)
        .where(and(eq(roles.personId, offboardings.personId), eq(roles.role, 'hr'))),
    ),
  ),
  ownsTask: truth(concerns(db, readerId)),
});

/** The reader has a task in it, or is in office for an account that the person holds or is in office for. */
function concerns(db: ReadHandle, readerId: string): SQL {
  const theirs = aliasedTable(offices, 'theirs');
  const held = db
    .select({ id: grants.accountId })
    .from(grants)
    .where(and(eq(grants.personId, offboardings.personId), ne(grants.state, 'closed')));
  const cared = db
    .select({ id: theirs.accountId })
    .from(theirs)
    .where(and(eq(theirs.personId, offboardings.personId), isNull(theirs.toAt)));
  const inCare = and(eq(offices.personId, readerId), isNull(offices.toAt), or(inArray(offices.accountId, held), inArray(offices.accountId, cared)));
  const task = exists(
    db
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(eq(tasks.originId, offboardings.id), eq(tasks.assigneeId, readerId))),
  );
  return sql`(${task} or ${exists(db.select({ id: offices.id }).from(offices).where(inCare))})`;
}

/** SQLite says 1 where PostgreSQL says true. */
function truth(condition: SQL): SQL<number> {
  return sql<number>`case when ${condition} then 1 else 0 end`.mapWith(Number);
}

async function selectCases(db: ReadHandle, readerId: string, where: SQL | undefined, order: readonly SQL[], limit: number): Promise<CaseRow[]> {
  const rows = await db
    .select(caseColumns(db, readerId))
    .from(offboardings)
    .innerJoin(people, eq(people.id, offboardings.personId))
    .where(where)
    .orderBy(...order)
    .limit(limit);
  return rows.map(({ offboarding, personIsHr, ownsTask, ...person }) => ({
    ...offboarding,
    ...person,
    personIsHr: personIsHr === 1,
    ownsTask: ownsTask === 1,
  }));
}

export async function findCase(db: ReadHandle, readerId: string, id: string): Promise<CaseRow | undefined> {
  const [row] = await selectCases(db, readerId, eq(offboardings.id, id), [asc(offboardings.id)], 1);
  return row;
}

export type Keyset = { at: Instant; id: string };

/** What still asks for attention: soonest first. */
export async function listOpenCases(db: ReadHandle, readerId: string, after: Keyset | undefined, limit: number): Promise<CaseRow[]> {
  const open = inArray(offboardings.state, ['scheduled', 'held', 'cut', 'reopened']);
  const later = after && or(gt(offboardings.effectiveAt, after.at), and(eq(offboardings.effectiveAt, after.at), gt(offboardings.id, after.id)));
  return selectCases(db, readerId, and(open, later), [asc(offboardings.effectiveAt), asc(offboardings.id)], limit);
}

/** What is over: the latest first, by when it was proven or was to be. */
export async function listClosedCases(
  db: ReadHandle,
  readerId: string,
  state: 'completed' | 'cancelled',
  after: Keyset | undefined,
  limit: number,
): Promise<CaseRow[]> {
  const at = state === 'completed' ? offboardings.completedAt : offboardings.effectiveAt;
  const earlier = after && or(lt(at, after.at), and(eq(at, after.at), lt(offboardings.id, after.id)));
  return selectCases(db, readerId, and(eq(offboardings.state, state), earlier), [desc(at), desc(offboardings.id)], limit);
}

/** Of each of these people the one of their present, or else latest, employment that was not cancelled. */
export async function listCasesOf(db: ReadHandle, readerId: string, personIds: readonly string[]): Promise<CaseRow[]> {
  const newer = aliasedTable(employmentPeriods, 'newer');
  const later = db
    .select({ id: newer.id })
    .from(newer)
    .where(and(eq(newer.personId, offboardings.personId), gt(newer.id, offboardings.periodId)));
  const theirs = and(among(offboardings.personId, [...new Set(personIds)]), ne(offboardings.state, 'cancelled'), notExists(later));
  return selectCases(db, readerId, theirs, [asc(offboardings.id)], personIds.length);
}

/** Any that was not cancelled: one a period of employment. */
export async function findOfPeriod(db: ReadHandle, periodId: string): Promise<Offboarding | undefined> {
  const [row] = await db
    .select()
    .from(offboardings)
    .where(and(eq(offboardings.periodId, periodId), sql`${offboardings.state} <> 'cancelled'`));
  return row;
}

export async function listDue(db: ReadHandle, now: Instant, limit: number): Promise<Offboarding[]> {
  return db
    .select()
    .from(offboardings)
    .where(and(eq(offboardings.state, 'scheduled'), lte(offboardings.effectiveAt, now)))
    .orderBy(asc(offboardings.effectiveAt))
    .limit(limit);
}

export async function findDueOfPerson(db: ReadHandle, personId: string, now: Instant): Promise<Offboarding | undefined> {
  const [row] = await db
    .select()
    .from(offboardings)
    .where(and(eq(offboardings.personId, personId), eq(offboardings.state, 'scheduled'), lte(offboardings.effectiveAt, now)));
  return row;
}

/** Cut or reopened, and no task is left that is neither done nor excepted for now. */
export async function listProvable(db: ReadHandle, now: Instant, limit: number): Promise<string[]> {
  const unsettled = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(
      and(eq(tasks.originId, offboardings.id), or(inArray(tasks.state, ['open', 'waiting']), and(eq(tasks.state, 'excepted'), lte(tasks.exceptionUntil, now)))),
    );
  const rows = await db
    .select({ id: offboardings.id })
    .from(offboardings)
    .where(and(inArray(offboardings.state, ['cut', 'reopened']), notExists(unsettled)))
    .orderBy(asc(offboardings.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

export async function findOffboarding(db: ReadHandle, id: string): Promise<Offboarding | undefined> {
  const [row] = await db.select().from(offboardings).where(eq(offboardings.id, id));
  return row;
}

export async function insertOffboarding(tx: WriteHandle, row: typeof offboardings.$inferInsert): Promise<void> {
  await tx.insert(offboardings).values(row);
}

export async function updateOffboarding(tx: WriteHandle, id: string, change: Partial<typeof offboardings.$inferInsert>): Promise<void> {
  await tx.update(offboardings).set(change).where(eq(offboardings.id, id));
}

export async function insertHoldings(tx: WriteHandle, rows: readonly (typeof offboardingHoldings.$inferInsert)[]): Promise<void> {
  for (const part of batches(rows)) await tx.insert(offboardingHoldings).select(rowsOf(offboardingHoldings, part));
}

export async function listHoldings(db: ReadHandle, offboardingId: string) {
  return db
    .select({ holding: offboardingHoldings, secretKind: secrets.kind, successor: people.displayName })
    .from(offboardingHoldings)
    .leftJoin(secrets, eq(secrets.id, offboardingHoldings.secretId))
    .leftJoin(people, eq(people.id, offboardingHoldings.successorId))
    .where(eq(offboardingHoldings.offboardingId, offboardingId))
    .orderBy(asc(offboardingHoldings.id));
}

export type CaseTask = typeof tasks.$inferSelect & { assignee: string | null; secretKind: string | null; secretLabel: string | null };

export async function listTasksOf(db: ReadHandle, offboardingIds: readonly string[], unsettledOnly: boolean): Promise<CaseTask[]> {
  if (offboardingIds.length === 0) return [];
  const open = unsettledOnly ? sql`${tasks.state} <> 'done'` : undefined;
  const rows = await db
    .select({ task: tasks, assignee: people.displayName, secretKind: secrets.kind, secretLabel: secrets.label })
    .from(tasks)
    .leftJoin(people, eq(people.id, tasks.assigneeId))
    .leftJoin(secrets, eq(secrets.id, tasks.secretId))
    .where(and(inArray(tasks.originId, [...offboardingIds]), open))
    .orderBy(desc(tasks.risk), asc(tasks.id));
  return rows.map(({ task, ...more }) => ({ ...task, ...more }));
}

/** Other open tasks about the same way in. */
export async function listTwins(db: ReadHandle, task: { id: string; grantId: string | null }): Promise<string[]> {
  if (task.grantId === null) return [];
  const same = and(eq(tasks.grantId, task.grantId), ne(tasks.id, task.id), inArray(tasks.state, ['open', 'waiting']));
  return (await db.select({ id: tasks.id }).from(tasks).where(same)).map((row) => row.id);
}

export async function secretKindsOf(db: ReadHandle, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: secrets.id, kind: secrets.kind })
    .from(secrets)
    .where(inArray(secrets.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.kind]));
}

export async function countTasksOf(db: ReadHandle, offboardingIds: readonly string[]): Promise<Map<string, number>> {
  if (offboardingIds.length === 0) return new Map();
  const rows = await db
    .select({ id: tasks.originId, total: sql<number>`count(*)`.mapWith(Number) })
    .from(tasks)
    .where(inArray(tasks.originId, [...offboardingIds]))
    .groupBy(tasks.originId);
  return new Map(rows.map((row) => [row.id, row.total]));
}

export async function namesOf(db: ReadHandle, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: people.id, name: people.displayName })
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The departure that ended their last employment, if there was one. */
export async function findLatestCut(db: ReadHandle, personId: string): Promise<Offboarding | undefined> {
  const cut = and(eq(offboardings.personId, personId), inArray(offboardings.state, ['cut', 'completed', 'reopened']));
  const [row] = await db.select().from(offboardings).where(cut).orderBy(desc(offboardings.createdAt), desc(offboardings.id)).limit(1);
  return row;
}

/** Whoever is in office now for an account that this departure touched. */
export async function listConcerned(db: ReadHandle, offboardingId: string): Promise<string[]> {
  const touched = db.select({ id: offboardingHoldings.accountId }).from(offboardingHoldings).where(eq(offboardingHoldings.offboardingId, offboardingId));
  const rows = await db
    .selectDistinct({ id: offices.personId })
    .from(offices)
    .where(and(isNull(offices.toAt), inArray(offices.accountId, touched)));
  return rows.map((row) => row.id);
}

/** Owners and deputies of the accounts that an announced departure touches; not the person it is about. */
export async function listAnnouncedTo(db: ReadHandle, personId: string): Promise<string[]> {
  const held = db
    .select({ id: grants.accountId })
    .from(grants)
    .where(and(eq(grants.personId, personId), ne(grants.state, 'closed')));
  const theirs = aliasedTable(offices, 'theirs');
  const cared = db
    .select({ id: theirs.accountId })
    .from(theirs)
    .where(and(eq(theirs.personId, personId), isNull(theirs.toAt)));
  const rows = await db
    .selectDistinct({ id: people.id })
    .from(people)
    .innerJoin(offices, and(eq(offices.personId, people.id), isNull(offices.toAt)))
    .where(and(ne(people.id, personId), ne(people.state, 'left'), or(inArray(offices.accountId, held), inArray(offices.accountId, cared))));
  return rows.map((row) => row.id);
}
