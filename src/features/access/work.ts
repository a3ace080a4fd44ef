import { and, eq } from 'drizzle-orm';
import { grants } from '#db/schema/index.ts';
import { assignTask, type CloseInput, closeTask } from '#src/features/tasks/index.ts';
import { among } from '#src/ground/bulk.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { closeGrant, endTaskGrant } from './end.ts';
import { hrAmong, listOfficers, listRotationsToDo } from './queries.ts';
import { saveGrants } from './service.ts';
import { tellOfficers } from './tell.ts';

/** Rule 13: whoever has to rotate gets `manage` on that account until the task closes. In office they have it already. */
export async function giveTaskAccess(ctx: Ctx, taskIds: readonly string[]): Promise<{ grantIds: string[] }> {
  if (taskIds.length === 0) return { grantIds: [] };
  return ctx.write(async (tx) => {
    const rotations = await listRotationsToDo(tx, taskIds);
    if (rotations.length === 0) return { grantIds: [] };
    const inOffice = new Set((await listOfficers(tx, idsOf(rotations, 'accountId'))).map((row) => `${row.accountId} ${row.personId}`));
    const hr = await hrAmong(tx, idsOf(rotations, 'assigneeId'));
    const given = new Set((await listTaskGrants(within(ctx, tx), taskIds)).map((grant) => `${grant.originId} ${grant.personId}`));
    const rows = rotations
      .filter(({ id, accountId, assigneeId }) => !inOffice.has(`${accountId} ${assigneeId}`) && !hr.has(assigneeId) && !given.has(`${id} ${assigneeId}`))
      .map(({ id, accountId, assigneeId }) => ({ ...manage, id: ctx.newId('grant'), accountId, personId: assigneeId, originId: id, startsAt: ctx.now() }));
    await saveGrants(within(ctx, tx), rows);
    await tellOfficers(
      within(ctx, tx),
      rows.map(({ accountId, personId }) => ({ accountId, personId, way: 'task' })),
    );
    return { grantIds: rows.map((row) => row.id) };
  });
}

const manage = {
  kind: 'shared-login',
  level: 'manage',
  teamId: null,
  platformRole: null,
  entrance: null,
  unsure: false,
  reason: null,
  origin: 'task',
  expiresAt: null,
  because: 'rotation-task',
} as const;

function idsOf<K extends string>(rows: readonly Record<K, string>[], name: K): string[] {
  return [...new Set(rows.map((row) => row[name]))];
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
    await giveTaskAccess(inside, [id]);
  });
}

async function listTaskGrants(ctx: Ctx, taskIds: readonly string[]) {
  return ctx.read
    .select()
    .from(grants)
    .where(and(among(grants.originId, taskIds), eq(grants.origin, 'task'), eq(grants.state, 'active')));
}
