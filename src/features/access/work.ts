import { and, eq, inArray } from 'drizzle-orm';
import { grants, tasks } from '#db/schema/index.ts';
import { assignTask, type CloseInput, closeTask } from '#src/features/tasks/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { closeGrant, endTaskGrant } from './end.ts';
import { findHolder, listAccountOffices } from './queries.ts';
import { saveGrant } from './service.ts';

/** Rule 13: whoever has to rotate gets `manage` on that account until the task closes. In office they have it already. */
export async function giveTaskAccess(ctx: Ctx, taskId: string): Promise<{ id: string } | null> {
  return ctx.write(async (tx) => {
    const [task] = await tx.select().from(tasks).where(eq(tasks.id, taskId));
    if (task?.kind !== 'rotate' || task.state === 'done' || task.assigneeId === null || task.accountId === null) return null;
    const { accountId, assigneeId: personId } = task;
    const held = await listAccountOffices(tx, accountId, null);
    if (held.some((row) => row.personId === personId)) return null;
    if ((await findHolder(tx, personId))?.hr) return null;
    if ((await listTaskGrants(ctx, [taskId])).some((grant) => grant.personId === personId)) return null;
    const id = ctx.newId('grant');
    await saveGrant(within(ctx, tx), {
      id,
      accountId,
      kind: 'shared-login',
      level: 'manage',
      personId,
      teamId: null,
      platformRole: null,
      entrance: null,
      unsure: false,
      reason: null,
      origin: 'task',
      originId: taskId,
      startsAt: ctx.now(),
      expiresAt: null,
      because: 'rotation-task',
    });
    return { id };
  });
}

/** The task is closed or somebody else's now. What its holder was shown is a disclosure like any other. */
export async function endTaskAccess(ctx: Ctx, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  await ctx.write(async (tx) => {
    for (const grant of await listTaskGrants(within(ctx, tx), taskIds)) await endTaskGrant(within(ctx, tx), grant);
  });
}

/** Closes a task with its evidence, and with it the way in that the evidence is about. */
export async function completeTask(ctx: Ctx, id: string, input: CloseInput): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const task = await closeTask(inside, id, input);
    if (task.grantId !== null) await closeGrant(inside, task.grantId, 'evidence');
    await endTaskAccess(inside, [id]);
  });
}

/** The access that comes with a task goes with it. */
export async function reassignTask(ctx: Ctx, id: string, assigneeId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    await assignTask(inside, id, assigneeId);
    await endTaskAccess(inside, [id]);
    await giveTaskAccess(inside, id);
  });
}

async function listTaskGrants(ctx: Ctx, taskIds: readonly string[]) {
  return ctx.read
    .select()
    .from(grants)
    .where(and(inArray(grants.originId, [...taskIds]), eq(grants.origin, 'task'), eq(grants.state, 'active')));
}
