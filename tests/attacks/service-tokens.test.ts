import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox, serviceConsents } from '#db/schema/index.ts';
import { endGrantsOf, giveServiceGrant, holdingsOf, whoCanGetIn } from '#src/features/access/index.ts';
import { verifyRights } from '#src/features/audit/index.ts';
import { openCauses } from '#src/features/secrets/index.ts';
import { makeServiceToken } from '#src/features/services/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { record } from '#src/ground/audit.ts';
import { within } from '#src/ground/ctx.ts';
import type { NoticeData } from '#src/ground/notice.ts';
import { account, newValue, secret } from '#tests/helpers/builders.ts';
import { client, lifted } from '#tests/helpers/rest.ts';
import { type Site, site } from '#tests/helpers/site.ts';

type Scopes = Parameters<typeof makeServiceToken>[2]['scopes'];

/** Olga owns a critical account with Dirk as deputy; Poster is a service that has no token yet. */
async function company() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const dirk = await s.person('Dirk Deputy', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: [dirk.id], criticality: 'critical' });
  const secretId = await secret(s, accountId, olga.id, 'TheRealPassword-2');
  const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'Poster', purpose: 'posts' });
  await s.system.write((tx) => tx.delete(outbox));
  const give = async (by = olga.id) => giveServiceGrant(await s.as(by), { accountId, serviceId, level: 'reveal', reason: 'posts' });
  const token = async (scopes: Scopes = ['read', 'secret.reveal']) => {
    const made = await makeServiceToken(await s.as(s.ada.id), serviceId, { name: 'cron', scopes, days: 1 });
    const asked = client(async (path, init = {}) =>
      s.server.request(`${s.config.publicUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${made.token}`, ...init.headers } }),
    );
    const reveal = () => asked.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { reason: 'posting' });
    return { id: made.id, asked, reveal };
  };
  return { s, olga, dirk, accountId, secretId, serviceId, give, token };
}

async function mails(s: Site, template: string) {
  const rows = await s.db.read.select().from(outbox).where(eq(outbox.template, template));
  return rows.map((row) => row.recipientId).sort();
}

test('whoever makes a token for a machine with a way in opens nothing with it until an owner lets it, and the owners hear of it', async () => {
  const { s, olga, dirk, accountId, give, token } = await company();
  await give();
  const bot = await token();
  const refused = await bot.reveal();
  expect([refused.status, refused.code]).toEqual([403, 'permission.needs-consent']);
  expect(await mails(s, 'service-token')).toEqual([olga.id, dirk.id].sort());
  const [mail] = await s.db.read.select().from(outbox).where(eq(outbox.template, 'service-token'));
  const said = JSON.parse(mail?.data ?? '') as NoticeData['service-token'];
  expect(said).toMatchObject({ service: 'Poster', token: 'cron', by: 'Ada Admin', account: 'X · voorbeeld' });

  const administrator = await s.signIn(s.ada);
  expect((await administrator.get(`/accounts/${accountId}`)).text).not.toContain('Let it in');
  expect((await administrator.post(`/accounts/${accountId}/service-tokens/${bot.id}/consent`, {})).status).toBe(403);
  expect((await bot.asked.post(`/accounts/${accountId}/service-tokens/${bot.id}/consent`)).status).toBe(403);
  expect((await bot.reveal()).status).toBe(403);

  const deputy = await s.signIn(dirk);
  expect((await deputy.get('/')).text).toContain('Poster vraagt bij de geheimen van X · voorbeeld te mogen');
  await deputy.get(`/accounts/${accountId}`);
  const page = await deputy.post(`/accounts/${accountId}/service-tokens/${bot.id}/consent`, {});
  expect(page.text).toContain('Het token kan nu bij de geheimen van dit account.');
  expect((await deputy.get('/')).text).not.toContain('Poster vraagt');
  expect((await bot.reveal()).body['value']).toBe('TheRealPassword-2');
  const another = await token();
  expect((await another.reveal()).code).toBe('permission.needs-consent');
  expect((await verifyRights(await s.as(s.ada.id))).differences).toEqual([]);
});

test('what the machine was given counts as known to whoever made its token, until somebody else sets a value', async () => {
  const { s, olga, accountId, secretId, give, token } = await company();
  const bot = await token();
  await give();
  expect((await bot.reveal()).status).toBe(201);
  expect((await bot.reveal()).status).toBe(201);
  const byOlga = await s.as(olga.id);
  const known = async () => (await holdingsOf(await s.as(s.ada.id), s.ada.id)).secrets.map(({ tier }) => tier);
  expect(await known()).toEqual(['knows']);
  const paths = (await whoCanGetIn(byOlga, accountId)).people.find(({ person }) => person.id === s.ada.id)?.paths;
  expect(paths).toMatchObject([{ kind: 'knows', throughService: true }]);
  expect((await (await s.signIn(olga)).get(`/accounts/${accountId}`)).text).toContain('maakte het token van een dienst');

  await s.system.write((tx) => endGrantsOf(within(s.system, tx), s.ada.id, 'left'));
  expect(await openCauses(s.system, [secretId])).toMatchObject([{ kind: 'holder-left', subjectId: s.ada.id }]);
  s.clock.advance('1h');
  await newValue(s, secretId, olga.id, 'AnotherPassword-3');
  expect(await openCauses(s.system, [secretId])).toEqual([]);
  expect(await known()).toEqual(['safe']);
});

test('giving a machine a way in lets the tokens in that it has, by name, and tells the others who answer for the account', async () => {
  const { s, olga, dirk, accountId, give, token, serviceId } = await company();
  const bot = await token();
  const owner = await s.signIn(olga);
  expect((await owner.get(`/accounts/${accountId}/service-grants/new`)).text).toContain('Poster, met cron (Ada Admin)');
  await give();
  expect((await bot.reveal()).status).toBe(201);
  expect(await mails(s, 'way-in-opened')).toEqual([dirk.id]);
  expect((await (await s.signIn(s.ada)).get(`/settings/services/${serviceId}`)).text).toContain('Olga Owner');
  const late = await token();
  expect((await late.reveal()).code).toBe('permission.needs-consent');
});

test('a token that may ask for no secret asks nobody', async () => {
  const { s, olga, give, token } = await company();
  await give();
  await token(['read', 'person.add']);
  expect(await mails(s, 'service-token')).toEqual([]);
  expect((await (await s.signIn(olga)).get('/')).text).not.toContain('Poster');
});

test('an owner who administers lets in what they made themselves, on their own account alone', async () => {
  const { s, serviceId, dirk, give, token } = await company();
  const own = await account(s, { ownerId: s.ada.id, deputyIds: [dirk.id], handle: 'own' });
  await giveServiceGrant(await s.as(s.ada.id), { accountId: own, serviceId, level: 'code', reason: 'posts' });
  await give();
  await token();
  const rows = await s.db.read.select().from(serviceConsents);
  expect(rows).toMatchObject([{ accountId: own, personId: s.ada.id }]);
  expect(await mails(s, 'service-token')).toHaveLength(3);
});

test('over REST everybody concerned sees who let which token in, and only an owner or deputy does, with a step-up, once', async () => {
  const { s, olga, accountId, give, token, serviceId } = await company();
  await give();
  const bot = await token();
  const path = `/accounts/${accountId}/service-tokens`;
  const auditor = client(await s.api(await s.person('Aline Auditor', { roles: ['auditor'] })));
  expect((await auditor.get(path)).body['tokens']).toMatchObject([{ tokenId: bot.id, madeBy: { name: 'Ada Admin' }, consent: null }]);
  const unlifted = client(await s.api(olga, ['read', 'service-token.consent']));
  expect((await unlifted.post(`${path}/${bot.id}/consent`)).code).toBe('permission.step-up');
  const owner = await lifted(s, olga, ['read', 'service-token.consent']);
  const both = await Promise.all([owner.post(`${path}/${bot.id}/consent`), owner.post(`${path}/${bot.id}/consent`)]);
  expect(both.map(({ status }) => status)).toEqual([204, 204]);
  expect((await owner.post(`${path}/tok_nothing/consent`)).status).toBe(404);
  const events = (await auditor.get('/audit-events?event=service-token.consented')).body['events'];
  expect(events).toMatchObject([{ actor: { name: 'Olga Owner' }, detail: { tokenId: bot.id, serviceId } }]);
  const [reaches] = ((await auditor.get(`/services/${serviceId}/tokens`)).body['tokens'] as { reaches: object[] }[]).map((one) => one.reaches);
  expect(reaches).toMatchObject([{ accountId, consent: { by: { name: 'Olga Owner' } } }]);
});

test('a consent that was written behind the log is found', async () => {
  const { s, olga, accountId, give, token } = await company();
  await give();
  const bot = await token();
  await s.db.write(async (tx) => {
    await tx.insert(serviceConsents).values({ tokenId: bot.id, accountId, personId: olga.id, at: 1 });
    await record(tx, s.system, 'backup.made', { kind: 'installation', id: null }, { bytes: 1 });
  });
  expect((await verifyRights(await s.as(s.ada.id))).differences).toEqual([{ table: 'service_consents', id: `${bot.id} ${accountId}`, says: 'not-in-the-log' }]);
});
