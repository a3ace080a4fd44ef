import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '#db/schema/index.ts';
import { runCommand } from '#src/app/socket.ts';
import { account, secret } from '#tests/helpers/builders.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const value = 'Zomer2024!';

async function begun() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  const secretId = await secret(s, accountId, olga.id, value);
  return { s, olga, accountId, secretId };
}

const holds = { status: 422, code: 'text.holds-value' };

describe('a text that holds a value kept here is refused', () => {
  test('over REST, in whatever field, told by the field and never by the word', async () => {
    const { s, olga, accountId, secretId } = await begun();
    const admin = await lifted(s, s.ada, ['read', 'account.edit', 'person.edit', 'service.edit', 'offboarding.start']);
    const owner = await lifted(s, olga, ['read', 'secret.reveal', 'rotation.run', 'grant.give']);
    const reason = `post, zie ${value.toUpperCase()}.`;
    expect(await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason })).toMatchObject(holds);
    expect(await owner.post(`/accounts/${accountId}/grants`, { kind: 'connected-app', personId: s.ada.id, reason })).toMatchObject(holds);
    expect(await admin.patch(`/accounts/${accountId}`, { purpose: `Nieuws (${value})` })).toMatchObject(holds);
    expect(await admin.patch(`/people/${olga.id}`, { jobTitle: value })).toMatchObject(holds);
    expect(await admin.post('/services', { name: 'Poster', purpose: `uses ${value}` })).toMatchObject(holds);
    const started = await admin.post('/offboardings', { personId: olga.id, effectiveAt: 'now', announced: true, reason: `knows ${value}` });
    expect(started).toMatchObject(holds);
    expect(started.text.toLowerCase()).not.toContain(value.toLowerCase());
    const path = `/rotations/${(await owner.post('/rotations', { secretId })).body['id']}`;
    expect(await owner.post(`${path}/obstacle`, { because: `still ${value}` })).toMatchObject(holds);
    const told = await s.db.read.select({ body: auditEvents.body }).from(auditEvents).where(eq(auditEvents.event, 'text.refused'));
    expect(told).toHaveLength(7);
    expect(JSON.stringify(told).toLowerCase()).not.toContain(value.toLowerCase());
  });

  test('on a page, which does not show it again, and by a command', async () => {
    const { s, olga, accountId } = await begun();
    const browser = await s.signIn(olga);
    await browser.get(`/accounts/${accountId}/edit`);
    const page = await browser.post(`/accounts/${accountId}/edit`, {
      handle: 'voorbeeld',
      url: '',
      brand: '',
      region: '',
      purpose: `zie ${value}`,
      criticality: 'normal',
      status: 'active',
    });
    expect([page.status, page.text.includes('wachtwoord of sleutel'), page.text.includes(value)]).toEqual([422, true, false]);
    const asked = runCommand(s.app, 'people list', { arguments: {}, options: { search: value }, files: {} }, null);
    await expect(asked).rejects.toMatchObject({ code: 'text.holds-value' });
  });

  test('also where it was given up or replaced, and no more once it is destroyed; other texts pass', async () => {
    const { s, olga, accountId, secretId } = await begun();
    const owner = await lifted(s, olga, ['read', 'secret.reveal']);
    const reveal = `/accounts/${accountId}/secrets/${secretId}/reveals`;
    expect((await owner.post(reveal, { reason: 'een bericht over de zomer van 2024!' })).status).toBe(201);
    expect((await owner.post(reveal, { reason: 'Zomer2023!' })).status).toBe(201);
    expect(await owner.post(reveal, { reason: value })).toMatchObject(holds);
  });

  test('but no dictionary can be tried: past a number of words only what the writer was shown is looked for', async () => {
    const { s, olga, accountId, secretId } = await begun();
    const owner = await lifted(s, olga, ['read', 'secret.reveal']);
    const admin = await lifted(s, s.ada, ['read', 'account.edit']);
    const guesses = (from: number) => Array.from({ length: 12 }, (_, n) => `Guess${from + n}?`).join(' ');
    for (let n = 0; n < 16; n++) expect((await admin.patch(`/accounts/${accountId}`, { purpose: guesses(n * 12) })).status).toBe(204);
    expect((await admin.patch(`/accounts/${accountId}`, { purpose: value })).status).toBe(204);
    expect(await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason: value })).toMatchObject(holds);
    s.clock.advance('2h');
    expect(await (await lifted(s, s.ada, ['read', 'account.edit'])).patch(`/accounts/${accountId}`, { purpose: `x ${value}` })).toMatchObject(holds);
  });
});

test('a new value that differs from an earlier one by blanks or capitals only is no new value, and a password is not a few letters', async () => {
  const { s, olga, secretId } = await begun();
  const owner = await lifted(s, olga, ['read', 'rotation.run', 'secret.add']);
  const path = `/rotations/${(await owner.post('/rotations', { secretId })).body['id']}`;
  for (const near of [`${value} `, ' zomer 2024!', 'ZOMER2024!']) {
    const refused = await owner.post(`${path}/candidates`, { value: near });
    expect(refused.status).toBe(422);
    expect(['secret.nearly-same-value', 'secret.same-value']).toContain(refused.code);
  }
  expect(await owner.post(`${path}/candidates`, { value: 'a' })).toMatchObject({ status: 422, code: 'secret.value-too-short' });
  const other = await account(s, { ownerId: olga.id, handle: 'ander' });
  expect(await owner.post(`/accounts/${other}/secrets`, { kind: 'password', value: '12345' })).toMatchObject({ status: 422, code: 'secret.value-too-short' });
  expect((await owner.post(`${path}/candidates`, { value: 'Winter2024!' })).status).toBe(201);
});
