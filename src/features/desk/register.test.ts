import { describe, expect, it } from 'vitest';
import { endGrant, giveGrant, holdingsOf, revealSecret, whoCanGetIn } from '#src/features/access/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import { account, announced, ends, newValue, person, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { site } from '#tests/helpers/site.ts';
import { browsePeople } from './people.service.ts';
import { listAccounts } from './register.service.ts';
import { english, story } from './story.test-kit.ts';

const place = { platform: 'x', handle: 'voorbeeld', url: '', brand: 'Voorbeeld', region: '', purpose: '', criticality: 'critical' };

describe('the register', () => {
  it('counts for each account as many people as its own page does, on every path', async () => {
    const { s, accountId, sofie, noorId, passwordId } = await story('normal');
    const other = await account(s, { ownerId: sofie.id, handle: 'other' });
    const team = await addTeam(await s.as(s.ada.id), { name: 'Social', memberIds: [noorId, await person(s, 'Tim Team')] });
    await giveGrant(await s.as(sofie.id), { accountId: other, teamId: team.id, kind: 'shared-login', level: 'reveal' });
    const holder = await person(s, 'Hanna Holder', { acknowledged: true });
    const grantId = await sharedLogin(s, sofie.id, accountId, holder);
    await revealSecret(await s.as(holder), { secretId: passwordId, how: 'shown' });
    await endGrant(await s.as(sofie.id), grantId, 'moved');
    const admin = await s.as(s.ada.id);
    const agrees = async () => {
      for (const line of (await listAccounts(admin)).rows) {
        expect(line.people, line.title).toBe((await whoCanGetIn(admin, line.account.id)).count);
      }
      const { rows } = await browsePeople(admin);
      expect(rows.find((line) => line.person.id === holder)?.accounts).toBe(
        (await whoCanGetIn(admin, accountId)).people.some((each) => each.person.id === holder) ? 1 : 0,
      );
    };
    await agrees();
    s.clock.advance('1h');
    await newValue(s, passwordId, sofie.id, 'set-by-the-owner');
    await agrees();
    s.clock.advance('4d');
    await agrees();
  });

  it('finds what lacks a deputy or a password that is known to exist, as the start page counts it', async () => {
    const { s, accountId, sofie } = await story('normal');
    const other = await account(s, { ownerId: sofie.id, handle: 'other' });
    await addSecret(s.system, other, { kind: 'password' });
    const admin = await s.as(s.ada.id);
    const lacking = async (without: 'owner' | 'deputy' | 'password') => (await listAccounts(admin, { without })).rows.map((line) => line.account.id);
    expect(await lacking('owner')).toEqual([]);
    expect(await lacking('deputy')).toContain(other);
    expect(await lacking('deputy')).not.toContain(accountId);
    expect(await lacking('password')).toEqual([other]);
  });

  it('shows a holder only their own, finds by the beginning of any word and pages by a cursor', async () => {
    const s = await site();
    const owner = await s.person('Olga Owner');
    for (const handle of ['alpha-one', 'alpha-two', 'beta']) await account(s, { ownerId: owner.id, handle });
    await account(s, { ownerId: s.ada.id, handle: 'alpha-hidden', criticality: 'low' });
    const mine = await s.as(owner.id);
    expect((await listAccounts(mine)).total).toBe(3);
    expect((await listAccounts(mine, { search: 'alp' })).total).toBe(2);
    expect((await listAccounts(mine, { search: 'tw alpha' })).rows.map((row) => row.account.handle)).toEqual(['alpha-two']);
    expect((await listAccounts(mine, { search: '***' })).total).toBe(0);
    expect((await listAccounts(await s.as(s.ada.id), { criticality: 'low' })).total).toBe(1);
    const first = await listAccounts(mine, { limit: 2 });
    const second = await listAccounts(mine, { limit: 2, after: first.next ?? '' });
    expect([...first.rows, ...second.rows].map((row) => row.account.handle)).toEqual(['alpha-one', 'alpha-two', 'beta']);
    expect(second.next).toBeNull();
  });

  it('takes a new account with owner and deputy by name, and keeps what was typed when one is not found', async () => {
    const s = await site();
    await person(s, 'Olga Owner');
    await person(s, 'Dirk Deputy');
    const browser = await english(s, s.ada);
    expect((await browser.get('/accounts')).text).toContain('Begin with the accounts the company already has.');
    await browser.get('/accounts/new');
    const wrong = await browser.post('/accounts', { ...place, owner: 'olga', deputy: 'nobody-like-this' });
    expect(wrong.status).toBe(422);
    expect(wrong.field('handle')).toBe('voorbeeld');
    const added = await browser.post('/accounts', { ...place, owner: 'olga', deputy: 'dirk.deputy@voorbeeld.example' });
    expect(added.path).toMatch(/^\/accounts\/acc_/);
    expect(added.text).toContain('Dirk Deputy');
    expect((await browser.post(`${added.path}/edit`, { ...place, status: 'locked-out' })).status).toBe(422);
    const { platform: _, ...facts } = place;
    expect((await browser.post(`${added.path}/edit`, { ...facts, status: 'locked-out' })).text).toContain('The platform has locked us out of this account.');
  });

  it('is closed to HR, and so are its pages', async () => {
    const { s, accountId } = await story('normal');
    const hr = await s.person('Hugo Human', { roles: ['hr'] });
    const browser = await english(s, hr);
    expect((await browser.get('/accounts')).status).toBe(403);
    expect((await browser.get(`/accounts/${accountId}`)).status).toBe(404);
    expect((await browser.get('/accounts/new')).status).toBe(403);
  });
});

describe('people', () => {
  it('are listed for those who work on them, with what each can get into and could still use', async () => {
    const { s, sofie, noorId } = await story('normal');
    const hr = await s.person('Hugo Human', { roles: ['hr'] });
    expect((await (await english(s, sofie)).get('/people')).status).toBe(403);
    expect((await (await english(s, sofie)).get(`/people/${noorId}`)).status).toBe(404);
    const browser = await english(s, hr);
    expect((await browser.get('/people?q=aerts')).text).toContain('1 person matches.');
    const page = await browser.get(`/people/${noorId}`);
    expect(page.text).toContain('Noor Aerts can get into 1 account and knows no secret.');
    expect(page.text).toContain('could have seen it');
    expect(page.text).toContain(`/offboardings/new?person=${noorId}`);
    expect(page.text).not.toContain('href="/accounts/');
  });

  it('show no trace of a departure that nobody has announced', async () => {
    const { s, accountId, daan } = await story('normal');
    const admin = await english(s, s.ada);
    const paths = ['/people', '/people?state=leaving', `/people/${daan.id}`, `/accounts/${accountId}`, '/accounts'];
    const look = async () => Promise.all(paths.map(async (path) => (await admin.get(path)).text));
    const before = await look();
    await ends(s, daan.id, s.clock.now() + 86_400_000);
    const after = await look();
    // The activity of the page is another feature's promise; everything of these pages is compared.
    expect(after).toEqual(before);
    await announced(s, daan.id);
    expect(await look()).not.toEqual(before);
  });

  it('are added, invited once, and given roles by somebody else', async () => {
    const s = await site();
    const browser = await english(s, s.ada);
    await browser.get('/people/new');
    const fields = {
      givenName: 'Nora',
      nameParticle: 'van den',
      familyName: 'Berg',
      email: 'nora@voorbeeld.example',
      employeeNumber: '',
      jobTitle: 'Editor',
      department: '',
      manager: '',
      locale: 'nl',
    };
    const added = await browser.post('/people', fields);
    expect(added.text).toContain('Nora van den Berg holds nothing.');
    const taken = await browser.post('/people', { ...fields, givenName: 'Other' });
    expect(taken.text).toContain('This is already in use.');
    expect(taken.field('jobTitle')).toBe('Editor');
    const invited = await browser.post(`${added.path}/invitations`);
    expect(invited.textOf('invitation')).toMatch(/\/invitation#khi_/);
    expect((await browser.get(added.path)).text).not.toContain('khi_');
    expect((await browser.post(`${added.path}/roles`, { role: 'auditor' })).text).toContain('The role is given.');
    expect((await browser.post(`/people/${s.ada.id}/roles`, { role: 'hr' })).status).toBe(409);
    expect((await browser.get('/me')).text).toContain('You have access to no account.');
  });
});

it('two people with one name are told apart by what else is known of them, and one name is a name', async () => {
  const s = await site();
  const same = { givenName: 'Bram', familyName: 'Nijs', jobTitle: 'Winkelmedewerker', locale: 'en' };
  const browser = await english(s, s.ada);
  await browser.get('/people/new');
  for (const employeeNumber of ['000732', '000912']) await browser.post('/people', { ...same, employeeNumber });
  const list = await browser.get('/people?q=nijs');
  const chooser = await browser.post('/people', { givenName: 'Lot', familyName: 'Evers', manager: 'Bram Nijs', locale: 'en' });
  for (const number of ['000732', '000912']) {
    expect(list.text).toContain(`Winkelmedewerker, ${number}`);
    expect(chooser.text).toContain(`Winkelmedewerker, ${number}`);
  }
  expect((await browser.post('/people', { givenName: 'Sukarno', familyName: '', locale: 'en' })).text).toContain('Sukarno holds nothing.');
  expect((await browser.post('/people', { givenName: '', familyName: ' ', locale: 'en' })).text).toContain('Fill this in.');
});

describe('the REST door', () => {
  it('answers people and accounts with instants, cursors and no secret', async () => {
    const { s, accountId, sofie } = await story('normal');
    await secret(s, accountId, sofie.id, 'never-to-leave', 'note');
    const ask = await s.api(s.ada);
    const list = await (await ask('/accounts?limit=1')).json();
    expect(list).toMatchObject({ total: 1, next: null, accounts: [{ id: accountId, people: 5 }] });
    const one = await ask(`/accounts/${accountId}`);
    const text = await one.text();
    expect(text).not.toMatch(/never-to-leave|paars-regent|sealed|fingerprint/);
    expect(JSON.parse(text)).toMatchObject({
      people: 5,
      secrets: [{ kind: 'password', setAt: expect.stringMatching(/^2026-10-12T.*Z$/) }, { kind: 'totp' }, { kind: 'note' }],
    });
    const access = await (await ask(`/accounts/${accountId}/access`)).json();
    expect(access).toMatchObject({ count: 5, stillOpen: 1, busFactor: 3 });
    expect(await (await ask(`/accounts/${accountId}/access?on=2026-11-16`)).json()).toMatchObject({ count: 0, people: [] });
    expect(await (await ask('/people?search=aerts')).json()).toMatchObject({ people: [{ name: 'Noor Aerts', state: 'leaving', accounts: 1 }] });
    expect(await (await ask(`/people/${sofie.id}`)).json()).toMatchObject({ name: 'Sofie Lambrecht', roles: [], acknowledged: true });
  });

  it('refuses a field it does not know, and what its owner may not see', async () => {
    const { s, accountId, sofie } = await story('normal');
    const outsider = await s.person('Otto Outsider');
    expect((await (await s.api(s.ada))('/accounts?sort=name')).status).toBe(422);
    expect((await (await s.api(outsider))(`/accounts/${accountId}/access`)).status).toBe(404);
    expect((await (await s.api(outsider))('/people')).status).toBe(403);
    expect((await (await s.api(sofie))(`/people/${outsider.id}`)).status).toBe(404);
    expect((await holdingsOf(await s.as(outsider.id), outsider.id)).grants).toEqual([]);
  });
});
