import { expect, test } from 'vitest';
import { completeProven, verifyCertificate } from '#src/features/offboarding/index.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

test('from a new account to the certificate of somebody who used it, by REST alone', async () => {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { acknowledged: true });
  const admin = await lifted(s, s.ada, ['read', 'account.add', 'grant.give']);
  const holder = await lifted(s, lars, ['read', 'secret.reveal']);

  const { id: accountId } = (await admin.post('/accounts', { platform: 'x', handle: 'voorbeeld', criticality: 'normal', ownerId: olga.id })).body;
  const owner = await lifted(s, olga, ['read', 'secret.add', 'grant.give', 'rotation.run', 'rotation.reveal', 'task.complete']);
  const { id: secretId } = (await owner.post(`/accounts/${accountId}/secrets`, { kind: 'password', value: 'first-value-1' })).body;
  await owner.post(`/accounts/${accountId}/grants`, { kind: 'shared-login', level: 'reveal', personId: lars.id });
  await admin.post(`/accounts/${accountId}/grants`, { kind: 'platform-role', platformRole: 'Editor', personId: lars.id });
  expect((await holder.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {})).body['value']).toBe('first-value-1');
  expect((await admin.get(`/accounts/${accountId}/access`)).body).toMatchObject({ count: 2 });

  const hr = await lifted(s, hana, ['read', 'offboarding.preview', 'offboarding.start']);
  const preview = await hr.post(`/people/${lars.id}/offboarding-previews`, { effectiveAt: 'now' });
  expect(preview.body).toMatchObject({ refused: null, ends: { grants: 2, accounts: 1 }, secrets: [{ secretId, tier: 'knows' }] });
  expect(preview.body['tasks']).toMatchObject([{ kind: 'rotate' }, { kind: 'remove-role' }]);
  const started = await hr.post('/offboardings', { personId: lars.id, effectiveAt: 'now', announced: true, reason: 'Never to be seen.' });
  expect(started).toMatchObject({ status: 201, body: { existed: false } });
  expect((await holder.get(`/accounts/${accountId}`)).status).toBe(401);

  const path = `/offboardings/${started.body['id']}`;
  const running = await hr.get(path);
  expect(running.body).toMatchObject({ state: 'cut', access: 'ended', cleanUp: 'runs', progress: { tasks: 2, done: 0 }, ended: { grants: 2, causes: 1 } });
  expect((await hr.get(`${path}/certificate`)).status).toBe(404);

  const mine = (await owner.get('/tasks?assignee=me&state=unfinished')).body['tasks'] as { id: string; kind: string }[];
  expect(mine.map((task) => task.kind).sort()).toEqual(['remove-role', 'rotate']);
  const [rotate, remove] = ['rotate', 'remove-role'].map((kind) => mine.find((task) => task.kind === kind)?.id);
  expect(await owner.post(`/tasks/${rotate}/completion`, { evidenceKind: 'attested', evidence: 'done' })).toMatchObject({ code: 'task.needs-new-value' });
  expect(await owner.post(`/tasks/${remove}/completion`, { evidenceKind: 'note', evidence: 'Removed.' })).toMatchObject({ body: { completed: false } });

  const rotation = `/rotations/${(await owner.post('/rotations', { secretId })).body['id']}`;
  await owner.post(`${rotation}/candidates`, {});
  await owner.post(`${rotation}/reveals`, {});
  s.clock.advance('1m');
  expect((await owner.post(`${rotation}/confirmation`, {})).body).toEqual({ state: 'confirmed', answered: 1, open: 0 });
  expect((await owner.get(`/tasks/${rotate}`)).body).toMatchObject({ state: 'done', evidenceKind: 'version' });

  await completeProven(s.system);
  const certificate = await hr.get(`${path}/certificate`);
  expect([certificate.status, certificate.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  expect(verifyCertificate(certificate.text)).toMatchObject({ ok: true });
  expect((await hr.get(path)).body).toMatchObject({ state: 'completed', cleanUp: 'completed' });
  expect(certificate.text + running.text).not.toContain('Never to be seen.');
});
