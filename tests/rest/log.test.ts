import { expect, test } from 'vitest';
import { commands } from '#src/app/commands.ts';
import { account, secret } from '#tests/helpers/builders.ts';
import { type Client, client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

async function begun(criticality: 'critical' | 'normal' = 'normal') {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, criticality });
  const secretId = await secret(s, accountId, olga.id);
  const owner = await lifted(s, olga, ['read', 'secret.reveal', 'secret.code', 'rotation.run', 'rotation.reveal', 'grant.give']);
  return { s, olga, accountId, secretId, owner, admin: client(await s.api(s.ada)) };
}

async function told(admin: Client, accountId: string, event: string) {
  return (await admin.get(`/audit-events?subjectId=${accountId}&event=${event}`)).body['events'] as Record<string, unknown>[];
}

test('why somebody looked, or took a code, is told in their own words: over REST, on the page and in the export', async () => {
  const { s, olga, accountId, secretId, owner, admin } = await begun('critical');
  const seedId = await secret(s, accountId, olga.id, seed, 'totp');
  await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason: 'een bericht over de beurs' });
  await owner.post(`/accounts/${accountId}/secrets/${seedId}/codes`, { reason: 'aanmelden op de gsm' });
  expect(await told(admin, accountId, 'secret.shown')).toMatchObject([{ personal: { reason: 'een bericht over de beurs' } }]);
  expect(await told(admin, accountId, 'secret.code-shown')).toMatchObject([{ personal: { reason: 'aanmelden op de gsm' } }]);
  const page = await (await s.signIn(s.ada)).get(`/audit?subject=${accountId}`);
  expect(page.text).toContain('een bericht over de beurs');
  expect(page.text).toContain('aanmelden op de gsm');
  const written: string[] = [];
  const write = async (text: string) => void written.push(text);
  const command = commands.find(({ name }) => name === 'audit export');
  await command?.run?.(s.app, s.operator, { arguments: {}, options: { format: 'jsonl' }, files: {}, write });
  expect(written.join('')).toContain('een bericht over de beurs');
  expect(written.join('')).toContain('aanmelden op de gsm');
  expect((await admin.post('/audit-verifications')).body).toMatchObject({ finding: null });
});

test('a look without a reason keeps none, and a code of a seed being set is reason enough without one', async () => {
  const { s, olga, accountId, secretId, owner, admin } = await begun();
  const seedId = await secret(s, accountId, olga.id, seed, 'totp');
  await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {});
  const path = `/rotations/${(await owner.post('/rotations', { secretId: seedId })).body['id']}`;
  await owner.post(`${path}/candidates`, { value: 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD' });
  expect((await owner.post(`${path}/codes`)).status).toBe(201);
  for (const event of ['secret.shown', 'secret.code-shown']) expect(await told(admin, accountId, event)).toMatchObject([{ personal: {} }]);
});

test('each act bears its own name: a look at the platform gives nothing, going on prepares nothing, a refusal is no change of mind', async () => {
  const { s, accountId, secretId, owner, admin } = await begun();
  const app = await owner.post(`/accounts/${accountId}/grants`, { kind: 'connected-app', personId: s.ada.id });
  expect((await owner.post(`/grants/${app.body['id']}/verification`, {})).status).toBe(204);
  expect(await told(admin, accountId, 'grant.given')).toHaveLength(1);
  expect(await told(admin, accountId, 'grant.verified')).toMatchObject([{ detail: { grantId: app.body['id'], kind: 'connected-app' } }]);
  const path = `/rotations/${(await owner.post('/rotations', { secretId })).body['id']}`;
  await owner.post(`${path}/candidates`, {});
  await owner.post(`${path}/obstacle`, { because: 'The platform is down.' });
  await owner.post(`${path}/resumption`);
  const other = `/rotations/${(await owner.post(`${path}/refusal`)).body['id']}`;
  await owner.post(`${other}/abandonment`);
  const events = ['opened', 'prepared', 'blocked', 'resumed', 'refused', 'abandoned'];
  const counts = await Promise.all(events.map(async (name) => (await told(admin, accountId, `rotation.${name}`)).length));
  expect(counts).toEqual([2, 1, 1, 1, 1, 1]);
});

test('an account out of use stays due for what must change, and no longer for its age', async () => {
  const { s, olga, accountId, secretId } = await begun();
  const otherId = await account(s, { ownerId: olga.id, handle: 'ander' });
  await secret(s, otherId, olga.id, 'first-value-2');
  const editor = client(await s.api(s.ada, ['read', 'account.edit']));
  for (const id of [accountId, otherId]) expect((await editor.patch(`/accounts/${id}`, { status: 'retired' })).status).toBe(204);
  s.clock.advance('400d');
  const again = client(await s.api(olga, ['read', 'rotation.run']));
  expect((await again.get('/rotations')).body).toEqual({ due: [] });
  const { run } = commands.find(({ name }) => name === 'rotation start') ?? {};
  await run?.(s.app, s.operator, { arguments: { ACCOUNT: accountId }, options: {}, files: {} });
  expect((await again.get('/rotations')).body).toMatchObject({ due: [{ secretId, why: 'cause', causes: ['asked'] }] });
});
