import { tasks } from '#db/schema/index.ts';
import { accountTitle } from '#src/features/accounts/index.ts';
import { type Happening, recordAll } from '#src/ground/audit.ts';
import { batches, rowsOf } from '#src/ground/bulk.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { listAssigned, listUnfinishedOf, reassign } from './queries.ts';
import { deadline, type TaskKind } from './rules.ts';

export type NewTask = {
  /** Where another task of the same list waits for it. */
  id?: string;
  kind: TaskKind;
  originKind: 'offboarding' | 'access';
  originId: string;
  accountId?: string | null;
  secretId?: string | null;
  grantId?: string | null;
  subjectId?: string | null;
  assigneeId: string | null;
  risk: number;
  slaAt: Instant;
  waitsUntil?: Instant | null;
  waitsForTaskId?: string | null;
};

/** In the unit of the case that asks for them, which decided that it may; in a few statements, however many. */
export async function openTasks(ctx: Ctx, wanted: readonly NewTask[]): Promise<string[]> {
  const now = ctx.now();
  const rows = wanted.map(({ id = ctx.newId('task'), waitsUntil = null, waitsForTaskId = null, ...task }) => ({
    ...task,
    id,
    state: waitsForTaskId !== null || (waitsUntil !== null && waitsUntil > now) ? ('waiting' as const) : ('open' as const),
    createdAt: now,
    deadlineAt: deadline(task.slaAt, waitsUntil),
    waitsUntil,
    waitsForTaskId,
  }));
  const opened = rows.map(({ id, kind, originId, assigneeId }): Happening => {
    return { event: 'task.opened', subject: { kind: 'task', id }, detail: { kind, originId, assigneeId } };
  });
  const ids = rows.map((row) => row.id);
  await ctx.write(async (tx) => {
    for (const part of batches(rows)) await tx.insert(tasks).select(rowsOf(tasks, part));
    await recordAll(tx, ctx, opened);
    await tellAssigned(within(ctx, tx), ids);
  });
  return ids;
}

/**
 * A departure moves the leaver's own tasks, in its unit. `successorOf` chooses for each: the account's new owner, say.
 * Returns how many moved.
 */
export async function moveTasksOf(
  ctx: Ctx,
  personId: string,
  successorOf: (task: { id: string; kind: TaskKind; accountId: string | null; subjectId: string | null }) => string | null,
): Promise<number> {
  return ctx.write(async (tx) => {
    const theirs = await listUnfinishedOf(tx, personId);
    const assigned: Happening[] = [];
    for (const [assigneeId, moved] of Map.groupBy(theirs, successorOf)) {
      const ids = moved.map((task) => task.id);
      for (const part of batches(ids)) await reassign(tx, part, assigneeId);
      assigned.push(...ids.map((id): Happening => ({ event: 'task.assigned', subject: { kind: 'task', id }, detail: { assigneeId } })));
    }
    await recordAll(tx, ctx, assigned);
    await tellAssigned(
      within(ctx, tx),
      theirs.map((task) => task.id),
    );
    return theirs.length;
  });
}

/** Tells whoever each task is assigned to now. */
export async function tellAssigned(ctx: Ctx, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  const lines = await listAssigned(ctx.read, taskIds);
  const notices = lines.flatMap(({ id, kind, deadlineAt, assigneeId, account }) => {
    if (assigneeId === null) return [];
    const data = { task: kind, account: account ? accountTitle(account) : '', taskId: id, deadlineAt };
    return [{ template: 'task-assigned' as const, recipientId: assigneeId, data }];
  });
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
}
