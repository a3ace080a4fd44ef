import { expect, test } from 'vitest';
import { changePerson } from '#src/features/people/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import { openTask } from '#src/features/tasks/index.ts';
import { day, hour } from '#src/ground/time.ts';
import { account, company, person, role } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { findThings } from './things.ts';

const today = '2026-11-17';
const things = (w: World) => findThings(w.system, today, 'Europe/Brussels');

/** Jo left; Ana owns the account that Jo had a role on, and Ben has the task. */
async function afterDeparture(w: World) {
  const { adminId } = await company(w);
  const mia = await person(w, 'Mia Manager');
  const ana = await person(w, 'Ana Owner');
  const ben = await person(w, 'Ben Busy', { managerId: mia });
  const jo = await person(w, 'Jo Gone');
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
    stage: null,
    line: { about: 'task', kind: 'remove-role', account: 'X · voorbeeld', person: 'Jo Gone', at: w.clock.now() + 4 * hour },
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
  await changePerson(w.operator, mia, { managerId: owner, email: null });
  const accountId = await account(w, { ownerId: owner });
  await addSecret(w.system, accountId, { kind: 'password', valueSetAt: w.clock.now() - 195 * day });
  const [thing] = await things(w);
  expect(thing?.told).toEqual([owner, adminId]);
});
