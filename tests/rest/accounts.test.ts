import { describe, expect, test } from 'vitest';
import { account, secret } from '#tests/helpers/builders.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

async function begun() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const admin = await lifted(s, s.ada, ['read', 'account.add', 'account.edit', 'office.take-up', 'office.give', 'grant.give', 'grant.end']);
  const owner = await lifted(s, olga, ['read', 'account.edit', 'office.take-up', 'office.give', 'grant.give', 'grant.end', 'secret.reveal']);
  return { s, olga, bob, admin, owner };
}

test('an account enters the register, is changed by who read it last, and changes hands', async () => {
  const { olga, bob, admin, owner } = await begun();
  const added = await admin.post('/accounts', { platform: 'x', handle: '@voorbeeld', criticality: 'normal', ownerId: olga.id });
  expect(added.status).toBe(201);
  const path = `/accounts/${added.body['id']}`;
  expect(await admin.post('/accounts', { platform: 'x', handle: '@VOORBEELD', criticality: 'low', ownerId: olga.id })).toMatchObject({
    status: 409,
    code: 'account.already-there',
  });
  const tag = (await admin.get(path)).headers.get('etag') ?? '';
  expect((await admin.patch(path, { brand: 'Voorbeeld', url: 'https://x.com/voorbeeld' }, { 'if-match': tag })).status).toBe(204);
  expect(await admin.patch(path, { brand: 'Other' }, { 'if-match': tag })).toMatchObject({ status: 412, code: 'rest.stale' });
  expect((await owner.patch(path, { purpose: 'News', url: null })).status).toBe(204);
  expect((await admin.get(path)).body).toMatchObject({ brand: 'Voorbeeld', url: null, purpose: 'News' });
  expect(await admin.patch(path, { platform: 'facebook' })).toMatchObject({ status: 422, code: 'web.invalid-fields' });

  expect((await owner.post(`${path}/offices`, { personId: bob.id, office: 'deputy' })).body).toEqual({ proposalId: null });
  expect((await owner.post(`${path}/offices/${bob.id}/ending`)).status).toBe(204);
  expect(await owner.post(`${path}/offices/${olga.id}/ending`)).toMatchObject({ status: 409, code: 'office.owner-needs-successor' });
  expect((await admin.post(`${path}/offices`, { personId: bob.id, office: 'owner' })).body).toEqual({ proposalId: null });
  expect((await admin.get(path)).body['offices']).toMatchObject([{ personId: bob.id, office: 'owner' }]);
  expect((await owner.get(path)).status).toBe(404);
});

test('a way in is given, looked up by who may, checked and ended with its consequences', async () => {
  const { s, olga, bob, admin, owner } = await begun();
  const accountId = await account(s, { ownerId: olga.id });
  const secretId = await secret(s, accountId, olga.id);
  const given = await owner.post(`/accounts/${accountId}/grants`, { kind: 'shared-login', level: 'reveal', personId: bob.id });
  expect(given.status).toBe(201);
  const grant = `/grants/${given.body['id']}`;
  expect((await admin.get(grant)).body).toMatchObject({ personId: bob.id, state: 'active', level: 'reveal' });

  const bobs = await lifted(s, bob, ['read', 'secret.reveal', 'grant.end', 'grant.give']);
  expect((await bobs.get(grant)).status).toBe(200);
  expect((await bobs.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {})).status).toBe(201);
  const role = { kind: 'platform-role', platformRole: 'Editor', personId: olga.id };
  const roleGrant = `/grants/${(await admin.post(`/accounts/${accountId}/grants`, role)).body['id']}`;
  expect((await bobs.get(roleGrant)).status).toBe(404);
  expect((await admin.post(`${roleGrant}/verification`, { platformRole: 'Administrator' })).status).toBe(204);
  expect((await owner.get(roleGrant)).body).toMatchObject({ platformRole: 'Administrator', verifiedAt: expect.any(String) });

  const ended = await owner.post(`${grant}/revocation`);
  expect(ended).toMatchObject({ status: 200, body: { causes: 1, taskId: null } });
  expect(await owner.post(`${grant}/revocation`)).toMatchObject({ status: 409, code: 'grant.already-ended' });
  expect((await admin.post(`${roleGrant}/revocation`)).body['taskId']).toMatch(/^tsk_/);
  const access = (await admin.get(`/accounts/${accountId}/access`)).body;
  expect(access).toMatchObject({ count: 2, services: [] });
  expect((await bobs.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {})).status).toBe(404);
  expect((await admin.get(`/people/${bob.id}/holdings`)).body).toMatchObject({ grants: [], secrets: [{ secretId, tier: 'knows' }] });
});

describe('what cannot be', () => {
  test('is refused by name before anything is looked up', async () => {
    const { s, olga, bob, owner } = await begun();
    const accountId = await account(s, { ownerId: olga.id });
    const path = `/accounts/${accountId}/grants`;
    const wrong = [
      { kind: 'shared-login', personId: bob.id },
      { kind: 'platform-role', level: 'reveal', personId: bob.id },
      { kind: 'shared-login', level: 'reveal' },
      { kind: 'shared-login', level: 'reveal', personId: bob.id, teamId: 'tem_0123456789' },
      { kind: 'shared-login', level: 'reveal', personId: bob.id, expiresAt: 'tomorrow' },
      { kind: 'shared-login', level: 'reveal', personId: bob.id, expiresAt: '9999-12-31T23:59:59-14:00' },
      { kind: 'gadget', personId: bob.id },
    ];
    for (const body of wrong) expect(await owner.post(path, body)).toMatchObject({ status: 422, code: 'web.invalid-fields' });
    expect(await owner.post(path, { kind: 'shared-login', level: 'reveal', personId: bob.id, expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      code: 'grant.expires-too-early',
    });
    expect(await owner.post(path, { kind: 'shared-login', level: 'reveal', personId: 'per_0123456789' })).toMatchObject({ status: 404 });
  });

  test('is a day to come', async () => {
    const { s, olga, admin } = await begun();
    const accountId = await account(s, { ownerId: olga.id });
    expect(await admin.get(`/accounts/${accountId}/access?on=2099-01-01`)).toMatchObject({ status: 422, code: 'access.in-the-future' });
    expect(await admin.get(`/people/${olga.id}/holdings?on=2099-01-01`)).toMatchObject({ status: 422, code: 'access.in-the-future' });
    expect(await admin.get(`/people/${olga.id}/holdings?on=2026-02-31`)).toMatchObject({ status: 422, code: 'web.invalid-fields' });
    expect((await admin.get(`/people/${olga.id}/holdings?on=2026-01-01`)).body).toMatchObject({ offices: [] });
  });
});
