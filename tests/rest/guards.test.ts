import { expect, test } from 'vitest';
import { client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const scheduler = { name: 'Scheduler', purpose: 'posts' };
const key = { 'idempotency-key': 'one' };

test('a request with a key is done once, and answered again as it was', async () => {
  const s = await site();
  const ask = await lifted(s, s.ada, ['read', 'service.edit']);
  const first = await ask.post('/services', scheduler, key);
  const again = await ask.post('/services', scheduler, key);
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
  expect(again.text).toBe(first.text);
  expect((await ask.get('/services')).body['services']).toHaveLength(1);
  const other = await ask.post('/services', { ...scheduler, name: 'Another' }, key);
  expect([other.status, other.code]).toEqual([422, 'rest.key-reused']);
});

test('of twenty requests with one key one is done', async () => {
  const s = await site();
  const ask = await lifted(s, s.ada, ['read', 'service.edit']);
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask.post('/services', scheduler, key)));
  expect(answers.filter(({ status, headers }) => status === 201 && headers.get('idempotency-replayed') === null)).toHaveLength(1);
  expect((await ask.get('/services')).body['services']).toHaveLength(1);
});

test('what is shown once is not shown again by its key', async () => {
  const s = await site();
  const ask = await lifted(s, s.ada, ['read', 'token.create']);
  const script = { name: 'script', scopes: ['read'], days: 1 };
  const first = await ask.post('/tokens', script, key);
  const again = await ask.post('/tokens', script, key);
  expect(first.body['token']).toMatch(/^kht_/);
  expect([again.status, again.code, again.text.includes(String(first.body['token']))]).toEqual([409, 'rest.replayed', false]);
  expect(again.body['params']).toEqual({ event: expect.stringMatching(/^evt_/) });
});

test('a refusal leaves its key free', async () => {
  const s = await site();
  const ask = await lifted(s, s.ada, ['read', 'service.edit']);
  await ask.post('/services', scheduler);
  expect((await ask.post('/services', scheduler, key)).code).toBe('service.name-taken');
  expect((await ask.post('/services', { ...scheduler, name: 'Publisher' }, key)).status).toBe(201);
});

test('a token is lifted for ten minutes, by the code of its owner, once', async () => {
  const s = await site();
  const ask = client(await s.api(s.ada, ['read', 'service.edit']));
  const refused = await ask.post('/services', scheduler);
  expect([refused.status, refused.code]).toEqual([403, 'permission.step-up']);
  const code = s.code(s.ada);
  expect((await ask.post('/step-ups', { code })).status).toBe(201);
  const again = await ask.post('/step-ups', { code });
  expect([again.status, again.code, again.text.includes('password')]).toEqual([422, 'sign-in.code-used', false]);
  expect((await ask.post('/services', scheduler)).status).toBe(201);
  s.clock.advance('11m');
  expect((await ask.post('/services', { ...scheduler, name: 'Publisher' })).code).toBe('permission.step-up');
});

test('a token makes none that may do more than itself', async () => {
  const s = await site();
  const ask = await lifted(s, s.ada, ['token.create']);
  expect((await ask.post('/tokens', { name: 'more', scopes: ['secret.reveal'], days: 1 })).code).toBe('token.wider');
  expect((await ask.post('/tokens', { name: 'same', scopes: ['token.create'], days: 1 })).status).toBe(201);
});

test('a representation has a tag, and is sent once while it stays', async () => {
  const s = await site();
  const ask = client(await s.api(s.ada));
  const tag = (await ask.get(`/people/${s.ada.id}`)).headers.get('etag') ?? '';
  expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
  expect((await ask.get(`/people/${s.ada.id}`, { 'if-none-match': tag })).status).toBe(304);
});

test('a cursor belongs to the list it came from', async () => {
  const s = await site();
  for (const name of ['Bob Baker', 'Bea Bakker', 'Bart Bos']) await s.person(name);
  const ask = client(await s.api(s.ada));
  const { body } = await ask.get('/people?search=b&limit=2');
  const next = encodeURIComponent(String(body['next']));
  expect((await ask.get(`/people?search=b&limit=1&cursor=${next}`)).body['people']).toHaveLength(1);
  expect((await ask.get(`/people?search=ba&limit=2&cursor=${next}`)).code).toBe('cursor.other-filter');
  expect((await ask.get(`/people?search=b&limit=2&cursor=x${next}`)).code).toBe('cursor.invalid');
});
