import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { acknowledgements, grants, invitations, offboardings, people, roles } from '#db/schema/index.ts';
import { giveGrant, secretHoldings } from '#src/features/access/index.ts';
import { confirmImport, stageImport } from '#src/features/directory/index.ts';
import { giveRoleTo } from '#src/features/desk/people.service.ts';
import { cutDue, startOffboarding } from '#src/features/offboarding/index.ts';
import { giveRole, holdersOf, takeRole } from '#src/features/people/index.ts';
import { acknowledge, corporatePolicy } from '#src/features/policies/index.ts';
import { confirmRotation, openRotation, prepareRotation, showCandidate } from '#src/features/rotation/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { account, company, person, role, secret } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';

const outcomes = async (acts: Promise<unknown>[]) =>
  (await Promise.allSettled(acts)).map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).sort();

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const hrId = await person(w, 'Hana Hr');
  await role(w, adminId, hrId, 'hr');
  const accountId = await account(w, { ownerId });
  const secretId = await secret(w, accountId, ownerId);
  w.clock.advance('1m');
  return { w, adminId, ownerId, hrId, accountId, secretId };
}

describe('two clicks at one moment do one thing', () => {
  test('when the last two administrators take the role from each other', async () => {
    const { w, adminId } = await scene();
    const secondId = await person(w, 'Alex Admin');
    await role(w, adminId, secondId, 'admin');
    const [ada, alex] = [await w.as(adminId), await w.as(secondId)];
    expect(await outcomes([takeRole(ada, secondId, 'admin'), takeRole(alex, adminId, 'admin')])).toEqual(['done', 'role.last-administrator']);
    expect(await holdersOf(w.system, 'admin')).toHaveLength(1);
  });

  test('when both last administrators leave at once', async () => {
    const { w, adminId, hrId } = await scene();
    const secondId = await person(w, 'Alex Admin');
    await role(w, adminId, secondId, 'admin');
    const hr = await w.as(hrId);
    const leave = (personId: string) => startOffboarding(hr, { personId, effectiveAt: null, announced: true });
    expect(await outcomes([leave(adminId), leave(secondId)])).toEqual(['done', 'offboarding.last-administrator']);
    expect(await holdersOf(w.system, 'admin')).toHaveLength(1);
  });

  test('when somebody is made HR and given a login', async () => {
    const { w, adminId, ownerId, accountId } = await scene();
    const id = await person(w, 'Nina New');
    const [ada, olga] = [await w.as(adminId), await w.as(ownerId)];
    await outcomes([giveGrant(olga, { accountId, kind: 'shared-login', level: 'reveal', personId: id }), giveRoleTo(ada, id, 'hr')]);
    const isHr = (await w.db.read.select().from(roles).where(eq(roles.personId, id))).length;
    expect(isHr + (await secretHoldings(w.system, id)).sharedLogins).toBe(1);
  });

  test('when a grant is given, a policy acknowledged, a departure started and cut', async () => {
    const { w, ownerId, hrId, accountId } = await scene();
    const id = await person(w, 'Nina New');
    const [olga, nina, hr] = [await w.as(ownerId), await w.as(id), await w.as(hrId)];
    const give = () => giveGrant(olga, { accountId, kind: 'shared-login', level: 'reveal', personId: id });
    expect(await outcomes([give(), give()])).toEqual(['done', 'grant.already-there']);
    const policy = await corporatePolicy(w.system);
    await outcomes([acknowledge(nina, policy?.versionId ?? ''), acknowledge(nina, policy?.versionId ?? '')]);
    expect(await w.db.read.select().from(acknowledgements).where(eq(acknowledgements.personId, id))).toHaveLength(1);
    const start = () => startOffboarding(hr, { personId: id, effectiveAt: w.clock.now() + 1000, announced: false });
    await Promise.all([start(), start()]);
    w.clock.advance('1s');
    await Promise.all([cutDue(w.system, 'scheduler'), cutDue(w.system, 'request')]);
    expect(await w.db.read.select().from(offboardings)).toMatchObject([{ state: 'cut' }]);
    expect(await w.db.read.select().from(grants).where(eq(grants.personId, id))).toMatchObject([{ state: 'closed' }]);
  });

  test('when a rotation is opened, prepared and confirmed', async () => {
    const { w, ownerId, secretId } = await scene();
    const olga = await w.as(ownerId);
    const [one, two] = await Promise.all([openRotation(olga, secretId), openRotation(olga, secretId)]);
    expect(one).toEqual(two);
    expect(await outcomes([prepareRotation(olga, one.id), prepareRotation(olga, one.id)])).toEqual(['done', 'rotation.already-prepared']);
    await showCandidate(olga, one.id, 'shown');
    w.clock.advance('1m');
    expect(await outcomes([confirmRotation(olga, one.id), confirmRotation(olga, one.id)])).toEqual(['done', 'rotation.is-confirmed']);
  });

  test('when a staged file is confirmed', async () => {
    const { w, adminId } = await scene();
    const ada = await w.as(adminId);
    const { id } = await stageImport(ada, 'people', {
      name: 'people.csv',
      bytes: Buffer.from('Given name;Family name;Email\nKees;Klik;kees@voorbeeld.example\n'),
    });
    expect(await outcomes([confirmImport(ada, id), confirmImport(ada, id)])).toEqual(['directory.file-gone', 'done']);
    expect(await w.db.read.select().from(people).where(eq(people.email, 'kees@voorbeeld.example'))).toHaveLength(1);
  });
});

test('of two invitations made at once only one opens', async () => {
  const { w, adminId } = await scene();
  const id = await person(w, 'Nina New');
  const ada = await w.as(adminId);
  await Promise.all([createInvitation(ada, id, 'invitation'), createInvitation(ada, id, 'invitation')]);
  const made = await w.db.read.select().from(invitations).where(eq(invitations.personId, id));
  expect(made).toHaveLength(2);
  expect(made.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
});

test('a role is given once', async () => {
  const { w, adminId } = await scene();
  const id = await person(w, 'Nina New');
  const ada = await w.as(adminId);
  await Promise.all([giveRole(ada, id, 'auditor'), giveRole(ada, id, 'auditor')]);
  expect(await w.db.read.select().from(roles).where(eq(roles.personId, id))).toHaveLength(1);
});
