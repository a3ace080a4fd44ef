import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { tasks } from '#db/schema/index.ts';
import { completeTask, endGrant, giveGrant, holdingsOf, keepValue, revealSecret } from '#src/features/access/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { corporatePolicy, publishNewVersion } from '#src/features/policies/index.ts';
import { openCauses } from '#src/features/secrets/index.ts';
import { exceptTask } from '#src/features/tasks/index.ts';
import { account, acknowledges, company, newValue, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';

const code = (act: Promise<unknown>) =>
  act.then(
    () => 'allowed',
    (problem) => problem.code ?? String(problem),
  );

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const hrId = await person(w, 'Hana Hr');
  await role(w, adminId, hrId, 'hr');
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const leaverId = await person(w, 'Lars Leaver', { acknowledged: true });
  const accountId = await account(w, { ownerId });
  const secretId = await secret(w, accountId, ownerId, 'first-value-1');
  const grantId = await sharedLogin(w, ownerId, accountId, leaverId, 'manage');
  w.clock.advance('1m');
  const open = async () => (await openCauses(w.system, [secretId])).length;
  const look = async () => revealSecret(await w.as(leaverId), { secretId, how: 'copied' });
  return { w, adminId, hrId, ownerId, leaverId, accountId, secretId, grantId, open, look };
}

describe('a need to rotate', () => {
  test('is not ended by giving access back, typing the old value in again, an exception or a task closed by hand', async () => {
    const { w, adminId, hrId, ownerId, leaverId, accountId, secretId, grantId, open, look } = await scene();
    await look();
    const [owner, admin] = [await w.as(ownerId), await w.as(adminId)];
    await endGrant(owner, grantId, 'no-longer-needed');
    expect(await open()).toBe(1);
    await sharedLogin(w, ownerId, accountId, leaverId, 'reveal');
    expect(await open()).toBe(1);
    await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    expect(await open()).toBeGreaterThan(0);
    const [task] = await w.db.read.select().from(tasks).where(eq(tasks.secretId, secretId));
    expect(await code(completeTask(owner, task?.id ?? '', { evidenceKind: 'note', evidence: 'Changed it, trust me.' }))).toBe('task.needs-new-value');
    await exceptTask(task?.assigneeId === adminId ? owner : admin, task?.id ?? '', { reason: 'Later.', until: w.clock.now() + 86_400_000 });
    expect(await open()).toBeGreaterThan(0);
    w.clock.advance('1m');
    await newValue(w, secretId, ownerId, 'second-value-2');
    expect(await open()).toBe(0);
  });

  test('is not ended by a value that the leaver set, nor by one that was there before', async () => {
    const { w, ownerId, leaverId, secretId, grantId, open } = await scene();
    await newValue(w, secretId, leaverId, 'value-of-the-leaver');
    w.clock.advance('1m');
    await endGrant(await w.as(ownerId), grantId, 'no-longer-needed');
    expect(await open()).toBe(1);
    expect((await holdingsOf(await w.as(ownerId), ownerId)).grants).toEqual([]);
    for (const old of ['first-value-1', 'value-of-the-leaver']) {
      expect(await code(newValue(w, secretId, ownerId, old))).toBe('secret.same-value');
    }
    expect(await code(keepValue(await w.as(ownerId), { secretId, value: 'value-of-the-leaver' }))).toBe('secret.same-value');
    expect(await open()).toBe(1);
    w.clock.advance('1m');
    await newValue(w, secretId, ownerId, 'really-another-one');
    expect(await open()).toBe(0);
  });
});

describe('a reveal', () => {
  test('stops for everybody at a new version of the policy, until each has read it', async () => {
    const { w, adminId, leaverId, look } = await scene();
    expect(await code(look())).toBe('allowed');
    const policy = await corporatePolicy(w.system);
    await publishNewVersion(await w.as(adminId), policy?.policyId ?? '', { titleNl: 'Nieuw', titleEn: 'New', bodyNl: 'Tekst', bodyEn: 'Text' });
    expect(await code(look())).toBe('permission.acknowledgement');
    await acknowledges(w, leaverId);
    expect(await code(look())).toBe('allowed');
  });

  test('asks for the factor again at ten minutes, to the millisecond', async () => {
    const { w, leaverId, secretId } = await scene();
    const at = async (age: number) => code(revealSecret(await w.as(leaverId, { factorAt: w.clock.now() - age }), { secretId, how: 'shown' }));
    expect(await at(599_999)).toBe('allowed');
    expect(await at(600_000)).toBe('permission.step-up');
    expect(await code(revealSecret(await w.as(leaverId, { factorAt: null }), { secretId, how: 'shown' }))).toBe('permission.step-up');
  });

  test('is not bought by a grant to come, one that has run out or a blank reason', async () => {
    const { w, ownerId } = await scene();
    const id = await person(w, 'Nina New', { acknowledged: true });
    const critical = await account(w, { ownerId, handle: 'critical', criticality: 'critical' });
    const secretId = await secret(w, critical, ownerId, 'critical-value-1');
    const ask = async (reason?: string) => code(revealSecret(await w.as(id), { secretId, how: 'copied', ...(reason === undefined ? {} : { reason }) }));
    const startsAt = w.clock.now() + 3_600_000;
    await giveGrant(await w.as(ownerId), {
      accountId: critical,
      kind: 'shared-login',
      level: 'reveal',
      personId: id,
      startsAt,
      expiresAt: startsAt + 3_600_000,
    });
    expect(await ask('now')).toBe('secret.missing');
    w.clock.advance('1h');
    expect(await ask()).toBe('permission.reason');
    expect(await ask(' \t\n ')).toBe('permission.reason');
    expect(await ask('posting')).toBe('allowed');
    w.clock.advance('1h');
    expect(await ask('again')).toBe('secret.missing');
  });
});
