import { aliasedTable, and, asc, desc, eq, isNull, lte, max, sql } from 'drizzle-orm';
import { accounts, auditEvents, digests, offices, outbox, people, reminders, roles, secrets, tasks } from '#db/schema/index.ts';
import { standing, type Standing } from '#src/features/people/index.ts';
import { among, batches, replaced, rowsOf } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import type { EventName } from '#src/ground/events.ts';
import { clocksDiffer } from '#src/ground/moments.ts';

export type ReminderRow = typeof reminders.$inferSelect;

/** The newest stage written down, by secret and due day. What a clock that ran ahead wrote down was told of another day. */
export async function lastStages(read: ReadHandle, secretIds: readonly string[], now: Instant): Promise<Map<string, string>> {
  const rows = await read
    .select({ secretId: reminders.secretId, dueOn: reminders.dueOn, stage: max(reminders.stage) })
    .from(reminders)
    .where(and(among(reminders.secretId, secretIds), lte(reminders.at, now + clocksDiffer)))
    .groupBy(reminders.secretId, reminders.dueOn);
  return new Map(rows.flatMap((row) => (row.stage === null ? [] : [[ledgerKey(row), row.stage] as const])));
}

export function ledgerKey(entry: { secretId: string; dueOn: string }): string {
  return `${entry.secretId} ${entry.dueOn}`;
}

export async function lastEventAt(read: ReadHandle, event: EventName): Promise<Instant | null> {
  const [row] = await read.select({ at: auditEvents.at }).from(auditEvents).where(eq(auditEvents.event, event)).orderBy(desc(auditEvents.seq)).limit(1);
  return row?.at ?? null;
}

/** Owner and deputies of these accounts, in the order in which they were appointed. */
export async function listOfficers(read: ReadHandle, accountIds: readonly string[]) {
  return read
    .select({ accountId: offices.accountId, personId: offices.personId, office: offices.office })
    .from(offices)
    .where(and(among(offices.accountId, [...new Set(accountIds)]), isNull(offices.toAt)))
    .orderBy(offices.fromAt, offices.id);
}

export type Reached = Standing & Pick<typeof people.$inferSelect, 'displayName' | 'email' | 'managerId'>;

export async function listStandings(read: ReadHandle, ids: readonly string[]): Promise<Reached[]> {
  const { id, displayName, email, managerId } = people;
  return read
    .select({ ...standing, displayName, email, managerId })
    .from(people)
    .where(among(id, ids));
}

export async function listHolders(read: ReadHandle, role: 'admin' | 'hr'): Promise<string[]> {
  const rows = await read.select({ id: roles.personId }).from(roles).where(eq(roles.role, role)).orderBy(asc(roles.givenAt), asc(roles.personId));
  return rows.map((row) => row.id);
}

const awaited = aliasedTable(tasks, 'awaited');
const subject = aliasedTable(people, 'subject');

export type TaskLine = {
  task: typeof tasks.$inferSelect;
  account: { platform: string; handle: string; brand: string | null; region: string | null } | null;
  secretKind: (typeof secrets.$inferSelect)['kind'] | null;
  subjectName: string | null;
  awaitedState: (typeof tasks.$inferSelect)['state'] | null;
};

/** Everything that is not done, the earliest deadline first, with what its line in a mail needs. */
export async function listUnfinishedTasks(read: ReadHandle): Promise<TaskLine[]> {
  return read
    .select({
      task: tasks,
      account: { platform: accounts.platform, handle: accounts.handle, brand: accounts.brand, region: accounts.region },
      secretKind: secrets.kind,
      subjectName: subject.displayName,
      awaitedState: awaited.state,
    })
    .from(tasks)
    .leftJoin(accounts, eq(accounts.id, tasks.accountId))
    .leftJoin(secrets, eq(secrets.id, tasks.secretId))
    .leftJoin(subject, eq(subject.id, tasks.subjectId))
    .leftJoin(awaited, eq(awaited.id, tasks.waitsForTaskId))
    .where(sql`${tasks.state} <> 'done'`)
    .orderBy(asc(tasks.deadlineAt), asc(tasks.id));
}

export async function listDigested(read: ReadHandle, localDay: string): Promise<Set<string>> {
  const rows = await read.select({ personId: digests.personId }).from(digests).where(eq(digests.localDay, localDay));
  return new Set(rows.map((row) => row.personId));
}

const stageKey = [reminders.secretId, reminders.dueOn, reminders.stage];

export async function keepReminders(tx: WriteHandle, rows: readonly ReminderRow[]): Promise<void> {
  for (const part of batches(rows))
    await tx
      .insert(reminders)
      .select(rowsOf(reminders, part))
      .onConflictDoUpdate({ target: stageKey, set: replaced(['outcome', 'at']) });
}

export async function keepDigests(tx: WriteHandle, rows: readonly (typeof digests.$inferSelect)[]): Promise<void> {
  for (const part of batches(rows)) await tx.insert(digests).select(rowsOf(digests, part)).onConflictDoNothing();
}

/** A digest that has not left by the time of the next one would only repeat it. */
export async function dropUnsentDigests(tx: WriteHandle, recipientIds: readonly string[]): Promise<void> {
  for (const part of batches(recipientIds)) {
    await tx
      .update(outbox)
      .set({ state: 'dropped' })
      .where(and(among(outbox.recipientId, part), eq(outbox.template, 'digest'), eq(outbox.state, 'queued')));
  }
}
