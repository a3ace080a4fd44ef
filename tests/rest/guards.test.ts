import { expect, test } from 'vitest';
import { chainHead } from '#src/features/audit/index.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { site } from '#tests/helpers/site.ts';

const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}) => ({ method: 'POST', body: JSON.stringify(body), headers: { ...json, ...headers } });

async function lifted(scopes: Parameters<Awaited<ReturnType<typeof site>>['api']>[1]) {
  const s = await site();
  const ask = await s.api(s.ada, scopes);
  s.clock.advance('30s');
  const answer = await ask('/step-ups', post({ code: codeAt(s.ada.seed, s.clock.now()) }));
  expect(answer.status).toBe(201);
  return { s, ask };
}

test('a request with a key is done once, and answered again as it was', async () => {
  const { s, ask } = await lifted(['read', 'service.edit']);
  const request = post({ name: 'Scheduler', purpose: 'posts' }, { 'idempotency-key': 'one' });
  const first = await ask('/services', request);
  const again = await ask('/services', request);
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
  expect(await again.text()).toBe(await first.text());
  expect((await (await ask('/services')).json()).services).toHaveLength(1);

  const other = await ask('/services', post({ name: 'Another', purpose: 'posts' }, { 'idempotency-key': 'one' }));
  expect([other.status, (await other.json()).type]).toEqual([422, 'urn:keyholder:problem:rest.key-reused']);
  expect((await chainHead(s.system)).seq).toBeGreaterThan(0);
});

test('of twenty requests with one key one is done', async () => {
  const { ask } = await lifted(['read', 'service.edit']);
  const request = post({ name: 'Scheduler', purpose: 'posts' }, { 'idempotency-key': 'one' });
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/services', request)));
  expect(answers.filter((answer) => answer.status === 201 && answer.headers.get('idempotency-replayed') === null)).toHaveLength(1);
  expect((await (await ask('/services')).json()).services).toHaveLength(1);
});

test('what is shown once is not shown again by its key', async () => {
  const { ask } = await lifted(['read', 'token.create']);
  const request = post({ name: 'script', scopes: ['read'], days: 1 }, { 'idempotency-key': 'one' });
  const { token } = await (await ask('/tokens', request)).json();
  const again = await ask('/tokens', request);
  const text = await again.text();
  expect([again.status, text.includes(token)]).toEqual([409, false]);
  expect(JSON.parse(text)).toMatchObject({ type: 'urn:keyholder:problem:rest.replayed', params: { event: expect.stringMatching(/^evt_/) } });
});

test('a refusal leaves its key free', async () => {
  const { ask } = await lifted(['read', 'service.edit']);
  await ask('/services', post({ name: 'Scheduler', purpose: 'posts' }));
  const headers = { 'idempotency-key': 'one' };
  expect((await ask('/services', post({ name: 'Scheduler', purpose: 'posts' }, headers))).status).toBe(409);
  expect((await ask('/services', post({ name: 'Publisher', purpose: 'posts' }, headers))).status).toBe(201);
});

test('a token is lifted for ten minutes, by its own code, once', async () => {
  const s = await site();
  const ask = await s.api(s.ada, ['read', 'service.edit']);
  const request = post({ name: 'Scheduler', purpose: 'posts' });
  const refused = await ask('/services', request);
  expect([refused.status, (await refused.json()).type]).toEqual([403, 'urn:keyholder:problem:permission.step-up']);
  s.clock.advance('30s');
  const code = codeAt(s.ada.seed, s.clock.now());
  expect((await ask('/step-ups', post({ code }))).status).toBe(201);
  expect((await ask('/step-ups', post({ code }))).status).toBe(422);
  expect((await ask('/services', request)).status).toBe(201);
  s.clock.advance('11m');
  expect((await ask('/services', post({ name: 'Publisher', purpose: 'posts' }))).status).toBe(403);
});

test('a representation has a tag, and is sent once while it stays', async () => {
  const s = await site();
  const ask = await s.api(s.ada);
  const first = await ask(`/people/${s.ada.id}`);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
  expect((await ask(`/people/${s.ada.id}`, { headers: { 'if-none-match': tag } })).status).toBe(304);
});
