import { aliasedTable, and, asc, desc, eq, gt, inArray, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { accounts, auditEvents, offices, people, roles, secretVersions, tasks } from '#db/schema/index.ts';
import { standing } from '#src/features/people/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type TaskRow = typeof tasks.$inferSelect;
type Cursor = { deadlineAt: Instant; id: string };

const awaited = aliasedTable(tasks, 'awaited');
const assignee = aliasedTable(people, 'assignee');
const subject = aliasedTable(people, 'subject');

export type TaskLine = {
  task: TaskRow;
  account: { platform: string; handle: string; brand: string | null; region: string | null } | null;
  assigneeName: string | null;
  subjectName: string | null;
  awaitedState: TaskRow['state'] | null;
};

function selectTasks(db: ReadHandle) {
  return db
    .select({
      task: tasks,
      account: { platform: accounts.platform, handle: accounts.handle, brand: accounts.brand, region: accounts.region },
      assigneeName: assignee.displayName,
      subjectName: subject.displayName,
      awaitedState: awaited.state,
    })
    .from(tasks)
    .leftJoin(accounts, eq(accounts.id, tasks.accountId))
    .leftJoin(assignee, eq(assignee.id, tasks.assigneeId))
    .leftJoin(subject, eq(subject.id, tasks.subjectId))
    .leftJoin(awaited, eq(awaited.id, tasks.waitsForTaskId));
}

export async function findTask(db: ReadHandle, id: string): Promise<TaskLine | undefined> {
  const [row] = await selectTasks(db).where(eq(tasks.id, id));
  return row;
}

/** Riskiest first. */
export async function listTasksOf(db: ReadHandle, originId: string): Promise<TaskLine[]> {
  return selectTasks(db).where(eq(tasks.originId, originId)).orderBy(desc(tasks.risk), asc(tasks.deadlineAt), asc(tasks.id));
}

/** Everything that is not done, the earliest deadline first. */
export async function listNotDone(db: ReadHandle, among: SQL | undefined): Promise<TaskLine[]> {
  return selectTasks(db).where(and(notDone, among)).orderBy(asc(tasks.deadlineAt), asc(tasks.id));
}

type TaskFilter = {
  assigneeId?: string;
  accountId?: string;
  subjectId?: string;
  unfinishedAt?: Instant;
  visible: SQL | undefined;
};

/** Earliest deadline first. */
export async function listTasksWhere(db: ReadHandle, filter: TaskFilter, after: Cursor | null, limit: number): Promise<TaskLine[]> {
  const { assigneeId, accountId, subjectId, unfinishedAt, visible } = filter;
  return selectTasks(db)
    .where(
      and(
        assigneeId === undefined ? undefined : eq(tasks.assigneeId, assigneeId),
        accountId === undefined ? undefined : eq(tasks.accountId, accountId),
        subjectId === undefined ? undefined : eq(tasks.subjectId, subjectId),
        unfinishedAt === undefined ? undefined : unfinished(unfinishedAt),
        visible,
        after === null ? undefined : or(gt(tasks.deadlineAt, after.deadlineAt), and(eq(tasks.deadlineAt, after.deadlineAt), gt(tasks.id, after.id))),
      ),
    )
    .orderBy(asc(tasks.deadlineAt), asc(tasks.id))
    .limit(limit);
}

/** In the words that the partial index knows. */
const notDone = sql`${tasks.state} <> 'done'`;

/** Open, waiting, or excepted until a day that has passed. */
export function unfinished(now: Instant): SQL | undefined {
  const left = or(inArray(tasks.state, ['open', 'waiting']), and(eq(tasks.state, 'excepted'), lte(tasks.exceptionUntil, now)));
  return and(notDone, left);
}

/** Mine, or on an account in my care. */
export function concerning(db: ReadHandle, personId: string): SQL | undefined {
  const inMyCare = db
    .select({ id: offices.accountId })
    .from(offices)
    .where(and(eq(offices.personId, personId), isNull(offices.toAt)));
  return or(eq(tasks.assigneeId, personId), inArray(tasks.accountId, inMyCare));
}

export function notAbout(personId: string): SQL | undefined {
  return or(isNull(tasks.subjectId), ne(tasks.subjectId, personId));
}

export async function listUnfinishedRotations(db: ReadHandle, secretId: string): Promise<TaskRow[]> {
  return db
    .select()
    .from(tasks)
    .where(and(eq(tasks.secretId, secretId), eq(tasks.kind, 'rotate'), ne(tasks.state, 'done')));
}

export async function isNewValue(db: ReadHandle, secretId: string, versionId: string): Promise<boolean> {
  const rows = await db
    .select({ id: secretVersions.id })
    .from(secretVersions)
    .where(and(eq(secretVersions.id, versionId), eq(secretVersions.secretId, secretId), eq(secretVersions.state, 'current'), eq(secretVersions.origin, 'set')));
  return rows.length > 0;
}

export async function listUnfinishedOf(db: ReadHandle, assigneeId: string): Promise<TaskRow[]> {
  return db
    .select()
    .from(tasks)
    .where(and(eq(tasks.assigneeId, assigneeId), ne(tasks.state, 'done')));
}

/** What a mail about each of these tasks says, and to whom it goes. */
export async function listAssigned(db: ReadHandle, ids: readonly string[]) {
  const { platform, handle, brand, region } = accounts;
  return db
    .select({ id: tasks.id, kind: tasks.kind, deadlineAt: tasks.deadlineAt, assigneeId: tasks.assigneeId, account: { platform, handle, brand, region } })
    .from(tasks)
    .leftJoin(accounts, eq(accounts.id, tasks.accountId))
    .where(among(tasks.id, ids))
    .orderBy(asc(tasks.id));
}

export async function listOfficers(db: ReadHandle, accountId: string) {
  return db
    .select({ personId: offices.personId, office: offices.office })
    .from(offices)
    .where(and(eq(offices.accountId, accountId), isNull(offices.toAt)));
}

/** Everybody who has had the task, or passed it on, as the log tells it. */
export async function listInvolved(db: ReadHandle, taskId: string): Promise<string[]> {
  const rows = await db
    .select({ event: auditEvents.event, body: auditEvents.body })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, taskId), inArray(auditEvents.event, ['task.opened', 'task.assigned'])));
  const ids = rows.flatMap(({ event, body }) => {
    const { actor, detail } = JSON.parse(body) as { actor: { id: string | null; person?: string }; detail: { assigneeId: string | null } };
    return [detail.assigneeId, event === 'task.assigned' ? (actor.person ?? actor.id) : null];
  });
  return [...new Set(ids.flatMap((id) => id ?? []))];
}

export async function findAssignee(db: ReadHandle, personId: string) {
  const [row] = await db
    .select({ ...standing, hr: roles.role })
    .from(people)
    .leftJoin(roles, and(eq(roles.personId, people.id), eq(roles.role, 'hr')))
    .where(eq(people.id, personId));
  return row;
}

export async function reassign(tx: WriteHandle, ids: readonly string[], assigneeId: string | null): Promise<void> {
  await tx.update(tasks).set({ assigneeId }).where(among(tasks.id, ids));
}
