import { describe, expect, test } from 'vitest';
import { giveGrant } from '#src/features/access/index.ts';
import { giveOffice } from '#src/features/accounts/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { type Member, site } from '#tests/helpers/site.ts';

const day = 86_400_000;

/** Ada administers and is told nothing; Hana of HR plans that Lars leaves. */
async function company() {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const aad = await s.person('Aad Auditor', { roles: ['auditor'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { acknowledged: true, managerId: olga.id });
  const bob = await s.person('Bob Baker', { acknowledged: true, managerId: olga.id });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: [lars.id] });
  const { id: grantId } = await giveGrant(await s.as(olga.id), { accountId, kind: 'platform-role', platformRole: 'Editor', personId: lars.id });
  const plan = async () =>
    startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: s.clock.now() + 5 * day, announced: false, reason: 'Dismissed.' });
  const places = (id: string) => [
    ...[
      '/',
      '/people',
      '/people?q=lars',
      '/people?state=leaving',
      `/people/${id}`,
      `/people/${id}/edit`,
      '/me',
      '/tasks',
      '/rotations',
      '/settings',
      '/import',
      '/audit',
    ],
    ...[
      `/audit?subject=${id}`,
      '/audit?event=offboarding.scheduled',
      '/offboardings',
      '/offboardings/new',
      '/offboardings/new?q=lars',
      `/offboardings/new?person=${id}`,
    ],
    ...[
      `/offboardings/new?person=${id}&when=now`,
      '/accounts',
      `/accounts/${accountId}`,
      `/accounts/${accountId}/offices`,
      `/accounts/${accountId}/grants/new`,
    ],
    ...[`/accounts/${accountId}/grants/new?q=lars`, `/accounts/${accountId}/grants/${grantId}/ending`, `/accounts/${accountId}?at=2027-06-01`],
  ];
  return { s, hana, aad, olga, lars, bob, accountId, plan, places };
}

describe('a departure that HR has not announced', () => {
  test.each(['ada', 'aad', 'olga', 'lars'] as const)('changes not one character of what %s can read', async (name) => {
    const { s, aad, olga, lars, plan, places } = await company();
    const who = { ada: s.ada, aad, olga, lars }[name];
    const [browser, ask] = [await s.signIn(who), await s.api(who)];
    // Being refused is an event, so the log is compared for whoever is refused nothing.
    const paths = places(lars.id).filter((path) => name === 'ada' || !path.startsWith('/audit'));
    const read = async () => {
      const seen = new Map<string, string>();
      for (const path of paths) seen.set(path, (await browser.get(path)).text);
      for (const path of ['/people', `/people/${lars.id}`, '/accounts', '/status']) seen.set(`REST ${path}`, await (await ask(path)).text());
      return seen;
    };
    const before = await read();
    await plan();
    const after = await read();
    expect([...before].filter(([path, text]) => text !== after.get(path)).map(([path]) => path)).toEqual([]);
  });

  test('is there for HR, so that the pages compared above are the right ones', async () => {
    const { s, hana, plan } = await company();
    await plan();
    expect((await (await s.signIn(hana)).get('/offboardings')).text).toContain('Lars Leaver');
  });

  test('is not betrayed by how the register treats the leaver', async () => {
    const { s, lars, bob, accountId, plan } = await company();
    await plan();
    const admin = await s.as(s.ada.id);
    const outcome = async (who: Member) => {
      const grant = await giveGrant(admin, { accountId, kind: 'shared-login', level: 'reveal', personId: who.id }).then(
        () => 'given',
        (problem) => problem.code,
      );
      const office = await giveOffice(admin, accountId, who.id, 'owner').then(
        () => 'given',
        (problem) => problem.code,
      );
      return [grant, office];
    };
    expect(await outcome(lars)).toEqual(await outcome(bob));
  });
});
