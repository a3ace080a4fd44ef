import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { causes, grants, tasks } from '#db/schema/index.ts';
import { addTeam, giveRole } from '#src/features/people/index.ts';
import { openCauses } from '#src/features/secrets/index.ts';
import { within } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, announced, company, ends, newValue, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import {
  appoint,
  closeGrant,
  closeKnownOutside,
  completeTask,
  dismiss,
  endExpired,
  endGrant,
  giveGrant,
  revealSecret,
  secretHoldings,
  whoCanGetIn,
} from './index.ts';

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const deputyId = await person(w, 'Dirk Deputy', { acknowledged: true });
  const holderId = await person(w, 'Hanna Holder', { acknowledged: true });
  const accountId = await account(w, { ownerId, deputyIds: [deputyId] });
  const secretId = await secret(w, accountId, ownerId);
  w.clock.advance('1m');
  return { w, adminId, ownerId, deputyId, holderId, accountId, secretId };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'allowed',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

async function grantRow({ w }: Scene, id: string) {
  const [row] = await w.db.read.select().from(grants).where(eq(grants.id, id));
  return row;
}

async function openFor({ w, secretId }: Scene) {
  return (await openCauses(w.system, [secretId])).map((cause) => [cause.kind, cause.subjectId]);
}

const shared = (accountId: string, personId: string) => ({ accountId, personId, kind: 'shared-login', level: 'reveal' }) as const;

describe('giving a grant', () => {
  it('is refused to oneself, twice, to HR, to somebody leaving and to somebody gone', async () => {
    const s = await scene();
    const { w, adminId, ownerId, holderId, accountId } = s;
    expect(await code(giveGrant(await w.as(ownerId), shared(accountId, ownerId)))).toBe('permission.grant-to-self');
    expect(await code(giveGrant(await w.as(holderId), shared(accountId, ownerId)))).toBe('account.missing');
    await giveGrant(await w.as(ownerId), shared(accountId, holderId));
    expect(await code(giveGrant(await w.as(ownerId), shared(accountId, holderId)))).toBe('grant.already-there');
    const hrId = await person(w, 'Hugo Human');
    await role(w, adminId, hrId, 'hr');
    expect(await code(giveGrant(await w.as(ownerId), shared(accountId, hrId)))).toBe('permission.hr-and-secrets-exclude-each-other');
    expect(await code(giveGrant(await w.as(ownerId), { accountId, personId: hrId, kind: 'platform-role' }))).toBe('allowed');
    const leaverId = await person(w, 'Lea Leaver');
    await announced(w, leaverId);
    expect(await code(giveGrant(await w.as(ownerId), shared(accountId, leaverId)))).toBe('grant.holder-leaving');
    const goneId = await person(w, 'Gus Gone');
    await ends(w, goneId, w.clock.now());
    expect(await code(giveGrant(await w.as(ownerId), shared(accountId, goneId)))).toBe('grant.holder-gone');
  });

  it('shows nothing of a departure that is not announced', async () => {
    const { w, ownerId, holderId, accountId } = await scene();
    await ends(w, holderId, w.clock.now() + 86_400_000);
    expect(await code(giveGrant(await w.as(ownerId), shared(accountId, holderId)))).toBe('allowed');
  });

  it('keeps HR and secrets apart through teams, and says what stands between a person and HR', async () => {
    const { w, adminId, ownerId, holderId, accountId } = await scene();
    const hrId = await person(w, 'Hugo Human');
    await role(w, adminId, hrId, 'hr');
    const mixed = await addTeam(await w.as(adminId), { name: 'Mixed', memberIds: [hrId, holderId] });
    const social = await addTeam(await w.as(adminId), { name: 'Social', memberIds: [holderId] });
    const toTeam = (teamId: string) => ({ accountId, teamId, kind: 'shared-login', level: 'code' }) as const;
    expect(await code(giveGrant(await w.as(ownerId), toTeam(mixed.id)))).toBe('permission.hr-and-secrets-exclude-each-other');
    await giveGrant(await w.as(ownerId), toTeam(social.id));
    const holdings = await secretHoldings(w.system, holderId);
    expect(holdings).toEqual({ sharedLogins: 1, offices: 0 });
    expect(await code(giveRole(await w.as(adminId), holderId, 'hr', holdings))).toBe('role.hr-and-secrets');
    expect(await secretHoldings(w.system, ownerId)).toEqual({ sharedLogins: 0, offices: 1 });
  });
});

describe('ending a grant', () => {
  it('closes a shared login at once and writes a cause only for what the holder was shown', async () => {
    const s = await scene();
    const { w, ownerId, holderId, accountId, secretId } = s;
    const unread = await sharedLogin(w, ownerId, accountId, holderId);
    expect(await endGrant(await w.as(ownerId), unread, 'not needed')).toEqual({ causes: 0, taskId: null });
    const read = await sharedLogin(w, ownerId, accountId, holderId);
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    expect((await endGrant(await w.as(ownerId), read, 'not needed')).causes).toBe(1);
    expect(await grantRow(s, read)).toMatchObject({ state: 'closed', closedAt: w.clock.now(), endedBy: ownerId });
    expect(await openFor(s)).toEqual([['disclosure-ended', holderId]]);
    expect(await code(endGrant(await w.as(ownerId), read, 'again'))).toBe('grant.already-ended');
  });

  it('writes no cause while another path remains, and one when the last goes', async () => {
    const s = await scene();
    const { w, adminId, ownerId, holderId, accountId, secretId } = s;
    const own = await sharedLogin(w, ownerId, accountId, holderId);
    const teams = [];
    for (const name of ['Social', 'Night shift']) {
      const team = await addTeam(await w.as(adminId), { name, memberIds: [holderId] });
      teams.push(await giveGrant(await w.as(ownerId), { accountId, teamId: team.id, kind: 'shared-login', level: 'reveal' }));
    }
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    expect((await endGrant(await w.as(ownerId), own, 'moved')).causes).toBe(0);
    expect((await endGrant(await w.as(ownerId), teams[0]?.id ?? '', 'moved')).causes).toBe(0);
    expect((await endGrant(await w.as(ownerId), teams[1]?.id ?? '', 'moved')).causes).toBe(1);
  });

  it('a demotion to one-time codes counts as a loss of the password', async () => {
    const s = await scene();
    const { w, adminId, ownerId, holderId, accountId, secretId } = s;
    const team = await addTeam(await w.as(adminId), { name: 'Codes', memberIds: [holderId] });
    await giveGrant(await w.as(ownerId), { accountId, teamId: team.id, kind: 'shared-login', level: 'code' });
    const own = await sharedLogin(w, ownerId, accountId, holderId);
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    expect((await endGrant(await w.as(ownerId), own, 'codes are enough')).causes).toBe(1);
  });

  it('is not undone by giving the access back, and is answered by a value set by somebody else', async () => {
    const s = await scene();
    const { w, ownerId, holderId, accountId, secretId } = s;
    const grantId = await sharedLogin(w, ownerId, accountId, holderId, 'manage');
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    await endGrant(await w.as(ownerId), grantId, 'moved');
    await sharedLogin(w, ownerId, accountId, holderId, 'manage');
    w.clock.advance('1h');
    expect(await openFor(s)).toHaveLength(1);
    await newValue(w, secretId, holderId, 'set-by-the-subject');
    expect(await openFor(s)).toHaveLength(1);
    w.clock.advance('1h');
    expect(await newValue(w, secretId, ownerId, 'set-by-the-owner')).toMatchObject({ answered: 1, open: 0 });
  });

  it('by the clock has the same consequences as by hand', async () => {
    const s = await scene();
    const { w, ownerId, holderId, accountId, secretId } = s;
    const { id } = await giveGrant(await w.as(ownerId), { ...shared(accountId, holderId), expiresAt: w.clock.now() + 3_600_000 });
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    expect(await endExpired(w.system)).toBe(0);
    w.clock.advance('2h');
    expect(await endExpired(w.system)).toBe(1);
    expect(await grantRow(s, id)).toMatchObject({ state: 'closed', endedBecause: 'expired' });
    expect(await openFor(s)).toEqual([['disclosure-ended', holderId]]);
    expect(await endExpired(w.system)).toBe(0);
  });

  it('of a role on the platform stays open until somebody else shows that it is gone', async () => {
    const s = await scene();
    const { w, ownerId, holderId, accountId } = s;
    const { id } = await giveGrant(await w.as(ownerId), { accountId, personId: holderId, kind: 'platform-role' });
    const { taskId } = await endGrant(await w.as(ownerId), id, 'moved');
    expect(await grantRow(s, id)).toMatchObject({ state: 'ended', closedAt: null });
    const [task] = await w.db.read
      .select()
      .from(tasks)
      .where(eq(tasks.id, taskId ?? ''));
    expect(task).toMatchObject({ kind: 'remove-role', assigneeId: ownerId, subjectId: holderId, grantId: id });
    const evidence = { evidenceKind: 'note', evidence: 'Not in the list any more' } as const;
    expect(await code(completeTask(await w.as(holderId), taskId ?? '', evidence))).toBe('task.missing');
    await completeTask(await w.as(ownerId), taskId ?? '', evidence);
    expect(await grantRow(s, id)).toMatchObject({ state: 'closed', closedAt: w.clock.now() });
  });
});

describe('what people know from before', () => {
  it('is no cause while active, is one when it ends, and closes only by a value that somebody else sets', async () => {
    const s = await scene();
    const { w, adminId, ownerId, holderId, accountId, secretId } = s;
    const { id } = await giveGrant(await w.as(adminId), { accountId, personId: holderId, kind: 'known-outside' });
    expect(await openFor(s)).toEqual([]);
    w.clock.advance('1h');
    expect((await endGrant(await w.as(ownerId), id, 'moved')).causes).toBe(1);
    expect(await openFor(s)).toEqual([['known-outside-ended', holderId]]);
    expect(await code(w.system.write((tx) => closeGrant(within(w.system, tx), id, 'said so')))).toBe('grant.needs-new-value');
    w.clock.advance('1h');
    expect(await closeKnownOutside(w.system, accountId)).toEqual({ closed: 0 });
    await newValue(w, secretId, ownerId, 'set-by-the-owner');
    expect(await closeKnownOutside(w.system, accountId)).toEqual({ closed: 1 });
    expect(await grantRow(s, id)).toMatchObject({ state: 'closed' });
    expect(await openFor(s)).toEqual([]);
  });

  it('is no right to a value that somebody else set since: the end of the login through which it was seen writes a cause', async () => {
    const s = await scene();
    const { w, ownerId, holderId, accountId, secretId } = s;
    // A seed that nobody changed keeps what they knew from before open.
    await secret(w, accountId, ownerId, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'totp');
    const { id } = await giveGrant(await w.as(ownerId), { accountId, personId: holderId, kind: 'known-outside' });
    w.clock.advance('1h');
    await newValue(w, secretId, ownerId, 'set-by-the-owner');
    expect(await closeKnownOutside(w.system, accountId)).toEqual({ closed: 0 });
    const login = await sharedLogin(w, ownerId, accountId, holderId);
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    expect((await endGrant(await w.as(ownerId), login, 'moved')).causes).toBe(1);
    expect(await openFor(s)).toEqual([['disclosure-ended', holderId]]);
    expect(await grantRow(s, id)).toMatchObject({ state: 'active' });
    const { people } = await whoCanGetIn(await w.as(ownerId), accountId);
    const paths = people.find(({ person: { id: whose } }) => whose === holderId)?.paths.map(({ kind, state }) => `${kind} ${state}`);
    expect(paths?.sort()).toEqual(['known-outside active', 'knows ended']);
  });

  it('is not closed by a value that its knower sets', async () => {
    const s = await scene();
    const { w, ownerId, accountId, holderId, secretId } = s;
    await giveGrant(await w.as(ownerId), { accountId, personId: holderId, kind: 'known-outside' });
    await sharedLogin(w, ownerId, accountId, holderId, 'manage');
    w.clock.advance('1h');
    await newValue(w, secretId, holderId, 'set-by-the-knower');
    expect(await closeKnownOutside(w.system, accountId)).toEqual({ closed: 0 });
  });
});

describe('an office', () => {
  it('lost by somebody who knows the password leaves a cause; the new owner takes over', async () => {
    const s = await scene();
    const { w, adminId, ownerId, deputyId, accountId, secretId } = s;
    await appoint(await w.as(adminId), accountId, deputyId, 'owner');
    expect(await openFor(s)).toEqual([['disclosure-ended', ownerId]]);
    expect((await w.db.read.select().from(causes).where(eq(causes.secretId, secretId)))[0]?.originId).toBe(accountId);
    expect(await code(dismiss(await w.as(deputyId), accountId, deputyId, 'tired'))).toBe('office.owner-needs-successor');
  });
});
