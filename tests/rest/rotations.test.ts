import { expect, test } from 'vitest';
import { account, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const scopes = ['read', 'rotation.run', 'rotation.reveal', 'secret.reveal', 'secret.code'] as const;
async function begun(criticality: 'critical' | 'normal' = 'normal') {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, criticality });
  const secretId = await secret(s, accountId, olga.id);
  return { s, olga, accountId, secretId, api: await lifted(s, olga, [...scopes]) };
}

test('a rotation goes its way: prepared, refused, prepared again, stopped, resumed, seen, confirmed', async () => {
  const { s, accountId, secretId, api } = await begun();
  const opened = await api.post('/rotations', { secretId });
  expect(opened.status).toBe(201);
  expect((await api.post('/rotations', { secretId })).body['id']).toBe(opened.body['id']);
  const first = `/rotations/${opened.body['id']}`;
  expect(await api.post(`${first}/reveals`, {})).toMatchObject({ status: 409, code: 'rotation.nothing-prepared' });
  expect((await api.post(`${first}/candidates`, {})).status).toBe(201);
  const tried = (await api.post(`${first}/reveals`, {})).body['value'];
  const path = `/rotations/${(await api.post(`${first}/refusal`)).body['id']}`;
  expect(path).not.toBe(first);
  expect((await api.get(first)).body).toMatchObject({ state: 'abandoned', secretId, accountId });

  expect((await api.post(`${path}/candidates`, {})).status).toBe(201);
  expect((await api.post(`${path}/obstacle`, { because: 'The platform is down.' })).status).toBe(204);
  expect((await api.get(path)).body).toMatchObject({ state: 'blocked', because: 'The platform is down.' });
  expect((await api.post(`${path}/resumption`)).status).toBe(204);
  const seen = await api.post(`${path}/reveals`, { how: 'copied' });
  expect([seen.status, seen.headers.get('cache-control')]).toEqual([201, 'no-store']);
  expect(seen.body['value']).not.toBe(tried);
  s.clock.advance('1m');
  expect(await api.post(`${path}/confirmation`, {})).toMatchObject({ status: 200, body: { answered: 0, open: 0 } });
  expect(await api.post(`${path}/confirmation`, {})).toMatchObject({ status: 409 });
  expect((await api.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {})).body['value']).toBe(seen.body['value']);
  const detail = await api.get(path);
  expect(detail.body).toMatchObject({ state: 'confirmed', evidence: 'attested' });
  expect(detail.text).not.toContain(String(seen.body['value']));
});

test('a new seed is typed in, proven by its code, or given up', async () => {
  const { s, olga, accountId, api } = await begun();
  const seedId = await secret(s, accountId, olga.id, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'totp');
  const path = `/rotations/${(await api.post('/rotations', { secretId: seedId })).body['id']}`;
  expect(await api.post(`${path}/candidates`, {})).toMatchObject({ status: 422, code: 'rotation.seed-needed' });
  expect((await api.post(`${path}/candidates`, { value: 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD' })).status).toBe(201);
  const { code } = (await api.post(`${path}/codes`)).body;
  expect(code).toMatch(/^\d{6}$/);
  expect(await api.post(`${path}/confirmation`, { code: code === '000000' ? '000001' : '000000' })).toMatchObject({ status: 422, code: 'rotation.other-code' });
  s.clock.advance('1s');
  expect((await api.post(`${path}/confirmation`, { code })).status).toBe(200);
  expect((await api.get(path)).body).toMatchObject({ state: 'confirmed', evidence: 'second-device' });

  const other = `/rotations/${(await api.post('/rotations', { secretId: seedId })).body['id']}`;
  expect((await api.post(`${other}/abandonment`)).status).toBe(204);
  expect((await api.get(other)).body).toMatchObject({ state: 'abandoned' });
});

test('who only uses a login rotates nothing, and sees no candidate', async () => {
  const { s, olga, accountId, secretId, api } = await begun();
  const bob = await s.person('Bob Baker', { acknowledged: true });
  await sharedLogin(s, olga.id, accountId, bob.id, 'reveal');
  const path = `/rotations/${(await api.post('/rotations', { secretId })).body['id']}`;
  await api.post(`${path}/candidates`, {});
  const bobs = await lifted(s, bob, [...scopes]);
  expect(await bobs.post('/rotations', { secretId })).toMatchObject({ status: 403 });
  expect((await bobs.get(path)).status).toBe(200);
  for (const act of ['reveals', 'confirmation', 'candidates']) expect(await bobs.post(`${path}/${act}`, {})).toMatchObject({ status: 403 });
  for (const act of ['codes', 'refusal', 'abandonment', 'resumption']) expect(await bobs.post(`${path}/${act}`)).toMatchObject({ status: 403 });
});

test('what is due by age is listed, and what comes due within some days', async () => {
  const { s, olga, secretId } = await begun();
  s.clock.advance('170d');
  const api = await lifted(s, olga, [...scopes]);
  expect((await api.get('/rotations')).body).toEqual({ due: [] });
  expect((await api.get('/rotations?days=30')).body).toMatchObject({ due: [{ secretId, why: 'age', rotationId: null }] });
  expect(await api.get('/rotations?days=1000')).toMatchObject({ status: 422 });
});
