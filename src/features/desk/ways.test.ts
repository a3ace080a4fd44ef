import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountsWithin, endGrant, giveGrant, giveGrantInput, holdingsOf, keepSecret, revealSecret, whoCanGetIn } from '#src/features/access/index.ts';
import { isPersonal } from '#src/features/platforms/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { account, company, ends, person, role } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { browsePeople } from './people.service.ts';
import { listAccounts } from './register.service.ts';

const staff = 4;
const day = 86_400_000;

const someWorld = fc.record({
  team: fc.uniqueArray(fc.nat(staff - 1), { maxLength: 2 }),
  accounts: fc.array(
    fc.record({
      platform: fc.constantFrom('x', 'linkedin', 'youtube'),
      owner: fc.nat(staff - 1),
      deputy: fc.nat(staff - 1),
      secret: fc.constantFrom('password', 'value', 'note', null, null),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  grants: fc.array(
    fc.record({
      account: fc.nat(3),
      holder: fc.oneof(fc.nat(staff - 1), fc.constant('team' as const)),
      kind: fc.constantFrom('shared-login', 'platform-role', 'known-outside', 'second-factor'),
      startsIn: fc.integer({ min: 0, max: 2 }),
      lasts: fc.option(fc.integer({ min: 1, max: 3 })),
      ended: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  shown: fc.array(fc.record({ account: fc.nat(3), to: fc.nat(staff - 1) }), { maxLength: 3 }),
  leaver: fc.option(fc.nat(staff - 1)),
  days: fc.integer({ min: 0, max: 4 }),
});
type SomeWorld = typeof someWorld extends fc.Arbitrary<infer W> ? W : never;

/** By the verbs; what they refuse is not part of the world. */
async function build(plan: SomeWorld) {
  const w = await world();
  const { adminId } = await company(w);
  const admin = await w.as(adminId);
  const auditorId = await person(w, 'Aline Auditor');
  await role(w, adminId, auditorId, 'auditor');
  const people: string[] = [];
  for (let at = 0; at < staff; at++) people.push(await person(w, `Person ${at}`, { acknowledged: true }));
  const one = (at: number) => people[at] ?? '';
  const teamId = (await addTeam(admin, { name: 'Team', memberIds: plan.team.map(one) })).id;
  const ids: string[] = [];
  const kept: (string | null)[] = [];
  for (const [at, { platform, owner, deputy, secret }] of plan.accounts.entries()) {
    const id = await account(w, { platform, ownerId: one(owner), deputyIds: deputy === owner ? [] : [one(deputy)], handle: `account-${at}` });
    const value = secret === 'value' ? { value: `a value of ${at}` } : {};
    // Of people who enter with a profile of their own no value is taken; that there is a password may be known from before.
    if (secret === 'password' || (secret === 'value' && isPersonal(platform))) await addSecret(w.system, id, { kind: 'password' });
    else if (secret !== null)
      kept[at] = (await keepSecret(await w.as(one(owner)), { accountId: id, kind: secret === 'note' ? 'note' : 'password', ...value })).id;
    ids.push(id);
  }
  for (const { account: at, holder, kind, startsIn, lasts, ended } of plan.grants) {
    // Nobody begins tomorrow to know something from before.
    const startsAt = w.clock.now() + (kind === 'known-outside' ? 0 : startsIn * day);
    const input = giveGrantInput.parse({
      accountId: ids[at % ids.length],
      kind,
      ...(kind === 'shared-login' ? { level: 'reveal' } : {}),
      ...(holder === 'team' ? { teamId } : { personId: one(holder) }),
      startsAt,
      ...(lasts === null ? {} : { expiresAt: startsAt + lasts * day }),
    });
    const given = await giveGrant(admin, input).catch(() => null);
    if (given && ended) await endGrant(admin, given.id, 'no-longer-needed');
  }
  for (const { account: at, to } of plan.shown) {
    const secretId = kept[at % ids.length];
    if (secretId) await revealSecret(await w.as(one(to)), { secretId, how: 'shown', reason: 'test' }).catch(() => null);
  }
  if (plan.leaver !== null) await ends(w, one(plan.leaver), w.clock.now() + day);
  w.clock.advance(`${plan.days}d`);
  return { ids, people, auditor: await w.as(auditorId) };
}

test('the lists count for each account and each person what their own pages tell, in any company at any moment', async () => {
  const count = { inside: 0, closedOffices: 0, openOffices: 0 };
  await fc.assert(
    fc.asyncProperty(someWorld, async (plan) => {
      const { ids, people, auditor } = await build(plan);
      const register = new Map((await listAccounts(auditor)).rows.map((line) => [line.account.id, line.people]));
      const entrants = new Map<string, number>();
      for (const id of ids) {
        const who = await whoCanGetIn(auditor, id);
        expect(register.get(id), `account ${ids.indexOf(id)}`).toBe(who.count);
        count.inside += who.count;
        count[who.officeOpens ? 'openOffices' : 'closedOffices']++;
        for (const { person: one } of who.people) entrants.set(one.id, (entrants.get(one.id) ?? 0) + 1);
      }
      const { rows } = await browsePeople(auditor);
      for (const [at, id] of people.entries()) {
        const inside = entrants.get(id) ?? 0;
        expect(rows.find((row) => row.person.id === id)?.accounts ?? inside, `person ${at}`).toBe(inside);
        // Whoever is gone holds until the cut what the vault no longer opens to them.
        const isGone = plan.leaver === at && plan.days > 0;
        if (!isGone) expect(accountsWithin(await holdingsOf(auditor, id)).size, `person ${at}`).toBe(inside);
      }
    }),
    { numRuns: 12 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(5);
});
