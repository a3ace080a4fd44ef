import { expect, test } from 'vitest';
import { account, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

async function kept() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  return { s, olga, accountId };
}
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

test('a value goes in and comes out, once asked, and each time it is written down', async () => {
  const { s, olga, accountId } = await kept();
  const api = await lifted(s, olga, ['read', 'secret.add', 'secret.reveal', 'secret.code', 'rotation.reveal']);
  const added = await api.post(`/accounts/${accountId}/secrets`, { kind: 'password', value: 'kept-value-1', setOn: '2026-01-05' });
  expect([added.status, Object.keys(added.body)]).toEqual([201, ['id', 'versionId']]);
  const path = `/accounts/${accountId}/secrets/${added.body['id']}`;
  const shown = await api.post(`${path}/reveals`, {});
  expect([shown.status, shown.body['value']]).toEqual([201, 'kept-value-1']);
  expect(Date.parse(String(shown.body['until']))).toBeGreaterThan(s.clock.now());
  expect(shown.headers.get('cache-control')).toBe('no-store');

  expect((await api.put(`${path}/value`, { value: 'kept-value-2' })).status).toBe(200);
  expect((await api.post(`${path}/reveals`, { how: 'copied', reason: 'because' })).body['value']).toBe('kept-value-2');
  expect(await api.put(`${path}/value`, { value: 'kept-value-1' })).toMatchObject({ status: 422, code: 'secret.same-value' });

  const detail = await api.get(`/accounts/${accountId}`);
  expect(detail.text).not.toContain('kept-value');
  expect(detail.body['secrets']).toMatchObject([{ id: added.body['id'], kind: 'password', hasValue: true }]);
});

test('a code comes with its seconds, and its seed needs more than a code does', async () => {
  const { s, olga, accountId } = await kept();
  const secretId = await secret(s, accountId, olga.id, seed, 'totp');
  const path = `/accounts/${accountId}/secrets/${secretId}`;
  const api = await lifted(s, olga, ['read', 'secret.reveal', 'secret.code']);
  const shown = await api.post(`${path}/codes`, {});
  expect([shown.status, shown.headers.get('cache-control')]).toEqual([201, 'no-store']);
  expect(shown.body['code']).toMatch(/^\d{6}$/);
  expect(shown.body['seconds']).toBeLessThanOrEqual(30);
  expect(await api.post(`${path}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.not-in-scope' });
  const wider = await lifted(s, olga, ['read', 'secret.reveal', 'rotation.reveal']);
  expect((await wider.post(`${path}/reveals`, {})).body['value']).toBe(seed);
});

test('who may not is told no more than on a page: no step-up, no reason, no grant, no account', async () => {
  const { s, olga, accountId } = await kept();
  const criticalId = await account(s, { ownerId: olga.id, handle: 'critical', criticality: 'critical' });
  const secretId = await secret(s, criticalId, olga.id);
  const path = `/accounts/${criticalId}/secrets/${secretId}`;
  const scopes = ['read', 'secret.reveal', 'secret.code', 'secret.add'] as const;
  expect(await client(await s.api(olga, [...scopes])).post(`${path}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.step-up' });
  const api = await lifted(s, olga, [...scopes]);
  expect(await api.post(`${path}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.reason' });
  expect((await api.post(`${path}/reveals`, { reason: 'to publish' })).status).toBe(201);
  expect(await api.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason: 'x' })).toMatchObject({ status: 404, code: 'secret.missing' });

  const bob = await s.person('Bob Baker');
  const other = await lifted(s, bob, [...scopes]);
  const attempts = [other.post(`${path}/reveals`, { reason: 'x' }), other.post(`${path}/codes`, { reason: 'x' }), other.put(`${path}/value`, { value: 'x' })];
  for (const attempt of attempts) expect(await attempt).toMatchObject({ status: 404 });
  await sharedLogin(s, olga.id, criticalId, bob.id, 'code');
  expect(await other.post(`${path}/reveals`, { reason: 'x' })).toMatchObject({ status: 403, code: 'permission.no-grant' });
  await sharedLogin(s, olga.id, accountId, bob.id, 'reveal');
  const own = await secret(s, accountId, olga.id, 'first-value-2');
  expect(await other.post(`/accounts/${accountId}/secrets/${own}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.acknowledgement' });
});

test('a value that no text may hold is refused, not kept', async () => {
  const { s, olga, accountId } = await kept();
  const api = await lifted(s, olga, ['read', 'secret.add']);
  const answer = await api.post(`/accounts/${accountId}/secrets`, { kind: 'note', label: 'one\0two', value: 'x' });
  expect(answer.status).toBe(422);
  expect((await api.post(`/accounts/${accountId}/secrets`, { kind: 'note', label: 'one', value: 'x\0y' })).status).toBe(422);
  expect((await api.get(`/accounts/${accountId}`)).body['secrets']).toEqual([]);
});
