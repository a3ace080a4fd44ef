import { describe, expect, it } from 'vitest';
import { accounts } from '#db/schema/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import { account, announced, company, ends, newValue, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { endGrant, endGrantsOf, giveGrant, holdingsOf, revealSecret, visibleAccounts, whoCanGetIn } from './index.ts';

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const holderId = await person(w, 'Hanna Holder', { acknowledged: true });
  const accountId = await account(w, { ownerId });
  const secretId = await secret(w, accountId, ownerId);
  w.clock.advance('1m');
  return { w, adminId, ownerId, holderId, accountId, secretId };
}

async function entrants(w: World, asId: string, accountId: string, at?: number) {
  const { people } = await whoCanGetIn(await w.as(asId), accountId, at);
  return Object.fromEntries(people.map(({ person: { name }, paths }) => [name, paths.map((path) => `${path.kind} ${path.state}`).sort()]));
}

describe('who can get in', () => {
  it('groups every path by person, with offices and teams', async () => {
    const { w, adminId, ownerId, holderId, accountId } = await scene();
    const team = await addTeam(await w.as(adminId), { name: 'Social', memberIds: [holderId] });
    await giveGrant(await w.as(ownerId), { accountId, teamId: team.id, kind: 'shared-login', level: 'reveal' });
    await giveGrant(await w.as(ownerId), { accountId, personId: holderId, kind: 'platform-role', platformRole: 'editor', unsure: true });
    const found = await whoCanGetIn(await w.as(ownerId), accountId);
    expect(found).toMatchObject({ count: 2, stillOpen: 0, busFactor: 1 });
    expect(await entrants(w, ownerId, accountId)).toEqual({
      'Hanna Holder': ['platform-role active', 'shared-login active'],
      'Olga Owner': ['office active'],
    });
    const paths = found.people.find(({ person: { id } }) => id === holderId)?.paths ?? [];
    expect(paths.find((path) => path.kind === 'shared-login')?.team).toBe('Social');
    expect(paths.find((path) => path.kind === 'platform-role')?.unsure).toBe(true);
  });

  it('counts what was ended and not proven, and a password still known, as open', async () => {
    const { w, ownerId, holderId, accountId, secretId } = await scene();
    const roleId = (await giveGrant(await w.as(ownerId), { accountId, personId: holderId, kind: 'platform-role' })).id;
    const loginId = await sharedLogin(w, ownerId, accountId, holderId);
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    await endGrant(await w.as(ownerId), roleId, 'moved');
    await endGrant(await w.as(ownerId), loginId, 'moved');
    expect(await entrants(w, ownerId, accountId)).toMatchObject({ 'Hanna Holder': ['knows ended', 'platform-role ended'] });
    expect(await whoCanGetIn(await w.as(ownerId), accountId)).toMatchObject({ count: 2, stillOpen: 1, busFactor: 0 });
    w.clock.advance('1h');
    await newValue(w, secretId, ownerId, 'another-value');
    expect(await entrants(w, ownerId, accountId)).toMatchObject({ 'Hanna Holder': ['platform-role ended'] });
  });

  it('does not count owner and deputy where people come in with profiles of their own, until a login is kept', async () => {
    const { w, ownerId, holderId } = await scene();
    const deputyId = await person(w, 'Dirk Deputy');
    const channel = await account(w, { ownerId, deputyIds: [deputyId], platform: 'youtube', handle: 'voorbeeld-jobs' });
    await giveGrant(await w.as(ownerId), { accountId: channel, personId: holderId, kind: 'platform-role', platformRole: 'Owner' });
    const before = w.clock.now();
    expect(await entrants(w, ownerId, channel)).toEqual({ 'Hanna Holder': ['platform-role active'] });
    expect(await whoCanGetIn(await w.as(ownerId), channel)).toMatchObject({ count: 1, busFactor: 0, officeOpens: false });
    expect((await holdingsOf(await w.as(ownerId), ownerId)).offices).toMatchObject([{ opens: true }, { opens: false, accountId: channel }]);
    w.clock.advance('1h');
    // From before people's own passwords were kept out.
    await addSecret(w.operator, channel, { kind: 'password' });
    expect(await whoCanGetIn(await w.as(ownerId), channel)).toMatchObject({ count: 3, busFactor: 2, officeOpens: true });
    expect(await whoCanGetIn(await w.as(ownerId), channel, before)).toMatchObject({ count: 1, officeOpens: false });
  });

  it('can be asked for a moment in the past, and for none in the future', async () => {
    const { w, ownerId, holderId, accountId } = await scene();
    const before = w.clock.now();
    w.clock.advance('1h');
    const grantId = await sharedLogin(w, ownerId, accountId, holderId);
    w.clock.advance('1h');
    const during = w.clock.now();
    w.clock.advance('1h');
    await endGrant(await w.as(ownerId), grantId, 'moved');
    expect(Object.keys(await entrants(w, ownerId, accountId, before))).toEqual(['Olga Owner']);
    expect(Object.keys(await entrants(w, ownerId, accountId, during))).toEqual(['Hanna Holder', 'Olga Owner']);
    expect(Object.keys(await entrants(w, ownerId, accountId))).toEqual(['Olga Owner']);
    const future = whoCanGetIn(await w.as(ownerId), accountId, w.clock.now() + 1);
    expect(await future.catch((problem: Problem) => problem.code)).toBe('access.in-the-future');
  });

  it('says nothing of a departure until it is announced or has come', async () => {
    const { w, ownerId, holderId, accountId } = await scene();
    await sharedLogin(w, ownerId, accountId, holderId);
    const untouched = await whoCanGetIn(await w.as(ownerId), accountId);
    const moment = w.clock.now() + 86_400_000;
    await ends(w, holderId, moment);
    expect(await whoCanGetIn(await w.as(ownerId), accountId)).toEqual(untouched);
    await announced(w, holderId);
    const told = await whoCanGetIn(await w.as(ownerId), accountId);
    expect(told.people.find(({ person: { id } }) => id === holderId)?.person).toMatchObject({ state: 'leaving', endsAt: moment });
    w.clock.set(moment);
    expect(Object.keys(await entrants(w, ownerId, accountId))).toEqual(['Olga Owner']);
  });

  it('is for owners, administrators and auditors, not for holders', async () => {
    const { w, adminId, ownerId, holderId, accountId } = await scene();
    await sharedLogin(w, ownerId, accountId, holderId);
    const asked = whoCanGetIn(await w.as(holderId), accountId);
    expect(await asked.catch((problem: Problem) => problem.code)).toBe('permission.no-role');
    expect((await whoCanGetIn(await w.as(adminId), accountId)).count).toBe(2);
  });
});

describe('what a person holds', () => {
  it('is every grant and office, and every secret by what they could do with it', async () => {
    const { w, adminId, ownerId, holderId, accountId, secretId } = await scene();
    const noteId = await secret(w, accountId, ownerId, 'ask for Piet', 'note');
    await sharedLogin(w, ownerId, accountId, holderId);
    const seen = await holdingsOf(await w.as(adminId), holderId);
    expect(seen.secrets.map(({ secretId: id, tier }) => [id, tier])).toEqual([
      [secretId, 'could-have-seen'],
      [noteId, 'could-have-seen'],
    ]);
    await revealSecret(await w.as(holderId), { secretId, how: 'shown' });
    expect((await holdingsOf(await w.as(holderId), holderId)).secrets[0]).toMatchObject({ tier: 'knows', since: w.clock.now() });
    w.clock.advance('1h');
    await newValue(w, secretId, ownerId, 'another-value');
    const owners = await holdingsOf(await w.as(adminId), ownerId);
    expect(owners).toMatchObject({ grants: [], offices: [{ office: 'owner', title: 'X · voorbeeld' }], secrets: [{ tier: 'knows' }, { tier: 'knows' }] });
    const before = w.clock.now();
    w.clock.advance('1h');
    await endGrantsOf(w.system, holderId, 'left');
    expect((await holdingsOf(await w.as(adminId), holderId)).grants).toEqual([]);
    expect((await holdingsOf(await w.as(adminId), holderId)).secrets[0]).toMatchObject({ tier: 'could-have-seen' });
    expect((await holdingsOf(await w.as(adminId), holderId, before)).grants).toHaveLength(1);
  });

  it('does not open for colleagues', async () => {
    const { w, ownerId, holderId } = await scene();
    const asked = holdingsOf(await w.as(ownerId), holderId);
    expect(await asked.catch((problem: Problem) => problem.code)).toBe('permission.no-role');
  });
});

it('a list of accounts shows what view allows: all to administrators, their own to holders, none to HR', async () => {
  const { w, adminId, ownerId, holderId, accountId } = await scene();
  const hrId = await person(w, 'Hugo Human');
  await role(w, adminId, hrId, 'hr');

  const seenBy = async (id: string) => {
    const ctx = await w.as(id);
    return (await ctx.read.select({ id: accounts.id }).from(accounts).where(visibleAccounts(ctx))).map((row) => row.id);
  };
  expect(await seenBy(holderId)).toEqual([]);
  await sharedLogin(w, ownerId, accountId, holderId, 'code');
  expect(await Promise.all([adminId, ownerId, holderId, hrId].map(seenBy))).toEqual([[accountId], [accountId], [accountId], []]);
});
