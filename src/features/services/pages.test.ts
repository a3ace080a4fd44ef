import { expect, test } from 'vitest';
import { keepSecret } from '#src/features/access/index.ts';
import { openCauses } from '#src/features/secrets/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { client } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const value = 'een sleutel voor de planner';

/** Ada makes a service with a token; Olga owns an account with a password. */
async function planner() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  const { id: secretId } = await keepSecret(await s.as(olga.id), { accountId, kind: 'password', value });
  const ada = await s.signIn(s.ada);
  await ada.get('/settings/services');
  const page = await ada.post('/settings/services', { name: 'Planner', purpose: 'Plans posts' });
  const serviceId = page.path.split('/').at(-1) ?? '';
  const made = await ada.post(`/settings/services/${serviceId}/tokens`, { name: 'planner', days: '30', scopes: ['read', 'secret.reveal'] });
  const token = made.textOf('token');
  const machine = client(async (path, init = {}) =>
    s.server.request(`${s.config.publicUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
  );
  return { s, olga, ada, accountId, secretId, serviceId, token, reveal: () => machine.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {}) };
}

test('a service gets at a secret where the owner lets it, and what it saw must change when that ends', async () => {
  const { s, olga, ada, accountId, secretId, serviceId, token, reveal } = await planner();
  expect(token).toMatch(/^kht_/);
  expect((await ada.get(`/settings/services/${serviceId}`)).text).not.toContain(token);
  expect((await reveal()).status).toBe(403);

  const owner = await s.signIn(olga);
  await owner.get(`/accounts/${accountId}/service-grants/new`);
  const given = await owner.post(`/accounts/${accountId}/service-grants`, { serviceId, level: 'reveal', reason: 'plans posts' });
  expect(given.text).toContain('1 machine komt erin');
  expect((await reveal()).body['value']).toBe(value);
  expect((await ada.get(`/settings/services/${serviceId}`)).text).toContain('It reaches the secrets of 1 account.');

  const [, grantId] = /service-grants\/(svg_\w+)\/ending/.exec(given.text) ?? [];
  const ended = await owner.post(`/accounts/${accountId}/service-grants/${grantId}/ending`, {});
  expect(ended.text).toContain('1 geheim moet veranderen');
  expect((await reveal()).status).toBe(403);
  expect((await openCauses(s.system, [secretId])).map((cause) => [cause.kind, cause.subjectId])).toEqual([['disclosure-ended', null]]);
});

test('ending a service ends its tokens and its ways in', async () => {
  const { s, olga, ada, accountId, serviceId, reveal } = await planner();
  const owner = await s.signIn(olga);
  await owner.get(`/accounts/${accountId}/service-grants/new`);
  await owner.post(`/accounts/${accountId}/service-grants`, { serviceId, level: 'reveal', reason: 'plans posts' });
  expect((await reveal()).body['value']).toBe(value);
  const page = await ada.post(`/settings/services/${serviceId}/ending`, {});
  expect(page.text).toContain('The service has ended.');
  expect((await reveal()).status).toBe(401);
  expect((await owner.get(`/accounts/${accountId}`)).text).not.toContain('machine komt erin');
});

test('an administrator gives no machine a way to secrets that are not theirs to give', async () => {
  const { ada, accountId, serviceId } = await planner();
  expect((await ada.get(`/accounts/${accountId}/service-grants/new`)).status).toBe(403);
  await ada.get('/settings/services');
  expect((await ada.post(`/accounts/${accountId}/service-grants`, { serviceId, level: 'reveal', reason: 'because' })).status).toBe(403);
});
