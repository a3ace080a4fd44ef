import { describe, expect, test } from 'vitest';
import { cutDue } from '#src/features/offboarding/index.ts';
import { isoTime } from '#src/ground/time.ts';
import { account, secret } from '#tests/helpers/builders.ts';
import { client, lifted, machine } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

async function begun(criticality: 'normal' | 'critical' = 'normal') {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, criticality });
  const secretId = await secret(s, accountId, olga.id);
  const admin = await lifted(s, s.ada, ['read', 'service.edit', 'service-grant.end']);
  const owner = await lifted(s, olga, ['read', 'service-grant.give', 'service-grant.end']);
  const serviceId = String((await admin.post('/services', { name: 'Scheduler', purpose: 'Publishes posts' })).body['id']);
  const path = `/accounts/${accountId}`;
  const give = (level: 'code' | 'reveal') => owner.post(`${path}/service-grants`, { serviceId, level, reason: 'It publishes.' });
  return { s, olga, accountId, secretId, admin, owner, serviceId, path, give };
}

describe('a service', () => {
  test('is who its token says, and sees the register without a place in it', async () => {
    const { s, admin, serviceId, path } = await begun();
    const made = await admin.post(`/services/${serviceId}/tokens`, { name: 'server', scopes: ['read'], days: 30 });
    expect(made.status).toBe(201);
    const asked = await machine(s, s.ada, serviceId, ['read']);
    expect((await asked.get('/me')).body).toMatchObject({ person: null, service: { id: serviceId, name: 'Scheduler' }, scopes: ['read'], liftedUntil: null });
    expect((await asked.get('/accounts')).body).toMatchObject({ total: 1 });
    expect((await asked.get(path)).status).toBe(200);
    expect((await asked.get('/people')).status).toBe(200);
    expect(await asked.post('/step-ups', { code: '000000' })).toMatchObject({ status: 403, code: 'token.no-second-factor' });
    expect((await admin.get('/me')).body).toMatchObject({ service: null, person: { id: s.ada.id, roles: ['admin'] }, liftedUntil: expect.any(String) });
  });

  test('reads a value with a grant to it and without one never; it stands among the ways in', async () => {
    const { s, secretId, admin, owner, serviceId, path, give } = await begun();
    const asked = await machine(s, s.ada, serviceId, ['read', 'secret.reveal', 'secret.code']);
    expect(await asked.post(`${path}/secrets/${secretId}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.no-grant' });
    expect(await admin.post(`${path}/service-grants`, { serviceId, level: 'reveal', reason: 'x' })).toMatchObject({ status: 403 });
    const given = await give('reveal');
    expect(given.status).toBe(201);
    expect(await give('reveal')).toMatchObject({ status: 409, code: 'grant.already-there' });
    expect((await asked.post(`${path}/secrets/${secretId}/reveals`, {})).body['value']).toBe('first-value-1');
    const narrow = await machine(s, s.ada, serviceId, ['read', 'secret.code']);
    expect(await narrow.post(`${path}/secrets/${secretId}/reveals`, {})).toMatchObject({ status: 403, code: 'rest.scope' });

    const way = { grantId: given.body['id'], serviceId, name: 'Scheduler', level: 'reveal' };
    expect((await owner.get(`${path}/access`)).body).toMatchObject({ count: 2, services: [way] });
    expect((await owner.get(`${path}/access?on=2026-01-01`)).body).toMatchObject({ services: null });
    expect((await admin.get(`/services/${serviceId}/grants`)).body).toMatchObject({ grants: [way] });
  });

  test('with a grant to codes gets codes; on a critical account it says what for', async () => {
    const { s, olga, accountId, secretId, serviceId, path, give } = await begun('critical');
    const seedId = await secret(s, accountId, olga.id, seed, 'totp');
    const asked = await machine(s, s.ada, serviceId, ['read', 'secret.reveal', 'secret.code']);
    await give('code');
    expect(await asked.post(`${path}/secrets/${seedId}/codes`, {})).toMatchObject({ status: 403, code: 'permission.reason' });
    expect((await asked.post(`${path}/secrets/${seedId}/codes`, { reason: 'to publish' })).body['code']).toMatch(/^\d{6}$/);
    expect(await asked.post(`${path}/secrets/${secretId}/reveals`, { reason: 'x' })).toMatchObject({ status: 403, code: 'permission.no-grant' });
    expect(await asked.post(`${path}/secrets/${seedId}/reveals`, { reason: 'x' })).toMatchObject({ status: 403 });
  });
});

describe('what a service was given must change', () => {
  const due = [{ why: 'cause', causes: ['disclosure-ended'] }];

  test('when its way in ends', async () => {
    const { s, secretId, owner, serviceId, path, give } = await begun();
    const asked = await machine(s, s.ada, serviceId, ['read', 'secret.reveal']);
    const grantId = (await give('reveal')).body['id'];
    await asked.post(`${path}/secrets/${secretId}/reveals`, {});
    expect((await owner.post(`/service-grants/${grantId}/revocation`)).body).toEqual({ causes: 1 });
    expect(await owner.post(`/service-grants/${grantId}/revocation`)).toMatchObject({ status: 409 });
    expect((await owner.get('/rotations')).body).toMatchObject({ due });
    expect(await asked.post(`${path}/secrets/${secretId}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.no-grant' });
    expect((await owner.get(`${path}/access`)).body).toMatchObject({ services: [] });
  });

  test('when the service ends, with its tokens and every way in', async () => {
    const { s, secretId, admin, owner, serviceId, path, give } = await begun();
    const asked = await machine(s, s.ada, serviceId, ['read', 'secret.reveal']);
    await give('reveal');
    await asked.post(`${path}/secrets/${secretId}/reveals`, {});
    expect((await admin.post(`/services/${serviceId}/ending`)).status).toBe(204);
    expect((await asked.get('/me')).status).toBe(401);
    expect((await owner.get('/rotations')).body).toMatchObject({ due });
    expect((await admin.get('/services')).body).toEqual({ services: [] });
    expect(await admin.post(`/services/${serviceId}/ending`)).toMatchObject({ status: 409, code: 'service.ended' });
    expect(await give('reveal')).toMatchObject({ status: 404, code: 'service.missing' });
  });
});

test('whoever made its token takes it along, from the moment on and before anything has run; somebody else answers for the service', async () => {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const mona = await s.person('Mona Manager');
  const alex = await s.person('Alex Admin', { roles: ['admin'], managerId: mona.id });
  const byAlex = await lifted(s, alex, ['read', 'service.edit']);
  const serviceId = String((await byAlex.post('/services', { name: 'Scheduler', purpose: 'Publishes posts' })).body['id']);
  const asked = await machine(s, alex, serviceId, ['read']);
  const hr = client(await s.api(hana, ['read', 'offboarding.preview', 'offboarding.start']));
  // Alex's own, and the one Alex made for the service.
  expect((await hr.post(`/people/${alex.id}/offboarding-previews`, { effectiveAt: 'now' })).body).toMatchObject({ ends: { tokens: 2, grants: 0 } });
  const effectiveAt = isoTime(s.clock.now() + 3_600_000);
  const { id } = (await hr.post('/offboardings', { personId: alex.id, effectiveAt, announced: false })).body;
  s.clock.advance('59m');
  expect((await asked.get('/me')).status).toBe(200);
  s.clock.advance('2m');
  expect((await asked.get('/me')).status).toBe(401);
  await cutDue(s.system, 'scheduler');
  expect((await hr.get(`/offboardings/${id}`)).body).toMatchObject({ state: expect.stringMatching(/cut|completed/), ended: { tokens: 2 } });
  const admin = client(await s.api(s.ada, ['read', 'service.edit']));
  expect((await admin.get('/services')).body).toMatchObject({ services: [{ id: serviceId, responsibleId: mona.id, tokens: 0 }] });
});
