import { expect, test } from 'vitest';
import { tasks } from '#db/schema/index.ts';
import { giveGrant } from '#src/features/access/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { addPerson, addTeam } from '#src/features/people/index.ts';
import { site } from '#tests/helpers/site.ts';

const mark = `"><img src=x onerror=alert(1)>'\${7*7}{{7*7}}`;

test('whatever somebody is called, nothing they or their accounts are called runs in a page', async () => {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const { id } = await addPerson(s.operator, { givenName: mark, familyName: mark, jobTitle: mark, department: mark, employeeNumber: mark });
  const { id: accountId } = await addAccount(s.operator, {
    platform: 'x',
    handle: mark,
    brand: mark,
    region: mark,
    purpose: mark,
    criticality: 'normal',
    ownerId: olga.id,
    deputyIds: [],
  });
  const owner = await s.as(olga.id);
  const { id: grantId } = await giveGrant(owner, { accountId, kind: 'platform-role', platformRole: mark, personId: id, reason: mark });
  await addTeam(await s.as(s.ada.id), { name: mark, memberIds: [id] });
  const places = [
    `/accounts/${accountId}`,
    `/accounts/${accountId}/grants/new`,
    `/accounts/${accountId}/grants/${grantId}/ending`,
    `/accounts/${accountId}/offices`,
    `/accounts/${accountId}/edit`,
  ];
  const all = [
    '/',
    '/people',
    `/people?q=${encodeURIComponent(mark)}`,
    `/people/${id}`,
    `/people/${id}/edit`,
    '/accounts',
    '/tasks',
    '/rotations',
    '/audit',
    '/offboardings',
    `/offboardings/new?person=${id}&when=now`,
  ];
  const look = async () => {
    const running: string[] = [];
    for (const who of [s.ada, hana, olga]) {
      const browser = await s.signIn(who);
      for (const path of [...all, ...places]) if (/<img src=x|"><img/.test((await browser.get(path)).text)) running.push(`${who.name} ${path}`);
    }
    return running;
  };
  expect(await look()).toEqual([]);
  const browser = await s.signIn(hana);
  expect((await browser.get('/people')).text).toContain('&lt;img src=x');
  const { id: offboardingId } = await startOffboarding(await s.as(hana.id), { personId: id, effectiveAt: null, announced: true, reason: mark });
  all.push(`/offboardings/${offboardingId}`);
  expect(await look()).toEqual([]);
});

test('an address of an account is a page on the web, never a script', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const browser = await s.signIn(s.ada);
  await browser.get('/accounts/new');
  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    '//evil.example',
    'https://ok.example" onclick="alert(1)',
  ]) {
    const answer = await browser.post('/accounts', { platform: 'x', handle: 'voorbeeld', url, criticality: 'normal', owner: 'Olga Owner', ownerId: olga.id });
    expect({ url, status: answer.status }).toEqual({ url, status: 422 });
  }
  const direct = addAccount(s.operator, {
    platform: 'x',
    handle: 'voorbeeld',
    url: 'javascript:alert(1)',
    criticality: 'normal',
    ownerId: olga.id,
    deputyIds: [],
  });
  await expect(direct).rejects.toThrow('account.url');
});

test('proof of a task is a link to a page on the web, and the refusal says so', async () => {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { acknowledged: true });
  const { id: accountId } = await addAccount(s.operator, { platform: 'x', handle: 'voorbeeld', criticality: 'normal', ownerId: olga.id, deputyIds: [] });
  await giveGrant(await s.as(olga.id), { accountId, kind: 'platform-role', platformRole: 'Editor', personId: lars.id });
  await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: null, announced: true });
  const [task] = await s.db.read.select().from(tasks);
  const browser = await s.signIn(olga);
  await browser.get(`/tasks/${task?.id}`);
  const answer = await browser.post(`/tasks/${task?.id}/completion`, { evidenceKind: 'link', evidence: 'javascript:alert(1)' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Geef een volledig adres dat begint met https://');
  expect(answer.text).not.toContain('href="javascript:');
});
