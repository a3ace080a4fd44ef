import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { outbox, tasks } from '#db/schema/index.ts';
import { within } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { day, hour } from '#src/ground/time.ts';
import { account, company, newValue, person, role, secret } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { assignTask, closeRotationTasks, closeTask, exceptTask, getTask, listTasks, moveTasksOf, type NewTask, openTask, tasksOf } from './index.ts';

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner');
  const workerId = await person(w, 'Wim Worker');
  const leaverId = await person(w, 'Lea Leaver');
  const accountId = await account(w, { ownerId });
  const open = async (more: Partial<NewTask> = {}) => {
    const task: NewTask = {
      kind: 'remove-role',
      originKind: 'offboarding',
      originId: 'ofb_1',
      accountId,
      subjectId: leaverId,
      assigneeId: workerId,
      risk: 10,
      slaAt: w.clock.now() + day,
      ...more,
    };
    return (await w.system.write((tx) => openTask(within(w.system, tx), task))).id;
  };
  return { w, adminId, ownerId, workerId, leaverId, accountId, open };
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'allowed',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

const note = { evidenceKind: 'note', evidence: 'Looked: not in the list' } as const;

describe('a task', () => {
  it('tells its assignee, and is due at the later of its clock and the platform’s', async () => {
    const { w, workerId, open } = await scene();
    const id = await open({ waitsUntil: w.clock.now() + 7 * day });
    expect(await getTask(await w.as(workerId), id)).toMatchObject({ state: 'waiting', deadlineAt: w.clock.now() + 7 * day, slaAt: w.clock.now() + day });
    const mails = await w.db.read.select().from(outbox).where(eq(outbox.recipientId, workerId));
    expect(mails.map((mail) => mail.template)).toEqual(['task-assigned']);
    w.clock.advance('7d');
    expect((await getTask(await w.as(workerId), id)).state).toBe('open');
  });

  it('is completed with evidence by its assignee or an owner, and never by the person who leaves', async () => {
    const { w, ownerId, workerId, leaverId, open } = await scene();
    const first = await open();
    expect(await code(closeTask(await w.as(leaverId), first, note))).toBe('task.missing');
    expect(await code(closeTask(await w.as(workerId), first, { ...note, evidence: '  ' }))).not.toBe('allowed');
    expect(await code(closeTask(await w.as(workerId), first, { evidenceKind: 'link', evidence: 'javascript:alert(1)' }))).not.toBe('allowed');
    await closeTask(await w.as(workerId), first, note);
    expect(await code(closeTask(await w.as(workerId), first, note))).toBe('task.already-done');
    await closeTask(await w.as(ownerId), await open(), { evidenceKind: 'link', evidence: 'https://x.com/settings' });
  });

  it('waits for another, and cannot be closed before that one', async () => {
    const { w, workerId, open } = await scene();
    const before = await open({ kind: 'move-recovery' });
    const after = await open({ waitsForTaskId: before });
    expect((await getTask(await w.as(workerId), after)).state).toBe('waiting');
    expect(await code(closeTask(await w.as(workerId), after, note))).toBe('task.waits-for-another');
    await closeTask(await w.as(workerId), before, note);
    expect(await code(closeTask(await w.as(workerId), after, note))).toBe('allowed');
  });

  it('of rotation is closed by a value that answers its cause and by nothing else', async () => {
    const { w, ownerId, workerId, accountId, open } = await scene();
    const secretId = await secret(w, accountId, ownerId);
    const id = await open({ kind: 'rotate', secretId });
    expect(await code(closeTask(await w.as(workerId), id, note))).toBe('task.needs-new-value');
    expect(await code(w.system.write((tx) => closeRotationTasks(within(w.system, tx), secretId, 'ver_none')))).toBe('task.needs-new-value');
    w.clock.advance('1h');
    const { versionId } = await newValue(w, secretId, ownerId, 'quite-another');
    await w.system.write((tx) => closeRotationTasks(within(w.system, tx), secretId, versionId));
    expect(await getTask(await w.as(ownerId), id)).toMatchObject({ state: 'done', evidenceKind: 'version', evidence: versionId });
  });

  it('may be excepted by somebody who was not to do it, until a day that then brings it back', async () => {
    const { w, ownerId, workerId, leaverId, open } = await scene();
    const id = await open();
    const exception = { reason: 'Platform is down', until: w.clock.now() + 2 * hour };
    expect(await code(exceptTask(await w.as(workerId), id, exception))).toBe('permission.own-task');
    expect(await code(exceptTask(await w.as(leaverId), id, exception))).toBe('task.missing');
    expect(await code(exceptTask(await w.as(ownerId), id, { ...exception, until: w.clock.now() }))).toBe('task.exception-past');
    await exceptTask(await w.as(ownerId), id, exception);
    expect((await listTasks(await w.as(workerId), { mine: true, unfinished: true })).rows).toEqual([]);
    w.clock.advance('2h');
    expect((await listTasks(await w.as(workerId), { mine: true, unfinished: true })).rows.map((task) => task.state)).toEqual(['open']);
    expect(await code(closeTask(await w.as(workerId), id, note))).toBe('allowed');
  });

  it('goes to somebody who is here, is not the subject, and is not HR where a secret is involved', async () => {
    const { w, adminId, ownerId, leaverId, open } = await scene();
    const hrId = await person(w, 'Hugo Human');
    await role(w, adminId, hrId, 'hr');
    const id = await open({ kind: 'rotate' });
    expect(await code(assignTask(await w.as(ownerId), id, leaverId))).toBe('task.own-departure');
    expect(await code(assignTask(await w.as(ownerId), id, hrId))).toBe('permission.hr-and-secrets-exclude-each-other');
    expect(await code(assignTask(await w.as(ownerId), id, adminId))).toBe('allowed');
  });
});

describe('lists of tasks', () => {
  it('show what view allows, page by page, earliest deadline first', async () => {
    const { w, adminId, ownerId, workerId, leaverId, open } = await scene();
    const ids = [];
    for (const days of [3, 1, 2]) ids.push(await open({ slaAt: w.clock.now() + days * day }));
    const first = await listTasks(await w.as(workerId), { limit: 2 });
    const second = await listTasks(await w.as(workerId), { limit: 2, ...(first.next === null ? {} : { after: first.next }) });
    expect([...first.rows, ...second.rows].map((task) => task.id)).toEqual([ids[1], ids[2], ids[0]]);
    expect(second.next).toBeNull();
    expect((await listTasks(await w.as(ownerId))).rows).toHaveLength(3);
    expect((await listTasks(await w.as(leaverId))).rows).toEqual([]);
    expect((await listTasks(await w.as(adminId))).rows).toHaveLength(3);
    expect((await listTasks(await w.as(await person(w, 'Sam Stranger')))).rows).toEqual([]);
  });

  it('of a case come riskiest first', async () => {
    const { w, open } = await scene();
    const low = await open({ risk: 1 });
    const high = await open({ risk: 99 });
    expect((await tasksOf(w.system, 'ofb_1')).map((task) => task.id)).toEqual([high, low]);
  });
});

it('a departure moves the open tasks of the leaver, each to its successor', async () => {
  const { w, ownerId, workerId, open } = await scene();
  const [mine, done] = [await open(), await open()];
  await closeTask(await w.as(workerId), done, note);
  const moved = await w.system.write((tx) => moveTasksOf(within(w.system, tx), workerId, () => ownerId));
  expect(moved).toBe(1);
  const [row] = await w.db.read.select().from(tasks).where(eq(tasks.id, mine));
  expect(row?.assigneeId).toBe(ownerId);
});
