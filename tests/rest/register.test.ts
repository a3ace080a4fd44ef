import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addTeam } from '#src/features/people/index.ts';
import { account, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { client, lifted, machine } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

describe('a file', () => {
  const people = 'Given name;Family name;Email\nKees;Kiezer;kees@voorbeeld.example\nMo;;geen-adres\n';
  const accounts = 'Platform;Account;Owner\nInstagram;@voorbeeld;kees@voorbeeld.example\n';

  test('of people and of accounts is tried, then brought in, by somebody or by a service', async () => {
    const s = await site();
    const admin = await lifted(s, s.ada, ['read', 'import.run', 'person.add', 'account.add', 'service.edit']);
    const tried = await admin.post('/imports/people', { file: people, dryRun: true });
    expect(tried.body).toMatchObject({ kind: 'people', dryRun: true, rows: 2, added: 1, bad: [{ line: 3 }] });
    expect((await admin.get('/people?search=kees')).body).toMatchObject({ people: [] });
    expect((await admin.post('/imports/people', { file: people })).body).toMatchObject({ dryRun: false, added: 1 });
    expect((await admin.get('/people?search=kees')).body).toMatchObject({ people: [{ name: 'Kees Kiezer' }] });

    const serviceId = String((await admin.post('/services', { name: 'HR', purpose: 'Brings in people' })).body['id']);
    const asked = await machine(s, s.ada, serviceId, ['read', 'import.run', 'account.add']);
    expect((await asked.post('/imports/accounts', { file: accounts })).body).toMatchObject({ kind: 'accounts', added: 1, bad: [] });
    expect((await asked.post('/imports/accounts', { file: accounts })).body).toMatchObject({ added: 0, unchanged: 1 });
    expect(await asked.post('/imports/people', { file: people })).toMatchObject({ status: 403, code: 'rest.scope' });
  });

  test('that is none, or somebody else’s to bring, is refused', async () => {
    const s = await site();
    const bob = await s.person('Bob Baker');
    const admin = await lifted(s, s.ada, ['import.run', 'person.add']);
    expect(await admin.post('/imports/people', { file: 'a;b\n1;2\n' })).toMatchObject({ status: 422, code: 'directory.people-columns' });
    expect(await admin.post('/imports/people', { file: '' })).toMatchObject({ status: 422 });
    expect(await admin.post('/imports/people', { file: people, name: 'x', sheet: 1 })).toMatchObject({ status: 422 });
    const turned = 'Employee number;Name;End date\n1;Kees Kiezer;12/11/2026\n';
    const workbook = { encoding: 'base64', file: readFileSync('tests/samples/hr/workbook.xlsx').toString('base64'), dryRun: true };
    expect((await admin.post('/imports/people', workbook)).body).toMatchObject({
      added: 3,
      proposals: 2,
      told: [{ code: 'sheet', value: 'Medewerkers' }, {}, {}, {}],
    });
    expect(await admin.post('/imports/people', { ...workbook, file: 'é' })).toMatchObject({ status: 422 });
    const asked = await admin.post('/imports/people', { file: turned, dryRun: true });
    expect(asked).toMatchObject({ status: 422, code: 'directory.dates-two-ways' });
    expect(asked.text).toContain('12/11/2026 on line 2 is 2026-11-12 with the day first and 2026-12-11 with the month first');
    expect((await admin.post('/imports/people', { file: turned, dryRun: true, dates: 'month-first' })).status).toBe(200);
    const other = await lifted(s, bob, ['import.run', 'person.add']);
    expect(await other.post('/imports/people', { file: people })).toMatchObject({ status: 403, code: 'permission.no-role' });
  });
});

describe('a policy', () => {
  test('is read, counted and replaced; it is signed in person and by no token', async () => {
    const s = await site();
    const olga = await s.person('Olga Owner', { acknowledged: true });
    const accountId = await account(s, { ownerId: olga.id });
    const secretId = await secret(s, accountId, olga.id);
    const admin = client(await s.api(s.ada, ['read', 'policy.publish']));
    const owner = await lifted(s, olga, ['read', 'secret.reveal']);
    const [policy] = (await owner.get('/policies')).body['policies'] as { id: string; versionId: string; acknowledgedAt: string | null; signed: unknown }[];
    expect(policy).toMatchObject({ acknowledgedAt: expect.any(String), signed: null });
    const path = `/policies/${policy?.id}`;
    const texts = { titleNl: 'Regels', titleEn: 'Rules', bodyNl: 'Deel niets.', bodyEn: 'Share nothing.' };
    expect(await owner.post(`${path}/versions`, texts)).toMatchObject({ status: 403, code: 'rest.scope' });
    expect((await admin.post(`${path}/versions`, texts)).body).toMatchObject({ number: 2 });
    expect((await admin.get(path)).body).toMatchObject({ number: 2, bodyEn: 'Share nothing.', acknowledgedAt: null, signed: { people: 0 } });
    expect(((await admin.get(path)).body['versions'] as unknown[]).length).toBe(2);
    const reveal = `/accounts/${accountId}/secrets/${secretId}/reveals`;
    expect(await owner.post(reveal, {})).toMatchObject({ status: 403, code: 'permission.acknowledgement' });
    expect((await owner.post(`${path}/acknowledgement`, {})).status).toBe(404);
  });
});

test('settings are read by who may, and changed in part by who read them last', async () => {
  const s = await site();
  const bob = await s.person('Bob Baker');
  const admin = await lifted(s, s.ada, ['read', 'settings.edit']);
  const before = await admin.get('/settings');
  expect(before.body).toMatchObject({ organisation: { name: 'Voorbeeld', locale: 'en' }, rotation: { critical: 90, normal: 180, low: 365 } });
  const tag = before.headers.get('etag') ?? '';
  const change = { organisation: { name: 'Voorbeeld NV' }, rotation: { critical: 30 } };
  expect((await admin.patch('/settings', change, { 'if-match': tag })).status).toBe(204);
  expect(await admin.patch('/settings', { rotation: { low: 100 } }, { 'if-match': tag })).toMatchObject({ status: 412 });
  expect((await admin.get('/settings')).body).toMatchObject({
    organisation: { name: 'Voorbeeld NV', timeZone: 'Europe/Brussels', locale: 'en' },
    rotation: { critical: 30, normal: 180, low: 365 },
    secondPerson: { days: 14 },
    revealAlarm: { secrets: 10 },
  });
  for (const wrong of [{ rotation: { critical: '30' } }, { rotation: { critical: 0 } }, { organisation: { timeZone: 'Mars/Phobos' } }, { colour: 'blue' }]) {
    expect(await admin.patch('/settings', wrong)).toMatchObject({ status: 422, code: 'web.invalid-fields' });
  }
  const other = await lifted(s, bob, ['read', 'settings.edit']);
  expect((await other.get('/settings')).status).toBe(403);
  expect((await other.patch('/settings', change)).status).toBe(403);
});

test('the log is read newest first, by filter and page by page, and checked', async () => {
  const s = await site();
  const bob = await s.person('Bob Baker');
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  await sharedLogin(s, olga.id, accountId, bob.id);
  const admin = client(await s.api(s.ada));
  const first = await admin.get(`/audit-events?subjectId=${accountId}&limit=2`);
  expect(first.body['events']).toMatchObject([{ event: 'grant.given', subject: { id: accountId } }, { event: 'office.given' }]);
  const rest = await admin.get(`/audit-events?subjectId=${accountId}&limit=2&cursor=${first.body['next']}`);
  expect(rest.body['events']).toMatchObject([{ event: 'account.added' }]);
  expect(rest.body['next']).toBeNull();
  expect(await admin.get(`/audit-events?limit=2&cursor=${first.body['next']}`)).toMatchObject({ status: 422, code: 'cursor.other-filter' });
  expect((await admin.get(`/audit-events?event=grant.given&actorId=${olga.id}`)).body['events']).toHaveLength(1);
  expect((await admin.post('/audit-verifications')).body).toMatchObject({ finding: null, head: { seq: expect.any(Number) } });
  const other = client(await s.api(bob));
  expect((await other.get('/audit-events')).status).toBe(403);
  expect((await other.post('/audit-verifications')).status).toBe(403);
});

test('platforms, organisations and teams are there to choose from', async () => {
  const s = await site();
  const bob = await s.person('Bob Baker');
  const { id } = await addTeam(await s.as(s.ada.id), { name: 'Marketing', memberIds: [bob.id] });
  const admin = client(await s.api(s.ada));
  expect(((await admin.get('/platforms')).body['platforms'] as unknown[]).length).toBeGreaterThan(5);
  expect((await admin.get('/platforms/x')).body).toMatchObject({ id: 'x', name: 'X' });
  expect((await admin.get('/platforms/nowhere')).status).toBe(404);
  expect((await admin.get('/platforms/..%2f')).status).toBe(404);
  expect((await admin.get('/organisations')).body).toMatchObject({ organisations: [{ name: 'Voorbeeld', kind: 'own' }] });
  expect((await admin.get('/teams')).body).toEqual({ teams: [{ id, name: 'Marketing' }] });
  expect((await admin.get(`/teams/${id}/members`)).body).toEqual({ members: [{ id: bob.id, name: 'Bob Baker' }] });
  const other = client(await s.api(bob));
  expect((await other.get('/teams')).status).toBe(200);
  expect((await other.get(`/teams/${id}/members`)).status).toBe(403);
});
