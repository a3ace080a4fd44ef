import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accounts } from '#db/schema/index.ts';
import { accountFacts, endGrant, giveGrant, giveGrantInput, visibleAccounts } from '#src/features/access/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import type { Role } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';
import { account, company, person, role } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';

const staff = 5;
const day = 86_400_000;

const someWorld = fc.record({
  roles: fc.array(fc.constantFrom<Role | null>('admin', 'auditor', null, null, null), { minLength: staff, maxLength: staff }),
  team: fc.uniqueArray(fc.nat(staff - 1), { maxLength: 3 }),
  accounts: fc.array(fc.record({ owner: fc.nat(staff - 1), deputy: fc.nat(staff - 1) }), { minLength: 1, maxLength: 4 }),
  grants: fc.array(
    fc.record({
      account: fc.nat(3),
      holder: fc.oneof(fc.nat(staff - 1), fc.constant('team' as const)),
      kind: fc.constantFrom('shared-login', 'platform-role', 'known-outside'),
      startsIn: fc.integer({ min: 0, max: 2 }),
      lasts: fc.option(fc.integer({ min: 1, max: 3 })),
      ended: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
  days: fc.integer({ min: 0, max: 5 }),
});
type SomeWorld = typeof someWorld extends fc.Arbitrary<infer W> ? W : never;

/** Builds it by the verbs; what they refuse (the same grant twice) is not part of the world. */
async function build(plan: SomeWorld) {
  const w = await world();
  const { adminId } = await company(w);
  const admin = await w.as(adminId);
  const people: string[] = [];
  for (const [at, name] of plan.roles.entries()) {
    const id = await person(w, `Person ${at}`);
    if (name) await role(w, adminId, id, name);
    people.push(id);
  }
  const teamId = (await addTeam(admin, { name: 'Team', memberIds: plan.team.map((at) => people[at] ?? '') })).id;
  const ids: string[] = [];
  for (const [at, { owner, deputy }] of plan.accounts.entries()) {
    const [ownerId = '', deputyId = ''] = [people[owner], people[deputy]];
    ids.push(await account(w, { ownerId, deputyIds: deputyId === ownerId ? [] : [deputyId], handle: `account-${at}` }));
  }
  const grants: string[] = [];
  for (const grant of plan.grants) {
    const holder = grant.holder === 'team' ? { teamId } : { personId: people[grant.holder] };
    const startsAt = w.clock.now() + grant.startsIn * day;
    const level = grant.kind === 'shared-login' ? { level: 'reveal' as const } : {};
    const expiry = grant.lasts === null ? {} : { expiresAt: startsAt + grant.lasts * day };
    const input = giveGrantInput.parse({ accountId: ids[grant.account % ids.length], kind: grant.kind, ...level, ...holder, startsAt, ...expiry });
    const given = await giveGrant(admin, input).catch(() => null);
    if (given) grants.push(given.id);
    if (given && grant.ended) await endGrant(admin, given.id, 'no-longer-needed');
  }
  w.clock.advance(`${plan.days}d`);
  return { w, people, ids, grants };
}

async function listed(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.read.select({ id: accounts.id }).from(accounts).where(visibleAccounts(ctx));
  return rows.map(({ id }) => id).sort();
}

async function decided(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const seen = await Promise.all(ids.map(async (id) => ((await seesAccount(ctx, id)) ? [id] : [])));
  return seen.flat().sort();
}

async function seesAccount(ctx: Ctx, id: string): Promise<boolean> {
  return allows(ctx, 'account.view', await accountFacts(ctx, id));
}

test('a list of accounts shows exactly those that may be viewed one by one, in any company at any moment', async () => {
  const count = { hidden: 0, shown: 0, grants: 0 };
  await fc.assert(
    fc.asyncProperty(someWorld, async (plan) => {
      const { w, people, ids, grants } = await build(plan);
      count.grants += grants.length;
      for (const actor of [...(await Promise.all(people.map((id) => w.as(id)))), w.operator, w.stranger]) {
        const expected = await decided(actor, ids);
        expect(await listed(actor)).toEqual(expected);
        count.shown += expected.length;
        count.hidden += ids.length - expected.length;
      }
    }),
    { numRuns: 12 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(20);
});

test('a list that shows one account too many differs from the decision', async () => {
  const { w, people, ids } = await build({ roles: [null, null, null, null, null], team: [], accounts: [{ owner: 0, deputy: 0 }], grants: [], days: 0 });
  const other = await w.as(people[1] ?? '');
  const careless = await other.read
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.platform, 'x')));
  expect(careless.map(({ id }) => id)).not.toEqual(await decided(other, ids));
});
