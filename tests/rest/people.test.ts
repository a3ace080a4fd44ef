import { expect, test } from 'vitest';
import { createInvitation } from '#src/features/sessions/index.ts';
import { account, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

test('somebody is added, changed by who read them last, and given a role', async () => {
  const s = await site();
  const admin = await lifted(s, s.ada, ['read', 'person.add', 'person.edit', 'person.invite', 'role.change']);
  const added = await admin.post('/people', { givenName: 'Mo', familyName: 'Mail', email: 'mo@voorbeeld.example', managerId: s.ada.id });
  expect(added.status).toBe(201);
  const path = `/people/${added.body['id']}`;
  const tag = (await admin.get(path)).headers.get('etag') ?? '';
  expect((await admin.patch(path, { jobTitle: 'Editor', nameParticle: 'van', managerId: null }, { 'if-match': tag })).status).toBe(204);
  expect(await admin.patch(path, { jobTitle: 'Writer' }, { 'if-match': tag })).toMatchObject({ status: 412 });
  expect((await admin.get(path)).body).toMatchObject({
    name: 'Mo van Mail',
    givenName: 'Mo',
    jobTitle: 'Editor',
    managerId: null,
    email: 'mo@voorbeeld.example',
  });
  expect(await admin.post('/people', { givenName: 'Mo', familyName: 'Mail', email: 'MO@voorbeeld.example' })).toMatchObject({
    status: 409,
    code: 'person.taken',
  });
  expect(await admin.patch(path, { state: 'left' })).toMatchObject({ status: 422 });

  expect((await admin.post(`${path}/roles`, { role: 'auditor' })).status).toBe(204);
  expect((await admin.get(path)).body['roles']).toEqual(['auditor']);
  expect((await admin.post(`${path}/roles/auditor/revocation`)).status).toBe(204);
  expect(await admin.post(`/people/${s.ada.id}/roles/admin/revocation`)).toMatchObject({ status: 403, code: 'permission.own-role' });
  expect((await admin.post(`${path}/roles/boss/revocation`)).status).toBe(404);
});

test('a link to sign in with leaves by mail or not at all', async () => {
  const s = await site();
  const admin = await lifted(s, s.ada, ['read', 'person.add', 'person.invite']);
  const { body } = await admin.post('/people', { givenName: 'Mo', familyName: 'Mail', email: 'mo@voorbeeld.example' });
  const refused = await admin.post(`/people/${body['id']}/invitations`);
  expect(refused).toMatchObject({ status: 409, code: 'invitation.no-mail' });
  expect(refused.text).not.toMatch(/khi_|invitation#/);
});

test('with mail the link is in the mail alone, and somebody without an address gets none', async () => {
  const s = await site();
  const ada = await s.as(s.ada.id);
  const mailing = { ...ada, config: { ...ada.config, smtpUrl: 'smtp://mail.voorbeeld.example' } };
  const add = async (more: object) =>
    String((await (await lifted(s, s.ada, ['person.add'])).post('/people', { givenName: 'Mo', familyName: 'Mail', ...more })).body['id']);
  const mo = await add({ email: 'mo@voorbeeld.example' });
  expect(await createInvitation(mailing, mo, 'invitation', { onlyByMail: true })).toMatchObject({ how: 'mail' });
  await expect(createInvitation(mailing, await add({}), 'invitation', { onlyByMail: true })).rejects.toMatchObject({ code: 'invitation.no-address' });
  await expect(createInvitation(ada, mo, 'invitation', { onlyByMail: true })).rejects.toMatchObject({ code: 'invitation.no-mail' });
});

test('HR and secrets exclude each other here too', async () => {
  const s = await site();
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  await secret(s, accountId, olga.id);
  await sharedLogin(s, olga.id, accountId, bob.id);
  const admin = await lifted(s, s.ada, ['read', 'role.change']);
  expect(await admin.post(`/people/${bob.id}/roles`, { role: 'hr' })).toMatchObject({ status: 409, code: 'role.hr-and-secrets' });
  const curious = client(await s.api(bob, ['read', 'role.change', 'person.edit', 'person.add']));
  expect(await curious.post(`/people/${olga.id}/roles`, { role: 'admin' })).toMatchObject({ status: 403 });
  expect(await curious.patch(`/people/${olga.id}`, { familyName: 'Other' })).toMatchObject({ status: 403 });
  expect(await curious.get(`/people/${olga.id}/holdings`)).toMatchObject({ status: 404 });
  expect((await curious.get(`/people/${bob.id}/holdings`)).body).toMatchObject({ grants: [{ accountId, level: 'reveal' }] });
});
