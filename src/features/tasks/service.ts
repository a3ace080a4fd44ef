import { and, eq, type SQL } from 'drizzle-orm';
import { tasks } from '#db/schema/index.ts';
import { broughtInByActor, isAvailable } from '#src/features/people/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { type Page, pageOf, readCursor, readNumber } from '#src/ground/paging.ts';
import { allows, type ExceptFacts, ensure, type TaskFacts } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import { type NewTask, openTasks, tellAssigned } from './bulk.ts';
import { type ExceptInput, exceptInput } from './input.ts';
import {
  concerning,
  findAssignee,
  findTask,
  listInvolved,
  listNotDone,
  listOfficers,
  listTasksOf,
  listTasksWhere,
  notAbout,
  reassign,
  type TaskLine,
  type TaskRow,
} from './queries.ts';
import { bringsAccess, involvesSecret, isUnfinished, longestException, type TaskState, taskState } from './rules.ts';

/** `state` is what it is now, by the clock; the row may still say otherwise. */
export type Task = Omit<TaskRow, 'state'> & {
  state: TaskState;
  accountTitle: string | null;
  assigneeName: string | null;
  subjectName: string | null;
};

/** In the unit of the case that asks for it; the case decided that it may. */
export async function openTask(ctx: Ctx, task: NewTask): Promise<{ id: string }> {
  const [id = ''] = await openTasks(ctx, [task]);
  return { id };
}

export async function getTask(ctx: Ctx, id: string): Promise<Task> {
  const line = found(await findTask(ctx.read, id), 'task.missing');
  if (!allows(ctx, 'task.view', await taskFacts(ctx, line.task))) throw new Problem('missing', 'task.missing');
  return present(line, ctx.now());
}

/** The tasks of one case, riskiest first. Whoever may see the case may see them. */
export async function tasksOf(ctx: Ctx, originId: string): Promise<Task[]> {
  return (await listTasksOf(ctx.read, originId)).map((line) => present(line, ctx.now()));
}

/** What can be done now, among the tasks that the caller knows to concern the reader: a condition on `tasks`, none being all. */
export async function openTasksAmong(ctx: Ctx, concerned: SQL | undefined): Promise<Task[]> {
  const lines = await listNotDone(ctx.read, concerned);
  return lines.map((line) => present(line, ctx.now())).filter((task) => task.state === 'open');
}

export async function listTasks(
  ctx: Ctx,
  filter: { mine?: boolean; accountId?: string; subjectId?: string; unfinished?: boolean; after?: string; limit?: number } = {},
): Promise<Page<Task>> {
  ensure(ctx, 'task.list', null);
  const me = found(personOf(ctx.actor), 'task.missing').id;
  const after = readCursor(filter.after);
  const limit = filter.limit ?? 50;
  const lines = await listTasksWhere(
    ctx.read,
    {
      ...(filter.mine ? { assigneeId: me } : {}),
      ...(filter.accountId === undefined ? {} : { accountId: filter.accountId }),
      ...(filter.subjectId === undefined ? {} : { subjectId: filter.subjectId }),
      ...(filter.unfinished ? { unfinishedAt: ctx.now() } : {}),
      visible: visibleTasks(ctx, me),
    },
    after === null ? null : { deadlineAt: readNumber(after[0]), id: after[1] },
    limit + 1,
  );
  const rows = lines.map((line) => present(line, ctx.now()));
  return pageOf(rows, limit, (row) => [String(row.deadlineAt), row.id]);
}

/** Not done, because; approved by somebody who was not to do it, until a day that will come. */
export async function exceptTask(ctx: Ctx, id: string, input: ExceptInput): Promise<void> {
  const { reason, until } = exceptInput.parse(input);
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { task } = await unfinishedTask(inside, id);
    const because = ensure(ctx, 'task.except', await exceptFacts(inside, task));
    if (until <= ctx.now()) throw new Problem('invalid', 'task.exception-past', { fields: [{ field: 'until', code: 'task.exception-past' }] });
    const days = longestException[task.accountId === null ? 'normal' : (await getAccount(inside, task.accountId)).criticality];
    if (until > ctx.now() + (days + 1) * day) {
      throw new Problem('invalid', 'task.exception-too-long', {
        params: { days },
        fields: [{ field: 'until', code: 'task.exception-too-long', params: { days } }],
      });
    }
    await tx
      .update(tasks)
      .set({ state: 'excepted', closedAt: ctx.now(), exceptionReason: reason, exceptionApprovedBy: signatureOf(ctx.actor), exceptionUntil: until })
      .where(eq(tasks.id, id));
    await record(tx, ctx, 'task.excepted', { kind: 'task', id }, { kind: task.kind, until }, { because, personal: { reason } });
  });
}

export async function assignTask(ctx: Ctx, id: string, assigneeId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { task } = await unfinishedTask(inside, id);
    const broughtIn = (await broughtInByActor(inside, [assigneeId])).has(assigneeId);
    const asked = { newAssigneeId: assigneeId, bringsAccess: bringsAccess(task.kind), broughtIn };
    const because = ensure(ctx, 'task.assign', { ...(await taskFacts(inside, task)), ...asked });
    const person = found(await findAssignee(tx, assigneeId), 'person.missing');
    if (person.id === task.subjectId) throw new Problem('conflict', 'task.own-departure');
    if (person.hr && involvesSecret(task.kind)) throw new Problem('forbidden', 'permission.hr-and-secrets-exclude-each-other');
    if (!isAvailable(person, ctx.now(), ctx.now())) {
      throw new Problem('conflict', 'task.assignee-not-active');
    }
    if (person.id === task.assigneeId) return;
    await reassign(tx, [id], assigneeId);
    await record(tx, ctx, 'task.assigned', { kind: 'task', id }, { assigneeId }, { because });
    await tellAssigned(inside, [id]);
  });
}

/** The task, if there is still something to do about it. */
export async function unfinishedTask(ctx: Ctx, id: string): Promise<{ line: TaskLine; task: TaskRow; state: TaskState }> {
  const line = found(await findTask(ctx.read, id), 'task.missing');
  if (!allows(ctx, 'task.view', await taskFacts(ctx, line.task))) throw new Problem('missing', 'task.missing');
  const { state } = present(line, ctx.now());
  if (!isUnfinished(state)) throw new Problem('conflict', `task.already-${state}`);
  return { line, task: line.task, state };
}

export async function taskFacts(ctx: Ctx, task: TaskRow): Promise<TaskFacts> {
  const officers = task.accountId === null ? [] : await listOfficers(ctx.read, task.accountId);
  return {
    assigneeId: task.assigneeId,
    subjectId: task.subjectId,
    ownerId: officers.find((row) => row.office === 'owner')?.personId ?? null,
    deputyIds: officers.filter((row) => row.office === 'deputy').map((row) => row.personId),
  };
}

export async function exceptFacts(ctx: Ctx, task: TaskRow): Promise<ExceptFacts> {
  return { ...(await taskFacts(ctx, task)), involvedIds: await listInvolved(ctx.read, task.id) };
}

/** The same answer as `task.view`, for a whole list. */
function visibleTasks(ctx: Ctx, me: string) {
  const nobodys = { assigneeId: null, subjectId: null, ownerId: null, deputyIds: [] };
  if (!allows(ctx, 'task.view', nobodys)) return and(concerning(ctx.read, me), notAbout(me));
  return allows(ctx, 'task.view', { ...nobodys, subjectId: me }) ? undefined : notAbout(me);
}

function present(line: TaskLine, now: Instant): Task {
  const { task, account, assigneeName, subjectName, awaitedState } = line;
  const waitsForDone = task.waitsForTaskId === null || awaitedState === 'done';
  return {
    ...task,
    state: taskState({ ...task, waitsForDone }, now),
    accountTitle: account ? accountTitle(account) : null,
    assigneeName,
    subjectName,
  };
}
