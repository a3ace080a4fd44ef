import { eq, inArray } from 'drizzle-orm';
import { tasks } from '#db/schema/index.ts';
import { openCauses } from '#src/features/secrets/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { type CloseInput, closeInput } from './input.ts';
import { isNewValue, listUnfinishedRotations, type TaskRow } from './queries.ts';
import { needsNewValue } from './rules.ts';
import { taskFacts, unfinishedTask } from './service.ts';

/**
 * Done, with evidence by somebody other than the person who leaves. Call `completeTask` of `access`, which also closes
 * the way in that the evidence is about.
 */
export async function closeTask(ctx: Ctx, id: string, input: CloseInput): Promise<TaskRow> {
  const { evidenceKind, evidence } = closeInput.parse(input);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { task, line } = await unfinishedTask(inside, id);
    const because = ensure(ctx, 'task.complete', await taskFacts(inside, task));
    if (needsNewValue(task.kind)) throw new Problem('conflict', 'task.needs-new-value');
    if (task.waitsForTaskId !== null && line.awaitedState !== 'done') throw new Problem('conflict', 'task.waits-for-another');
    const done = { state: 'done', closedAt: ctx.now(), closedBy: signatureOf(ctx.actor), evidenceKind, evidence } as const;
    await tx.update(tasks).set(done).where(eq(tasks.id, id));
    const detail = { kind: task.kind, evidence: evidenceKind };
    await record(tx, ctx, 'task.done', { kind: 'task', id }, detail, { because, personal: { evidence } });
    return { ...task, ...done };
  });
}

/**
 * In the unit that made `versionId` current. Closes the rotations whose cause it answered, with the version as evidence;
 * one whose subject set or saw the value stays open. An exception ends here too.
 */
export async function closeRotationTasks(ctx: Ctx, secretId: string, versionId: string): Promise<TaskRow[]> {
  return ctx.write(async (tx) => {
    const due = await listUnfinishedRotations(tx, secretId);
    if (due.length === 0) return [];
    if (!(await isNewValue(tx, secretId, versionId))) throw new Problem('conflict', 'task.needs-new-value');
    const open = await openCauses(within(ctx, tx), [secretId]);
    const proven = due.filter((task) => !open.some((cause) => task.subjectId === null || cause.subjectId === task.subjectId));
    if (proven.length === 0) return [];
    const done = { state: 'done', closedAt: ctx.now(), closedBy: signatureOf(ctx.actor), evidenceKind: 'version', evidence: versionId } as const;
    await tx
      .update(tasks)
      .set(done)
      .where(
        inArray(
          tasks.id,
          proven.map((task) => task.id),
        ),
      );
    for (const { id, kind } of proven) await record(tx, ctx, 'task.done', { kind: 'task', id }, { kind, evidence: 'version' });
    return proven.map((task) => ({ ...task, ...done }));
  });
}
