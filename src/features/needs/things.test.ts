import { expect, test } from 'vitest';
import { changePerson } from '#src/features/people/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import { openTask } from '#src/features/tasks/index.ts';
import { day, hour } from '#src/ground/time.ts';
import { account, comesIn, company, person, role } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { needsOf } from './service.ts';
import { openThings } from './things.ts';

const things = (w: World) => openThings(w.system);

/** Jo left; Ana owns the account that Jo had a role on, and Ben has the task. */
async function afterDeparture(w: World) {
  const { adminId } = await company(w);
  const mia = await person(w, 'Mia Manager');
  const ana = await person(w, 'Ana Owner');
  const ben = await person(w, 'Ben Busy', { managerId: mia });
  const jo = await person(w, 'Jo Gone');
  await comesIn(w, adminId, mia, ana, ben, jo);
  const accountId = await account(w, { ownerId: ana });
  const task = { kind: 'remove-role', originKind: 'offboarding', originId: 'ofb_1', accountId, subjectId: jo, assigneeId: ben, risk: 1 } as const;
  return { adminId, ana, ben, jo, mia, accountId, task };
}

test('an open task is told to whoever has it, with its deadline and whom it is about', async () => {
  const w = await world();
  const { ben, task } = await afterDeparture(w);
  await openTask(w.system, { ...task, slaAt: w.clock.now() + 4 * hour });
  const [thing, ...others] = await things(w);
  expect(others).toEqual([]);
  expect(thing).toMatchObject({
    told: [ben],
    at: w.clock.now() + 4 * hour,
    task: { kind: 'remove-role', accountTitle: 'X · voorbeeld', subjectName: 'Jo Gone' },
  });
});

test('a task that has to wait is told of once it may begin', async () => {
  const w = await world();
  const { task } = await afterDeparture(w);
  await openTask(w.system, { ...task, slaAt: w.clock.now(), waitsUntil: w.clock.now() + 7 * day });
  expect(await things(w)).toEqual([]);
  w.clock.advance('7d');
  expect(await things(w)).toHaveLength(1);
});

test('a late task goes on to the owner, the manager and the administrators, and never to the person it is about', async () => {
  const w = await world();
  const { ana, ben, mia, adminId, task } = await afterDeparture(w);
  await openTask(w.system, { ...task, slaAt: w.clock.now() - 3 * day });
  await openTask(w.system, { ...task, slaAt: w.clock.now() - 14 * day });
  await openTask(w.system, { ...task, slaAt: w.clock.now() - 14 * day, subjectId: ana });
  const told = (await things(w)).map((thing) => thing.told);
  expect(told).toEqual([
    [ben, ana, mia, adminId],
    [ben, mia, adminId],
    [ben, ana],
  ]);
});

test('HR is not told of work on secrets, also not as somebody’s manager', async () => {
  const w = await world();
  const { ana, ben, mia, adminId, task } = await afterDeparture(w);
  await role(w, adminId, mia, 'hr');
  await openTask(w.system, { ...task, slaAt: w.clock.now() - 14 * day });
  expect((await things(w))[0]?.told).toEqual([ben, ana, adminId]);
});

test('a circle of managers ends, and what nobody in it can hear goes to the administrators', async () => {
  const w = await world();
  const { adminId } = await company(w);
  const mia = await person(w, 'Mia Manager');
  const owner = await person(w, 'Ana Owner', { managerId: mia });
  await comesIn(w, adminId, mia, owner);
  await changePerson(w.operator, mia, { managerId: owner, email: null });
  const accountId = await account(w, { ownerId: owner });
  await addSecret(w.system, accountId, { kind: 'password', valueSetAt: w.clock.now() - 195 * day });
  const [thing] = await things(w);
  expect(thing?.told).toEqual([owner, adminId]);
});

test('nobody is told who cannot come into Keyholder: the next in line is, with whom to invite, and the administrator is asked to invite them', async () => {
  const w = await world();
  const { adminId } = await company(w);
  const ana = await person(w, 'Ana Owner');
  const dirk = await person(w, 'Dirk Deputy');
  const alone = await person(w, 'Alex Alone');
  await comesIn(w, adminId, dirk);
  for (const [ownerId, deputyIds, handle] of [
    [ana, [dirk], 'shared'],
    [alone, [], 'alone'],
  ] as const) {
    const accountId = await account(w, { ownerId, deputyIds: [...deputyIds], handle });
    await addSecret(w.system, accountId, { kind: 'password', valueSetAt: w.clock.now() - 175 * day });
  }
  const told = async () => (await things(w)).map((thing) => [thing.inHand, thing.told]);
  expect(await told()).toEqual([
    [{ id: alone, name: 'Alex Alone', shutOut: true }, [adminId]],
    [{ id: ana, name: 'Ana Owner', shutOut: true }, [dirk]],
  ]);
  const invitation = async () => (await needsOf(await w.as(adminId))).find((need) => need.kind === 'invitation');
  expect(await invitation()).toMatchObject({ count: 2, first: { name: 'Alex Alone' } });
  await createInvitation(await w.as(adminId), alone, 'invitation');
  await comesIn(w, ana);
  expect((await told()).map(([, readers]) => readers)).toEqual([[alone], [ana]]);
  expect(await invitation()).toBeUndefined();
});

test('a manager hears of what is late with somebody of theirs, and is not led to an account that they may not see', async () => {
  const w = await world();
  const { ana, mia, task } = await afterDeparture(w);
  await openTask(w.system, { ...task, slaAt: w.clock.now() - 8 * day });
  const seen = async (id: string) => (await needsOf(await w.as(id))).filter((need) => need.kind === 'task').map((need) => need.opens);
  expect(await seen(mia)).toEqual([false]);
  expect(await seen(ana)).toEqual([true]);
});
