import { expect, test } from 'vitest';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { client, lifted, machine } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const day = 86_400_000;
const all = ['read', 'account.add', 'account.edit', 'person.add', 'person.edit', 'offboarding.preview', 'offboarding.start', 'import.run'] as const;

async function company() {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const lars = await s.person('Lars Leaver', { acknowledged: true });
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const { id } = await createService(await s.as(s.ada.id), { name: 'Directory', purpose: 'keeps people as HR has them' });
  return { s, hana, lars, bob, serviceId: id, bot: await machine(s, s.ada, id, [...all]) };
}

test('a machine does not turn the mail of an administrator or of HR to itself, by hand or by file', async () => {
  const { s, hana, bob, bot } = await company();
  const reader = client(await s.api(s.ada));
  for (const { id, name, email } of [s.ada, hana]) {
    const [givenName = '', familyName = ''] = name.split(' ');
    const before = (await reader.get(`/people/${id}`)).text;
    const byHand = await bot.patch(`/people/${id}`, { email: 'evil@elsewhere.example' });
    expect([byHand.status, byHand.code]).toEqual([403, 'permission.not-by-service']);
    // A first file that gives the number away, and a second that uses it.
    for (const line of [`${email};7${id}`, `evil@elsewhere.example;7${id}`]) {
      await bot.post('/imports/people', { name: 'p.csv', file: `Given name;Family name;Email;Employee number\n${givenName};${familyName};${line}\n` });
    }
    expect((await reader.get(`/people/${id}`)).text).toBe(before);
  }
  expect((await bot.patch(`/people/${bob.id}`, { jobTitle: 'Baker' })).status).toBe(204);
});

test('a file with a name and any date in it does not tell who is leaving, first or twice', async () => {
  const { s, hana, lars, bob, bot } = await company();
  await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: s.clock.now() + 9 * day, announced: false });
  const admin = await lifted(s, s.ada, ['read', 'import.run', 'person.add']);
  const asked = async (ask: typeof bot, { name, email }: typeof lars, dryRun: boolean, date: string) => {
    const [givenName, familyName] = name.split(' ');
    const file = `Given name;Family name;Email;End date\n${givenName};${familyName};${email};${date}\n`;
    return (await ask.post('/imports/people', { name: 'p.csv', file, dryRun })).text;
  };
  for (const ask of [admin, bot]) {
    for (const [dryRun, date] of [
      [true, '31-12-2027'],
      [false, '31-12-2027'],
      [true, '31-12-2027'],
      [false, '30-11-2027'],
      [false, ''],
    ] as const) {
      expect(await asked(ask, lars, dryRun, date)).toBe(await asked(ask, bob, dryRun, date));
    }
  }
});

test('a departure that nobody announced is not there for a machine, not even for the one that started it', async () => {
  const { s, hana, lars, bob, bot } = await company();
  const reads = async () => {
    const paths = [
      '/people',
      `/people/${lars.id}`,
      `/people/${lars.id}/holdings`,
      '/offboardings',
      '/offboardings?state=finished',
      '/offboarding-proposals',
      '/accounts',
      '/status',
      '/rotations',
    ];
    const gets = await Promise.all(paths.map(async (path) => `${path} ${(await bot.get(path)).text}`));
    const preview = (await bot.post(`/people/${lars.id}/offboarding-previews`, { effectiveAt: '2027-12-31' })).text;
    return [...gets, preview];
  };
  const before = await reads();
  await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: s.clock.now() + 9 * day, announced: false });
  expect(await reads()).toEqual(before);
  const again = await bot.post('/offboardings', { personId: lars.id, effectiveAt: '2027-12-31', announced: false });
  const first = await bot.post('/offboardings', { personId: bob.id, effectiveAt: '2027-12-31', announced: false });
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(first.body).toEqual({ id: null, existed: false, held: false, proposed: true });
  const hr = client(await s.api(hana));
  expect(((await hr.get('/offboarding-proposals')).body.proposals as { personId: string }[]).map((row) => row.personId)).toEqual([lars.id, bob.id]);
});

test('a machine ends nobody’s access: whom it names, and however many, HR decides', async () => {
  const { s, serviceId } = await company();
  const hana = await s.person('Hilde Hr', { roles: ['hr'] });
  const staff = [hana, await s.person('Bea Beheer', { roles: ['admin'] }), await s.person('Noor Nu'), await s.person('Mo Mee'), await s.person('Tim Toe')];
  const bot = await machine(s, s.ada, serviceId, ['read', 'offboarding.start', 'offboarding.preview']);
  for (const { id: personId } of staff) {
    const answer = await bot.post('/offboardings', { personId, effectiveAt: 'now', announced: true });
    expect([answer.status, answer.body]).toEqual([201, { id: null, existed: false, held: false, proposed: true }]);
  }
  for (const member of staff) expect((await (await s.signIn(member)).get('/me')).path).toBe('/me');
  expect((await bot.get('/offboardings')).body['offboardings']).toEqual([]);
  const hr = client(await s.api(hana, ['read', 'offboarding.start']));
  const waiting = (await hr.get('/offboarding-proposals')).body['proposals'] as { id: string; personId: string }[];
  expect(waiting.map((row) => row.personId).sort()).toEqual(
    staff
      .slice(1)
      .map(({ id }) => id)
      .sort(),
  );
  const [first] = waiting;
  expect((await hr.post(`/offboarding-proposals/${first?.id}/confirmation`, { announced: true })).status).toBe(201);
});

test('where nobody of HR could decide, a machine is told so, and its ask does not vanish', async () => {
  const s = await site();
  const bob = await s.person('Bob Baker');
  const { id } = await createService(await s.as(s.ada.id), { name: 'Directory', purpose: 'keeps people as HR has them' });
  const bot = await machine(s, s.ada, id, ['read', 'offboarding.start']);
  const asked = await bot.post('/offboardings', { personId: bob.id, effectiveAt: 'now', announced: true });
  expect([asked.status, asked.code]).toEqual([403, 'offboarding.nobody-decides']);
});

test('a machine dies with whoever made its token, at the moment and by its own hand too', async () => {
  const { s, bob, serviceId } = await company();
  const bea = await s.person('Bea Beheer', { roles: ['admin'] });
  const bot = await machine(s, bea, serviceId, ['read', 'offboarding.start']);
  await startOffboarding(await s.as(s.ada.id), { personId: bea.id, effectiveAt: null, announced: true });
  expect((await bot.get('/me')).status).toBe(401);
  const late = await machine(s, s.ada, serviceId, ['read']);
  const cas = await s.person('Cas Chef', { roles: ['admin'] });
  const byCas = await machine(s, cas, serviceId, ['read']);
  await startOffboarding(await s.as((await s.person('Hugo Hr', { roles: ['hr'] })).id), {
    personId: cas.id,
    effectiveAt: s.clock.now() + day / 4,
    announced: false,
  });
  expect((await byCas.get('/me')).status).toBe(200);
  s.clock.advance('6h');
  expect([(await byCas.get('/me')).status, (await late.get('/me')).status]).toEqual([401, 200]);
  expect((await late.get(`/people/${bob.id}`)).status).toBe(200);
});

test('a machine that adds an account puts nobody in office: whom it names waits for an administrator', async () => {
  const { s, lars, bob, bot } = await company();
  const added = await bot.post('/accounts', { platform: 'x', handle: '@nieuw', criticality: 'normal', ownerId: bob.id, deputyIds: [lars.id] });
  expect([added.status, added.body['waiting']]).toEqual([201, 2]);
  const path = `/accounts/${added.body['id']}`;
  const admin = await lifted(s, s.ada, ['read']);
  expect((await admin.get(path)).body['offices']).toEqual([]);
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const other = await lifted(s, alex, ['read', 'proposal.decide', 'office.take-up']);
  const { proposals } = (await other.get('/proposals')).body as { proposals: { id: string; why: string }[] };
  expect(proposals.map(({ why }) => why)).toEqual(['machine', 'machine']);
  for (const { id } of proposals) expect(await other.post(`/proposals/${id}/confirmation`)).toMatchObject({ status: 200 });
  expect((await admin.get(path)).body['offices']).toMatchObject([
    { personId: bob.id, office: 'owner' },
    { personId: lars.id, office: 'deputy' },
  ]);
});
