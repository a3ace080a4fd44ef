import { expect, test } from 'vitest';
import { idempotencyKeys } from '#db/schema/index.ts';
import { giveRole, takeRole } from '#src/features/people/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { client, lifted, machine } from '#tests/helpers/rest.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';

const key = { 'idempotency-key': 'once' };
const service = { name: 'Scheduler', purpose: 'plans posts' };

/** A token of this member for one day, lifted, that was made five hours ago. */
async function nearItsEnd(s: Site, member: Member) {
  const ask = await lifted(s, member, ['read', 'token.create', 'service.edit']);
  s.clock.advance('5h');
  await ask.post('/step-ups', { code: s.code(member) });
  return ask;
}

const endsOf = ({ body }: { body: Readonly<Record<string, unknown>> }, name: string): number =>
  Math.max(...(body['tokens'] as { name: string; expiresAt: string }[]).filter((one) => one.name === name).map((one) => Date.parse(one.expiresAt)));

test('a stolen token does not outlive itself in a child', async () => {
  const s = await site();
  const ask = await nearItsEnd(s, s.ada);
  const made = await ask.post('/tokens', { name: 'child', scopes: ['read'], days: 365 });
  expect(made.status).toBe(201);
  const all = await ask.get('/tokens');
  expect(endsOf(all, 'child')).toBe(endsOf(all, 'test'));
});

test('a token makes no machine that may do or last more than itself', async () => {
  const s = await site();
  const ask = await nearItsEnd(s, s.ada);
  const { id } = (await ask.post('/services', service)).body;
  for (const scope of ['offboarding.start', 'person.edit', 'import.run', 'secret.reveal']) {
    expect((await ask.post(`/services/${id}/tokens`, { name: 'more', scopes: [scope], days: 1 })).code).toBe('token.wider');
  }
  expect((await ask.post(`/services/${id}/tokens`, { name: 'same', scopes: ['read'], days: 365 })).status).toBe(201);
  expect(endsOf(await ask.get(`/services/${id}/tokens`), 'same')).toBe(endsOf(await ask.get('/tokens'), 'test'));
});

test('lifting one token lifts no other, and a code proves one of them', async () => {
  const s = await site();
  const [first, second] = [client(await s.api(s.ada, ['service.edit'])), client(await s.api(s.ada, ['service.edit']))];
  const code = s.code(s.ada);
  const answers = await Promise.all([first, second, first, second].map((ask) => ask.post('/step-ups', { code })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const services = await Promise.all([first, second].map((ask, at) => ask.post('/services', { ...service, name: `S${at}` })));
  expect(services.map(({ status }) => status).sort()).toEqual([201, 403]);
});

test('a machine cannot lift its token, nor make one', async () => {
  const s = await site();
  const ask = await lifted(s, s.ada, ['read', 'service.edit']);
  const bot = await machine(s, s.ada, String((await ask.post('/services', service)).body['id']), ['read']);
  expect((await bot.post('/step-ups', { code: s.code(s.ada) })).code).toBe('token.no-second-factor');
  expect((await bot.post('/tokens', { name: 'more', scopes: ['read'], days: 1 })).status).toBe(403);
});

test('guessing through a token leaves the browser that its owner knows open', async () => {
  const s = await site();
  const browser = await s.signIn(s.ada);
  const stolen = client(await s.api(s.ada, ['read']));
  const answers = [];
  for (let at = 0; at < 30; at++) answers.push((await stolen.post('/step-ups', { code: `00000${at % 10}` })).status);
  expect(answers).toContain(429);
  const page = await browser.post('/step-up', { code: s.code(s.ada), next: '/' });
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/too many|te vaak/i);
});

test('an answer that was kept is not given to somebody who lost the role, nor to another token', async () => {
  const s = await site();
  const bea = await s.person('Bea Beheer', { roles: ['admin'] });
  const { token } = await createToken(await s.as(bea.id), { name: 'import', scopes: ['read', 'import.run', 'person.add'], days: 2 });
  const ask = client(async (path, init = {}) =>
    s.server.request(`${s.config.publicUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
  );
  const file = { name: 'people.csv', file: 'Given name;Family name;Email\nKees;Kanarie;kees@\n' };
  await ask.post('/step-ups', { code: s.code(bea) });
  const first = await ask.post('/imports/people', file, key);
  expect([first.status, first.text.includes('kees@')]).toEqual([200, true]);
  expect((await ask.post('/imports/people', file, key)).text).toBe(first.text);
  const other = await (await lifted(s, s.ada, ['import.run', 'person.add'])).post('/imports/people', file, key);
  expect(other.headers.get('idempotency-replayed')).toBeNull();
  await takeRole(await s.as(s.ada.id), bea.id, 'admin');
  const after = await ask.post('/imports/people', file, key);
  expect([after.status, after.code, after.text.includes('kees@')]).toEqual([409, 'rest.replayed', false]);
  await giveRole(await s.as(s.ada.id), bea.id, 'admin');
  expect((await ask.post('/imports/people', file, key)).text).toBe(first.text);
});

test('what is kept of a request says nothing of the secret that was in it', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  const body = { kind: 'password', value: 'welkom01' };
  const path = `/accounts/${accountId}/secrets`;
  const ask = client(await s.api(olga, ['read', 'secret.add']));
  expect((await ask.post(path, body, key)).status).toBe(201);
  const [row] = await s.db.read.select().from(idempotencyKeys);
  // Somebody with a copy of the database knows the path and guesses the rest.
  const guess = s.system.crypto.sha256(`POST /api/v1${path}\n\n${JSON.stringify(body)}`);
  expect(row?.fingerprint).toMatch(/^[0-9a-f]{64}/);
  expect(row?.fingerprint).not.toContain(guess);
});
