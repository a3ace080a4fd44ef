import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { outbox, policies } from '#db/schema/index.ts';
import { acknowledge, listPolicies, publishNewVersion } from '#src/features/policies/index.ts';
import type { NoticeData } from '#src/ground/notice.ts';
import { account, person, sharedLogin } from '#tests/helpers/builders.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';
import { remind } from './remind.ts';
import { asksAgain } from './signatures.rules.ts';

const texts = { titleNl: 'Privé op sociale media', titleEn: 'In private on social media', bodyNl: 'Wees vriendelijk.', bodyEn: 'Be kind.' };

/** Olga owns an account, Bob and Hana of HR hold nothing, Nina was never invited; everybody signed what was there. */
async function office() {
  const s = await site();
  const olga = await s.person('Olga Owner');
  await account(s, { ownerId: olga.id });
  const bob = await s.person('Bob Baker');
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  await person(s, 'Nina Notinvited');
  const staff = [s.ada, olga, bob, hana];
  await remind(s.system);
  for (const each of staff) for (const { version } of await listPolicies(await s.as(each.id))) await acknowledge(await s.as(each.id), version.id);
  await s.system.write((tx) => tx.delete(outbox));
  s.clock.advance('1h');
  return { s, olga, bob, hana, staff };
}

async function publish(s: Site, slug: string) {
  const [row] = await s.db.read.select().from(policies).where(eq(policies.slug, slug));
  return publishNewVersion(await s.as(s.ada.id), row?.id ?? '', texts);
}

async function mailed(s: Site, template: string) {
  const rows = await s.db.read.select().from(outbox).where(eq(outbox.template, template));
  return rows.map((row) => row.recipientId).sort();
}

async function digestDays(s: Site, to: Member) {
  const rows = await s.db.read.select().from(outbox).where(eq(outbox.template, 'digest')).orderBy(outbox.id);
  return rows.filter((row) => row.recipientId === to.id).map((row) => (JSON.parse(row.data) as NoticeData['digest']).day);
}

const ids = (members: readonly Member[]) => members.map(({ id }) => id).sort();

test('a new version of the rules for everybody reaches everybody who signs in, once, by mail and on the start page, until they sign', async () => {
  const { s, bob, staff } = await office();
  expect((await (await s.signIn(bob)).get('/')).text).not.toContain('Privé op sociale media');
  const { versionId } = await publish(s, 'personal-use');
  const page = await (await s.signIn(bob)).get('/');
  expect(page.text).toContain('Lees “Privé op sociale media” en bevestig het');
  await remind(s.system);
  await remind(s.system);
  expect(await mailed(s, 'policy-published')).toEqual(ids(staff));
  await acknowledge(await s.as(bob.id), versionId);
  expect((await (await s.signIn(bob)).get('/')).text).not.toContain('Privé op sociale media');
  const admin = await (await s.signIn(s.ada)).get('/policies');
  expect(admin.text).toContain('1 of 5; 1 cannot sign in');
});

test('a new version of the rules for company accounts asks those who have a way into one, and whoever gets one later', async () => {
  const { s, olga, bob } = await office();
  await publish(s, 'corporate-accounts');
  await remind(s.system);
  expect(await mailed(s, 'policy-published')).toEqual([olga.id]);
  expect((await (await s.signIn(bob)).get('/')).text).not.toContain('regels voor bedrijfsaccounts');
  const accountId = await account(s, { ownerId: olga.id, handle: 'other' });
  await sharedLogin(s, olga.id, accountId, bob.id);
  await remind(s.system);
  expect(await mailed(s, 'policy-published')).toEqual(ids([olga, bob]));
});

test('who does not sign is asked again in the digest after 3, 7 and 14 days and then every two weeks, also where runs were missed', async () => {
  const { s, bob } = await office();
  const { versionId } = await publish(s, 'personal-use');
  for (let day = 0; day < 30; day++) {
    if (day < 8 || day > 12) await remind(s.system);
    s.clock.advance('1d');
  }
  expect(await digestDays(s, bob)).toEqual(['2026-11-20', '2026-11-24', '2026-12-01', '2026-12-15']);
  await acknowledge(await s.as(bob.id), versionId);
  s.clock.advance('14d');
  await remind(s.system);
  expect(await digestDays(s, bob)).toHaveLength(4);
});

test('whoever joins finds it on the start page, and hears of it by mail only while it waits', async () => {
  const { s } = await office();
  const cas = await s.person('Cas Comer');
  await remind(s.system);
  expect(await mailed(s, 'policy-published')).toEqual([]);
  expect((await (await s.signIn(cas)).get('/')).text).toContain('Persoonlijk gebruik van sociale media');
  s.clock.advance('3d');
  await remind(s.system);
  expect(await digestDays(s, cas)).toEqual(['2026-11-20']);
});

describe('somebody asked on the first of the month', () => {
  test.each([
    ['is left alone on the day itself', null, '2026-12-01', false],
    ['is asked again after three days', null, '2026-12-04', true],
    ['is not asked twice for it', '2026-12-04', '2026-12-05', false],
    ['is asked once for all that was missed', '2026-12-04', '2026-12-20', true],
    ['is asked two weeks after the last turn', '2026-12-15', '2026-12-28', false],
    ['and then again', '2026-12-15', '2026-12-29', true],
  ])('%s', (_, remindedOn, today, expected) => {
    expect(asksAgain({ askedOn: '2026-12-01', remindedOn }, today)).toBe(expected);
  });
});
