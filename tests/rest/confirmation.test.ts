import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditEvents, outbox } from '#db/schema/index.ts';
import { appoint, holdingsOf } from '#src/features/access/index.ts';
import { completeProven, startOffboarding } from '#src/features/offboarding/index.ts';
import { account, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { type Client, lifted } from '#tests/helpers/rest.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';

const scopes = ['read', 'rotation.run', 'rotation.reveal', 'secret.reveal', 'secret.code'] as const;
const seeds = ['JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD'] as const;

async function begun(criticality: 'critical' | 'normal', more: { deputy?: boolean } = {}) {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const dirk = await s.person('Dirk Deputy', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: more.deputy === false ? [] : [dirk.id], criticality });
  const secretId = await secret(s, accountId, olga.id);
  return { s, olga, dirk, accountId, secretId, owner: await lifted(s, olga, [...scopes]), deputy: () => lifted(s, dirk, [...scopes]) };
}

async function candidate(api: Client, secretId: string, value?: string): Promise<string> {
  const path = `/rotations/${(await api.post('/rotations', { secretId })).body['id']}`;
  expect((await api.post(`${path}/candidates`, value ? { value } : {})).status).toBe(201);
  return path;
}

const confirm = (api: Client, path: string) => api.post(`${path}/confirmation`, {});
const look = async (api: Client, path: string) => (await api.post(`${path}/reveals`, { reason: 'a new password' })).body['value'];

async function mailed(s: Site, template: string): Promise<string[]> {
  return (await s.db.read.select().from(outbox).where(eq(outbox.template, template))).map(({ recipientId }) => recipientId).sort();
}

const ids = (...people: readonly Member[]) => people.map(({ id }) => id).sort();

test('a new value that nobody was shown is confirmed by nobody, and saying so too early loses nothing', async () => {
  const { secretId, owner } = await begun('normal');
  const path = await candidate(owner, secretId);
  expect(await confirm(owner, path)).toMatchObject({ status: 409, code: 'secret.not-shown' });
  expect((await owner.get(path)).body).toMatchObject({ state: 'prepared', attestedById: null, confirmedById: null });
  const value = await look(owner, path);
  expect((await confirm(owner, path)).body).toEqual({ state: 'confirmed', answered: 0, open: 0 });
  expect(value).toEqual(expect.any(String));
});

test('of two who manage an account only whoever was shown the value says that it is in force', async () => {
  const { secretId, olga, dirk, owner, deputy } = await begun('normal');
  const path = await candidate(owner, secretId);
  await look(owner, path);
  const dirks = await deputy();
  expect(await confirm(dirks, path)).toMatchObject({ status: 409, code: 'secret.not-shown' });
  await look(dirks, path);
  expect((await confirm(dirks, path)).body).toMatchObject({ state: 'confirmed' });
  expect((await owner.get(path)).body).toMatchObject({ attestedById: dirk.id, confirmedById: dirk.id });
  expect(olga.id).not.toBe(dirk.id);
});

test('on a critical account one sets the new value and another, who tried it, confirms', async () => {
  const { s, olga, dirk, accountId, secretId, owner, deputy } = await begun('critical');
  const [mia, rik] = [await s.person('Mia Manager', { acknowledged: true }), await s.person('Rik Reader', { acknowledged: true })];
  await sharedLogin(s, olga.id, accountId, mia.id, 'manage');
  await sharedLogin(s, olga.id, accountId, rik.id, 'reveal');
  const path = await candidate(owner, secretId);
  expect(await confirm(owner, path)).toMatchObject({ status: 409, code: 'secret.not-shown' });
  const value = await look(owner, path);
  expect((await confirm(owner, path)).body).toEqual({ state: 'attested', answered: 0, open: 0 });
  expect((await owner.get(path)).body).toMatchObject({ state: 'prepared', attestedById: olga.id, confirmedById: null });
  expect(await mailed(s, 'value-to-confirm')).toEqual(ids(dirk, mia));
  // Said twice by the same person it is said once, and the old value stays in force.
  expect((await confirm(owner, path)).body).toMatchObject({ state: 'attested' });
  expect(await mailed(s, 'value-to-confirm')).toHaveLength(2);
  const inForce = await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason: 'a post' });
  expect(inForce.body['value']).toBe('first-value-1');

  const dirks = await deputy();
  expect(await confirm(dirks, path)).toMatchObject({ status: 409, code: 'secret.not-shown' });
  expect(await look(dirks, path)).toBe(value);
  expect((await confirm(dirks, path)).body).toMatchObject({ state: 'confirmed' });
  expect((await owner.get(path)).body).toMatchObject({ state: 'confirmed', performerId: olga.id, attestedById: olga.id, confirmedById: dirk.id });
  expect(await mailed(s, 'secret-changed')).toEqual(ids(mia, rik));
  const told = await s.db.read.select().from(auditEvents).where(eq(auditEvents.subjectId, accountId));
  const said = told.map(({ event }) => event).filter((event) => event.startsWith('rotation.'));
  expect(said).toEqual(['rotation.opened', 'rotation.prepared', 'rotation.attested', 'rotation.confirmed']);
});

test('where nobody else may confirm, it is refused with whom to appoint, and goes on once there is somebody', async () => {
  const { s, dirk, accountId, secretId, owner, deputy } = await begun('critical', { deputy: false });
  const path = await candidate(owner, secretId);
  await look(owner, path);
  const refused = await confirm(owner, path);
  expect(refused).toMatchObject({ status: 409, code: 'rotation.nobody-else' });
  expect(refused.body['detail']).toContain('appoint a deputy');
  expect((await owner.get(path)).body).toMatchObject({ state: 'prepared', attestedById: null });
  await appoint(await s.as(s.ada.id), accountId, dirk.id, 'deputy');
  expect((await confirm(owner, path)).body).toMatchObject({ state: 'attested' });
  const dirks = await deputy();
  await look(dirks, path);
  expect((await confirm(dirks, path)).body).toMatchObject({ state: 'confirmed' });
});

test('a seed is known to whoever typed it; the other proves it with a code', async () => {
  const { s, olga, accountId, owner, deputy } = await begun('critical');
  const seedId = await secret(s, accountId, olga.id, seeds[0], 'totp');
  const path = await candidate(owner, seedId, seeds[1]);
  expect((await confirm(owner, path)).body).toMatchObject({ state: 'attested' });
  const dirks = await deputy();
  expect(await confirm(dirks, path)).toMatchObject({ status: 409, code: 'secret.not-shown' });
  expect((await dirks.post(`${path}/codes`)).status).toBe(201);
  expect((await confirm(dirks, path)).body).toMatchObject({ state: 'confirmed' });
});

test('whoever tries it and finds that it does not work begins again, and the word that was given counts no more', async () => {
  const { dirk, secretId, owner, deputy } = await begun('critical');
  const path = await candidate(owner, secretId);
  await look(owner, path);
  await confirm(owner, path);
  const dirks = await deputy();
  const next = `/rotations/${(await dirks.post(`${path}/refusal`)).body['id']}`;
  expect((await dirks.get(path)).body).toMatchObject({ state: 'abandoned' });
  await dirks.post(`${next}/candidates`, {});
  await look(dirks, next);
  expect((await confirm(dirks, next)).body).toMatchObject({ state: 'attested' });
  expect((await owner.get(next)).body).toMatchObject({ attestedById: dirk.id, confirmedById: null });
});

test('a departure is not proven by one person alone on a critical account, and its certificate names both', async () => {
  const { s, olga, accountId, secretId, owner, deputy } = await begun('critical');
  const [lars, hana] = [await s.person('Lars Leaver', { acknowledged: true }), await s.person('Hana Hr', { roles: ['hr'] })];
  await sharedLogin(s, olga.id, accountId, lars.id);
  const holder = await lifted(s, lars, ['read', 'secret.reveal']);
  await holder.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason: 'a post' });
  const { id } = await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: null, announced: true });
  const path = await candidate(owner, secretId);
  await look(owner, path);
  s.clock.advance('1m');
  expect((await confirm(owner, path)).body).toMatchObject({ state: 'attested', open: 1 });
  expect(await completeProven(s.system)).toBe(0);
  expect((await holdingsOf(await s.as(hana.id), lars.id)).secrets).toMatchObject([{ tier: 'knows' }]);
  const dirks = await deputy();
  await look(dirks, path);
  expect((await confirm(dirks, path)).body).toEqual({ state: 'confirmed', answered: 1, open: 0 });
  await completeProven(s.system);
  const hr = await lifted(s, hana, ['read']);
  const { body } = await hr.get(`/offboardings/${id}/certificate`);
  expect(body).toMatchObject({ certificate: { accounts: [{ proofs: [{ kind: 'rotate', by: 'Olga Owner', confirmedBy: 'Dirk Deputy' }] }] } });
  const sheet = await (await s.signIn(hana)).get(`/offboardings/${id}/certificate`);
  expect(sheet.text).toContain('Olga Owner, bevestigd door Dirk Deputy (twee personen)');
});

test('on the page nobody is asked for a verdict before they were shown the value, and the second finds what to do', async () => {
  const { s, olga, dirk, accountId, secretId } = await begun('critical');
  const olgas = await s.signIn(olga);
  const { path } = await olgas.post('/rotations', { secretId });
  await olgas.post(`${path}/candidates`);
  const before = await olgas.get(path);
  expect([before.text.includes('Het is aanvaard'), before.text.includes('Toon of kopieer eerst')]).toEqual([false, true]);
  const tooEarly = await olgas.post(`${path}/confirmation`);
  expect([tooEarly.status, tooEarly.text.includes('Je hebt deze waarde nog niet gezien')]).toEqual([422, true]);
  const piece = await olgas.fragment(`${path}/reveals`, { how: 'copied', reason: 'instellen' });
  expect(piece.text).toMatch(/<div id="verdict" hx-swap-oob="true">[\s\S]*Het is aanvaard/);
  const whole = await olgas.post(`${path}/reveals`, { how: 'shown', reason: 'instellen' });
  expect(whole.textOf('candidate-value').length).toBeGreaterThan(10);
  expect(whole.text).toContain('Het is aanvaard');
  const waits = await olgas.post(`${path}/confirmation`);
  expect(waits.text).toContain('Dit wacht tot iemand anders het bevestigt: Dirk Deputy.');
  expect(waits.text).not.toContain('Het is aanvaard');

  const dirks = await s.signIn(dirk);
  expect((await dirks.get('/')).text).toContain('Probeer en bevestig het wachtwoord van');
  expect((await dirks.get(`/accounts/${accountId}`)).text).toContain(`href="${path}"`);
  expect((await olgas.get('/')).text).not.toContain('Probeer en bevestig het wachtwoord van');
  const asked = await dirks.get(path);
  expect(asked.text).toContain('Olga Owner veranderde het wachtwoord van');
  expect(asked.text).not.toContain('Het werkt: bevestig');
  expect((await dirks.post(`${path}/reveals`, { how: 'shown', reason: 'nakijken' })).text).toContain('Het werkt: bevestig');
  expect((await dirks.post(`${path}/confirmation`)).text).toContain('Gezet door Olga Owner, geprobeerd en bevestigd door Dirk Deputy');
});
