import { and, eq, inArray, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, apiTokens, auditEvents, causes, grants, offboardings, offices, people, tasks } from '#db/schema/index.ts';
import { giveGrant, revealSecret, showOneTimeCode, whoCanGetIn } from '#src/features/access/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { createToken, authenticateToken } from '#src/features/tokens/index.ts';
import { account, newValue, person, secret, sharedLogin } from '#tests/helpers/builders.ts';
import type { World } from '#tests/helpers/world.ts';
import { codeOf, departure } from './departure.test-kit.ts';
import { cancelOffboarding, cutDue, cutIfGone, listOffboardings, moveOffboarding, reinstate, startOffboarding } from './index.ts';

const hour = 3_600_000;

const eventsNamed = async (w: World, event: string) => (await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, event))).length;
const stateOf = async (w: World, id: string) => (await w.db.read.select().from(offboardings).where(eq(offboardings.id, id)))[0];
const tasksOf = async (w: World, id: string) => w.db.read.select().from(tasks).where(eq(tasks.originId, id));
const causesOf = async (w: World, secretId: string) => w.db.read.select().from(causes).where(eq(causes.secretId, secretId));

describe('the cut', () => {
  it('ends every way in at once, moves what was held and opens work for the rest', async () => {
    const { w, hrId, ownerId, leaverId, accountId, secretId } = await departure();
    await sharedLogin(w, ownerId, accountId, leaverId);
    await giveGrant(await w.as(ownerId), { accountId, kind: 'platform-role', personId: leaverId });
    await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
    const { token } = await createToken(await w.as(leaverId), { name: 'script', scopes: ['read'], days: 30 });
    w.clock.advance('1m');

    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });

    const left = await w.db.read.select().from(people).where(eq(people.id, leaverId));
    expect(left[0]).toMatchObject({ state: 'left', endsAt: w.clock.now() });
    const mine = await w.db.read.select().from(grants).where(eq(grants.personId, leaverId));
    expect(mine.map((grant) => [grant.kind, grant.state]).sort()).toEqual([
      ['platform-role', 'ended'],
      ['shared-login', 'closed'],
    ]);
    expect(await authenticateToken(w.stranger, token)).toBeNull();
    expect(await codeOf(revealSecret(await w.as(leaverId), { secretId, how: 'shown' }))).not.toBe('done');
    expect((await tasksOf(w, id)).map((task) => [task.kind, task.assigneeId, task.subjectId]).sort()).toEqual([
      ['remove-role', ownerId, leaverId],
      ['rotate', ownerId, leaverId],
    ]);
    expect(await causesOf(w, secretId)).toMatchObject([{ kind: 'holder-left', subjectId: leaverId, originId: id }]);
    const row = await stateOf(w, id);
    expect(row).toMatchObject({ state: 'cut', cutBy: 'at-once', effectiveAt: w.clock.now(), cutAt: w.clock.now() });
    expect(JSON.parse(row?.counts ?? '{}')).toMatchObject({ grants: 2, tokens: 1, causes: 1, tasks: 2, offices: 0 });
    expect(await eventsNamed(w, 'offboarding.cut')).toBe(1);
  });

  it('is made once, however many come first', async () => {
    const { w, hrId, leaverId } = await departure();
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: w.clock.now() + hour, announced: true });
    w.clock.advance('2h');
    const made = await Promise.all([
      cutDue(w.system, 'scheduler'),
      cutDue(w.system, 'remind'),
      cutIfGone(w.system, leaverId, 'request'),
      cutIfGone(w.system, leaverId, 'request'),
    ]);
    expect(made.map(Number).reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await eventsNamed(w, 'offboarding.cut')).toBe(1);
    expect(await cutDue(w.system, 'scheduler')).toBe(0);
    const row = await stateOf(w, id);
    expect(row?.cutAt).toBe(w.clock.now());
    expect(row?.effectiveAt).toBe(w.clock.now() - hour);
  });

  it('binds at the moment itself: an open page and a running token are refused before any job has run', async () => {
    const { w, hrId, ownerId, leaverId, accountId, secretId } = await departure();
    await sharedLogin(w, ownerId, accountId, leaverId);
    const { token } = await createToken(await w.as(leaverId), { name: 'script', scopes: ['read'], days: 30 });
    const at = w.clock.now() + hour;
    await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: at, announced: false });
    w.clock.set(at - 1);
    const openPage = await w.as(leaverId);
    expect(await codeOf(revealSecret(openPage, { secretId, how: 'shown' }))).toBe('done');
    w.clock.set(at);
    expect(await codeOf(revealSecret(openPage, { secretId, how: 'shown' }))).not.toBe('done');
    expect(await authenticateToken(w.stranger, token)).toBeNull();
    expect(await eventsNamed(w, 'offboarding.cut')).toBe(0);
  });

  it('is made at the next start when nobody ran across the moment, and a clock set back undoes nothing', async () => {
    const { w, hrId, leaverId } = await departure();
    const at = w.clock.now() + hour;
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: at, announced: true });
    w.clock.advance('9d');
    expect(await cutDue(w.system, 'start-up')).toBe(1);
    expect(await stateOf(w, id)).toMatchObject({ cutBy: 'start-up', effectiveAt: at });
    w.clock.back('10d');
    expect(await cutDue(w.system, 'scheduler')).toBe(0);
    expect((await stateOf(w, id))?.state).toBe('cut');
    expect((await w.as(leaverId)).actor).toMatchObject({ alive: false });
  });

  it('leaves no account without an owner: the deputy takes over, else the manager, else an administrator', async () => {
    const { w, adminId, hrId, ownerId, deputyId, accountId } = await departure();
    const alone = await account(w, { ownerId, handle: 'alone', platform: 'pinterest' });
    await startOffboarding(await w.as(hrId), { personId: ownerId, effectiveAt: null, announced: true });
    const open = await w.db.read
      .select()
      .from(offices)
      .where(and(eq(offices.office, 'owner'), isNull(offices.toAt)));
    expect(open.find((row) => row.accountId === accountId)?.personId).toBe(deputyId);
    expect(open.find((row) => row.accountId === alone)?.personId).toBe(adminId);
    expect(
      await w.db.read
        .select()
        .from(offices)
        .where(and(eq(offices.personId, ownerId), isNull(offices.toAt))),
    ).toEqual([]);
  });

  it('asks for a new value of what the leaver typed in and never looked at again', async () => {
    const { w, hrId, ownerId, deputyId, secretId } = await departure();
    const { id } = await startOffboarding(await w.as(hrId), { personId: ownerId, effectiveAt: null, announced: true });
    expect(await tasksOf(w, id)).toMatchObject([{ kind: 'rotate', secretId, assigneeId: deputyId }]);
  });

  it('asks for a new value when the leaver rotated it last, and for none when somebody else did', async () => {
    const { w, hrId, ownerId, deputyId, leaverId, accountId, secretId } = await departure();
    await sharedLogin(w, ownerId, accountId, leaverId, 'manage');
    const other = await secret(w, accountId, ownerId, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'totp');
    await revealSecret(await w.as(leaverId), { secretId: other, how: 'shown' });
    w.clock.advance('1m');
    await newValue(w, secretId, leaverId, 'set by the leaver');
    await newValue(w, other, deputyId, 'KBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ');
    w.clock.advance('1m');
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    expect((await tasksOf(w, id)).map((task) => task.secretId)).toEqual([secretId]);
  });

  it('asks for a new value of what somebody knew from before the vault, and puts it in the register for that', async () => {
    const { w, hrId, ownerId, leaverId } = await departure();
    const bare = await account(w, { ownerId, handle: 'bare', platform: 'pinterest' });
    await giveGrant(await w.as(ownerId), { accountId: bare, kind: 'known-outside', personId: leaverId });
    w.clock.advance('1m');
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    const [task, ...more] = await tasksOf(w, id);
    expect(more).toEqual([]);
    expect(task).toMatchObject({ kind: 'rotate', accountId: bare, assigneeId: ownerId });
    expect(task?.secretId).toMatch(/^sec_/);
    expect(await causesOf(w, task?.secretId ?? '')).toMatchObject([{ subjectId: leaverId }]);
  });

  it('asks for a new seed when the shared one was shown, and for none when only codes were', async () => {
    const { w, hrId, ownerId, leaverId, accountId } = await departure();
    const seed = await secret(w, accountId, ownerId, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'totp');
    const codesOnly = await person(w, 'Cees Codes', { acknowledged: true });
    await sharedLogin(w, ownerId, accountId, leaverId, 'manage');
    await sharedLogin(w, ownerId, accountId, codesOnly, 'code');
    await revealSecret(await w.as(leaverId), { secretId: seed, how: 'shown' });
    await showOneTimeCode(await w.as(codesOnly), { secretId: seed });
    w.clock.advance('1m');
    const first = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    const second = await startOffboarding(await w.as(hrId), { personId: codesOnly, effectiveAt: null, announced: true });
    expect(await tasksOf(w, first.id)).toMatchObject([{ kind: 'rotate', secretId: seed }]);
    expect(await tasksOf(w, second.id)).toEqual([]);
  });

  it('wins over a request that was already running', async () => {
    const { w, hrId, ownerId, leaverId, accountId, secretId } = await departure();
    await sharedLogin(w, ownerId, accountId, leaverId);
    const [running, ownersOwn] = [await w.as(leaverId), await w.as(ownerId)];
    await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    await startOffboarding(await w.as(hrId), { personId: ownerId, effectiveAt: null, announced: true });
    for (const ctx of [running, ownersOwn]) expect(await codeOf(revealSecret(ctx, { secretId, how: 'shown' }))).not.toBe('done');
    const late = await createToken(running, { name: 'late', scopes: ['read'], days: 1 }).catch(() => ({ token: '' }));
    expect(await authenticateToken(w.stranger, late.token)).toBeNull();
    expect(await codeOf(listOffboardings(await w.as(leaverId)))).toBe('permission.sign-in');
  });

  it('ends access that came through two teams and through the person', async () => {
    const { w, adminId, hrId, ownerId, leaverId, accountId } = await departure();
    for (const name of ['Community', 'Press']) {
      const { id: teamId } = await addTeam(await w.as(adminId), { name, memberIds: [leaverId] });
      await giveGrant(await w.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', teamId });
    }
    w.clock.advance('1m');
    await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    const { people: inside } = await whoCanGetIn(await w.as(ownerId), accountId);
    expect(inside.map((line) => line.person.id)).not.toContain(leaverId);
  });

  it('governs somebody who never had a sign-in', async () => {
    const { w, hrId, ownerId, accountId } = await departure();
    const silentId = await person(w, 'Stil Zonder');
    await giveGrant(await w.as(ownerId), { accountId, kind: 'second-factor', personId: silentId });
    const { id } = await startOffboarding(await w.as(hrId), { personId: silentId, effectiveAt: null, announced: true });
    expect(await tasksOf(w, id)).toMatchObject([{ kind: 'move-factor', assigneeId: ownerId }]);
  });

  it('moves the tasks that the leaver still had to do, with the access they need', async () => {
    const { w, hrId, ownerId, deputyId, leaverId, accountId, secretId } = await departure();
    await sharedLogin(w, ownerId, accountId, leaverId);
    await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
    w.clock.advance('1m');
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    expect(await tasksOf(w, id)).toMatchObject([{ assigneeId: ownerId }]);
    w.clock.advance('1m');
    await startOffboarding(await w.as(hrId), { personId: ownerId, effectiveAt: null, announced: true });
    expect(await tasksOf(w, id)).toMatchObject([{ assigneeId: deputyId, state: 'open' }]);
  });

  it('never gives a rotation to HR or to the leaver: an administrator has it, with access until it is done', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const own = await account(w, { ownerId: leaverId, handle: 'own', platform: 'pinterest' });
    const value = await secret(w, own, leaverId, 'typed by the owner');
    w.clock.advance('1m');
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    expect(await tasksOf(w, id)).toMatchObject([{ kind: 'rotate', secretId: value, assigneeId: adminId }]);
    expect(
      await w.db.read
        .select()
        .from(accounts)
        .where(inArray(accounts.id, [own])),
    ).toHaveLength(1);
  });
});

describe('a platform that asks for patience', () => {
  it.each([
    ['has nobody else', false, 7],
    ['has somebody else already', true, 0],
  ])('%s: another role there (%s) means %d days', async (_, another, days) => {
    const { w, hrId, ownerId, deputyId, leaverId } = await departure();
    const channel = await account(w, { ownerId, handle: 'tv', platform: 'youtube', criticality: 'critical' });
    const byOwner = await w.as(ownerId);
    await giveGrant(byOwner, { accountId: channel, kind: 'platform-role', personId: leaverId, platformRole: 'Owner' });
    if (another) await giveGrant(byOwner, { accountId: channel, kind: 'platform-role', personId: deputyId, platformRole: 'Owner' });
    w.clock.advance('1m');
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    const slaAt = w.clock.now() + 4 * hour;
    const waitsUntil = days === 0 ? null : w.clock.now() + days * 24 * hour;
    expect(await tasksOf(w, id)).toMatchObject([
      { kind: 'remove-role', slaAt, waitsUntil, deadlineAt: waitsUntil ?? slaAt, state: days === 0 ? 'open' : 'waiting' },
    ]);
  });
});

describe('one departure a period of employment', () => {
  it('two triggers make one case', async () => {
    const { w, hrId, leaverId } = await departure();
    const input = { personId: leaverId, effectiveAt: w.clock.now() + hour, announced: true };
    const hr = await w.as(hrId);
    const started = await Promise.all([startOffboarding(hr, input), startOffboarding(w.operator, input), startOffboarding(hr, input)]);
    expect(new Set(started.map((one) => one.id)).size).toBe(1);
    expect(started.filter((one) => !one.existed)).toHaveLength(1);
    expect(await eventsNamed(w, 'offboarding.scheduled')).toBe(1);
  });

  it('is moved, cancelled, and planned again', async () => {
    const { w, hrId, leaverId } = await departure();
    const hr = await w.as(hrId);
    const first = await startOffboarding(hr, { personId: leaverId, effectiveAt: w.clock.now() + hour, announced: true });
    await moveOffboarding(hr, first.id, w.clock.now() + 5 * hour);
    w.clock.advance('2h');
    expect(await cutDue(w.system, 'scheduler')).toBe(0);
    await cancelOffboarding(hr, first.id);
    w.clock.advance('9h');
    expect(await cutDue(w.system, 'scheduler')).toBe(0);
    expect((await w.as(leaverId)).actor).toMatchObject({ alive: true, endsAt: null });
    const again = await startOffboarding(hr, { personId: leaverId, effectiveAt: w.clock.now() + hour, announced: true });
    expect(again).toMatchObject({ existed: false });
    expect(again.id).not.toBe(first.id);
    w.clock.advance('1h');
    expect(await cutDue(w.system, 'scheduler')).toBe(1);
    expect(await codeOf(cancelOffboarding(hr, again.id))).toBe('offboarding.already-cut');
    expect(await codeOf(moveOffboarding(hr, again.id, w.clock.now() + hour))).toBe('offboarding.already-cut');
    expect((await stateOf(w, first.id))?.state).toBe('cancelled');
  });

  it('a return on the day of leaving gives a new employment and nothing else', async () => {
    const { w, adminId, hrId, ownerId, leaverId, accountId } = await departure();
    await sharedLogin(w, ownerId, accountId, leaverId);
    const hr = await w.as(hrId);
    const first = await startOffboarding(hr, { personId: leaverId, effectiveAt: null, announced: true });
    w.clock.advance('1h');
    await reinstate(await w.as(adminId), leaverId, { reason: 'They return.' });
    expect(await cutDue(w.system, 'scheduler')).toBe(0);
    const open = await w.db.read
      .select()
      .from(grants)
      .where(and(eq(grants.personId, leaverId), eq(grants.state, 'active')));
    expect(open).toEqual([]);
    const second = await startOffboarding(hr, { personId: leaverId, effectiveAt: w.clock.now() + hour, announced: true });
    expect(second.id).not.toBe(first.id);
    expect(await w.db.read.select().from(apiTokens).where(isNull(apiTokens.revokedAt))).toEqual([]);
  });
});
