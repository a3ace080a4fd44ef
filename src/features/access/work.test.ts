import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { causes, grants } from '#db/schema/index.ts';
import { closeRotationTasks, listTasks, openTask } from '#src/features/tasks/index.ts';
import { within } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';
import { day } from '#src/ground/time.ts';
import { account, company, newValue, person, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { accountFacts, closeKnownOutside, endGrantsOf, endTaskAccess, giveGrant, giveTaskAccess, reassignTask, revealSecret } from './index.ts';

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const helperId = await person(w, 'Hans Helper', { acknowledged: true });
  const leaverId = await person(w, 'Lea Leaver', { acknowledged: true });
  const accountId = await account(w, { ownerId });
  const secretId = await secret(w, accountId, ownerId);
  w.clock.advance('1m');
  const open = async (assigneeId: string) =>
    w.system.write((tx) =>
      openTask(within(w.system, tx), {
        kind: 'rotate',
        originKind: 'offboarding',
        originId: 'ofb_1',
        accountId,
        secretId,
        subjectId: leaverId,
        assigneeId,
        risk: 10,
        slaAt: w.clock.now() + day,
      }),
    );
  return { w, adminId, ownerId, helperId, leaverId, accountId, secretId, open };
}

it('a rotation task brings manage on its account, and takes it away when it closes', async () => {
  const { w, ownerId, helperId, accountId, secretId, open } = await scene();
  const { id } = await open(helperId);
  expect((await giveTaskAccess(w.system, [id])).grantIds).toHaveLength(1);
  expect(await giveTaskAccess(w.system, [id])).toEqual({ grantIds: [] });
  expect((await accountFacts(await w.as(helperId), accountId)).level).toBe('manage');
  const { versionId } = await newValue(w, secretId, helperId, 'fresh-value-22');
  await w.system.write(async (tx) => {
    const inside = within(w.system, tx);
    const closed = await closeRotationTasks(inside, secretId, versionId);
    await endTaskAccess(
      inside,
      closed.map((task) => task.id),
    );
  });
  const facts = await accountFacts(await w.as(helperId), accountId);
  expect([facts.level, allows(await w.as(helperId), 'account.view', facts)]).toEqual([null, false]);
  // What the helper set they still know: a disclosure like any other.
  const [cause] = await w.db.read.select().from(causes).where(eq(causes.subjectId, helperId));
  expect(cause).toMatchObject({ kind: 'disclosure-ended', secretId });
  expect((await listTasks(await w.as(ownerId), { unfinished: true })).rows).toEqual([]);
});

it('somebody in office needs no grant for it, and access moves along when the task does', async () => {
  const { w, ownerId, helperId, accountId, open } = await scene();
  const { id } = await open(ownerId);
  expect(await giveTaskAccess(w.system, [id])).toEqual({ grantIds: [] });
  await reassignTask(await w.as(ownerId), id, helperId);
  expect((await accountFacts(await w.as(helperId), accountId)).level).toBe('manage');
  await reassignTask(await w.as(ownerId), id, ownerId);
  expect((await accountFacts(await w.as(helperId), accountId)).level).toBeNull();
});

it('the cut ends every grant and writes a cause for whatever the leaver knows, on any path, once', async () => {
  const { w, adminId, ownerId, leaverId, accountId, secretId } = await scene();
  const elsewhere = await account(w, { ownerId, handle: 'elsewhere' });
  const otherSecret = await secret(w, elsewhere, ownerId, 'other value');
  const noteId = await secret(w, accountId, ownerId, 'a note', 'note');
  await sharedLogin(w, ownerId, accountId, leaverId);
  await giveGrant(await w.as(ownerId), { accountId, personId: leaverId, kind: 'second-factor' });
  await giveGrant(await w.as(adminId), { accountId: elsewhere, personId: leaverId, kind: 'known-outside' });
  await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
  await revealSecret(await w.as(leaverId), { secretId: noteId, how: 'shown' });
  w.clock.advance('1h');
  const cut = await endGrantsOf(w.system, leaverId, 'left', { originId: 'ofb_1' });
  expect(cut).toMatchObject({ grants: 3, causes: 2 });
  expect(cut.mustChange.map((loss) => loss.secretId).sort()).toEqual([secretId, otherSecret].sort());
  const rows = await w.db.read.select().from(grants).where(eq(grants.personId, leaverId));
  expect(Object.fromEntries(rows.map((row) => [row.kind, row.state]))).toEqual({
    'shared-login': 'closed',
    'second-factor': 'ended',
    'known-outside': 'ended',
  });
  const written = await w.db.read
    .select()
    .from(causes)
    .where(and(eq(causes.subjectId, leaverId), eq(causes.originId, 'ofb_1')));
  expect(written.map((row) => row.kind)).toEqual(['holder-left', 'holder-left']);
  w.clock.advance('1h');
  await newValue(w, otherSecret, ownerId, 'other value again');
  expect(await closeKnownOutside(w.system, elsewhere)).toEqual({ closed: 1 });
});
