import { expect, it } from 'vitest';
import { openCauses } from '#src/features/secrets/index.ts';
import { account, company, newValue, person, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { endGrant, endGrantsOf, giveGrant, holdingsOf, keepValue, revealSecret, whoCanGetIn } from './index.ts';

async function scene() {
  const w = await world();
  await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const leaverId = await person(w, 'Lea Leaver', { acknowledged: true });
  const accountId = await account(w, { ownerId });
  const secretId = await secret(w, accountId, ownerId);
  const tierOf = async (personId: string) => (await holdingsOf(w.operator, personId)).secrets[0]?.tier;
  return { w, ownerId, leaverId, accountId, secretId, tierOf };
}

it('a clock set back an hour lets nobody off: what was shown before still counts, and is answered by a new value', async () => {
  const { w, ownerId, leaverId, accountId, secretId, tierOf } = await scene();
  await sharedLogin(w, ownerId, accountId, leaverId);
  w.clock.advance('2h');
  await newValue(w, secretId, ownerId, 'second-value-2');
  w.clock.advance('1m');
  await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
  w.clock.back('1h');
  expect(await tierOf(leaverId)).toBe('knows');
  expect(await endGrantsOf(w.system, leaverId, 'left')).toMatchObject({ grants: 1, causes: 1 });
  expect(await openCauses(w.system, [secretId])).toHaveLength(1);
  expect((await whoCanGetIn(await w.as(ownerId), accountId)).people.map((each) => each.person.name)).toContain('Lea Leaver');
  expect(await newValue(w, secretId, ownerId, 'third-value-3')).toMatchObject({ answered: 1, open: 0 });
  expect(await tierOf(leaverId)).toBe('safe');
});

it('a value typed in after the clock was set back is still the one in force', async () => {
  const { w, ownerId, secretId, tierOf } = await scene();
  w.clock.advance('2h');
  await newValue(w, secretId, ownerId, 'second-value-2');
  w.clock.back('1h');
  await keepValue(await w.as(ownerId), { secretId, value: 'what it really is' });
  expect(await tierOf(ownerId)).toBe('knows');
});

it('a role on the platform that was ended stays open though its beginning lies ahead of the clock', async () => {
  const { w, ownerId, leaverId, accountId } = await scene();
  const { id } = await giveGrant(await w.as(ownerId), { accountId, personId: leaverId, kind: 'platform-role' });
  w.clock.back('1h');
  expect(await whoCanGetIn(await w.as(ownerId), accountId)).toMatchObject({ count: 2, stillOpen: 0 });
  await endGrant(await w.as(ownerId), id, 'moved');
  expect(await whoCanGetIn(await w.as(ownerId), accountId)).toMatchObject({ stillOpen: 1 });
});
