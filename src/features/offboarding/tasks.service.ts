import { completeTask } from '#src/features/access/index.ts';
import { bringsAccess, type CloseInput, exceptFacts, exceptTask, getTask, listTasks, type Task } from '#src/features/tasks/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { allows } from '#src/ground/permission.ts';
import { endOfDay, parseDay } from '#src/ground/time.ts';
import { factsOf, readerOf } from './cases.service.ts';
import { accountFactsOf } from './facts.queries.ts';
import { completeIfProven } from './issue.service.ts';
import { findCase, listTwins, namesOf, secretKindsOf } from './queries.ts';

/** Closes a task with its evidence, and the case with it when it was the last. */
export async function finishTask(ctx: Ctx, id: string, input: CloseInput): Promise<{ completed: boolean }> {
  const task = await getTask(ctx, id);
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    await completeTask(inside, id, input);
    // The same way in may have been asked for twice, by an ended grant and by the departure: one proof is enough.
    for (const twin of await listTwins(tx, task)) await completeTask(inside, twin, input);
  });
  return { completed: await settleCase(ctx, task) };
}

/** Not done, because; valid to the end of a day. */
export async function exceptTaskUntil(ctx: Ctx, id: string, input: { reason: string; until: string }): Promise<{ completed: boolean }> {
  const task = await getTask(ctx, id);
  const day = parseDay(input.until);
  if (!day) throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field: 'until', code: 'invalid-date' }] });
  const { timeZone } = await getOrganisation(ctx);
  await exceptTask(ctx, id, { reason: input.reason, until: endOfDay(day, timeZone) });
  return { completed: await settleCase(ctx, task) };
}

async function settleCase(ctx: Ctx, task: { originKind: string; originId: string }): Promise<boolean> {
  return task.originKind === 'offboarding' && completeIfProven(ctx, task.originId);
}

export type ListedTask = Task & { secretKind: string | null };

/** Mine, or all that I may see; unfinished, earliest deadline first. */
export async function listWork(
  ctx: Ctx,
  query: { all: boolean; after?: string | undefined; limit?: number },
): Promise<{ rows: ListedTask[]; next: string | null }> {
  const { all, after, limit } = query;
  const { rows, next } = await listTasks(ctx, { unfinished: true, mine: !all, ...(after ? { after } : {}), ...(limit ? { limit } : {}) });
  const kinds = await secretKindsOf(
    ctx.read,
    rows.flatMap((task) => task.secretId ?? []),
  );
  return { rows: rows.map((task) => ({ ...task, secretKind: kinds.get(task.secretId ?? '') ?? null })), next };
}

export type TaskView = {
  task: ListedTask;
  by: string | undefined;
  may: { complete: boolean; except: boolean; assign: boolean };
  caseId: string | null;
};

export async function viewTask(ctx: Ctx, id: string): Promise<TaskView> {
  const task = await getTask(ctx, id);
  const kinds = await secretKindsOf(ctx.read, task.secretId === null ? [] : [task.secretId]);
  const names = await namesOf(ctx.read, task.closedBy === null ? [] : [task.closedBy]);
  const account = task.accountId === null ? undefined : (await accountFactsOf(ctx.read, [task.accountId])).get(task.accountId);
  const facts = { ...task, ownerId: account?.ownerId ?? null, deputyIds: account?.deputyIds ?? [] };
  const origin = await findCase(ctx.read, readerOf(ctx), task.originId);
  return {
    task: { ...task, secretKind: kinds.get(task.secretId ?? '') ?? null },
    by: names.get(task.closedBy ?? ''),
    may: {
      complete: allows(ctx, 'task.complete', facts),
      except: allows(ctx, 'task.except', { ...facts, involvedIds: (await exceptFacts(ctx, task)).involvedIds }),
      assign: allows(ctx, 'task.assign', { ...facts, newAssigneeId: null, bringsAccess: bringsAccess(task.kind) }),
    },
    caseId: origin && allows(ctx, 'offboarding.view', factsOf(origin)) ? origin.id : null,
  };
}
