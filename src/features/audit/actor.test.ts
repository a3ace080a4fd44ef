import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { apiTokens } from '#db/schema/index.ts';
import { giveServiceGrant } from '#src/features/access/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { record } from '#src/ground/audit.ts';
import { account, secret } from '#tests/helpers/builders.ts';
import { client, lifted, machine } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';
import { exportEvents } from './export.service.ts';
import { verifyRights } from './rights.service.ts';
import { listEvents } from './service.ts';

/** Olga has looked at her password with a token of her own, and the service Poster, whose token Ada made, has fetched it. */
async function shownTwice() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  const secretId = await secret(s, accountId, olga.id);
  const own = await lifted(s, olga, ['read', 'secret.reveal']);
  const path = `/accounts/${accountId}/secrets/${secretId}/reveals`;
  expect((await own.post(path, { reason: 'test' })).status).toBe(201);
  const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'Poster', purpose: 'posts' });
  const bot = await machine(s, s.ada, serviceId, ['read', 'secret.reveal']);
  await giveServiceGrant(await s.as(olga.id), { accountId, serviceId, level: 'reveal', reason: 'posts' });
  expect((await bot.post(path, {})).status).toBe(201);
  const auditor = await s.person('Aline Auditor', { roles: ['auditor'] });
  return { s, olga, auditor, accountId, serviceId };
}

const person = ({ id, name }: { id: string; name: string }) => ({ id, name });
const named = (name: string) => ({ id: expect.any(String), name });

test('an auditor reads over REST which human is behind every token', async () => {
  const { s, olga, auditor, serviceId } = await shownTwice();
  const api = client(await s.api(auditor));
  const events = async (query: string) => (await api.get(`/audit-events?${query}`)).body['events'] as { event: string; actor: object }[];
  const [byService, byOlga] = await events('event=secret.shown');
  expect(byOlga?.actor).toMatchObject({ kind: 'token', name: 'Olga Owner', person: person(olga), service: null, token: named('test') });
  expect(byService?.actor).toMatchObject({ kind: 'token', name: 'Poster', person: person(s.ada), service: { id: serviceId, name: 'Poster' } });
  const namesOf = async (query: string) => (await events(query)).map((row) => row.event);
  expect(await namesOf(`event=secret.shown&actorId=${olga.id}`)).toHaveLength(1);
  expect(await namesOf(`actorId=${serviceId}`)).toEqual(['secret.shown']);
  expect(await namesOf(`event=secret.shown&actorId=${s.ada.id}`)).toHaveLength(1);
});

test('page and export tell it the same way, in both languages', async () => {
  const { s, auditor, accountId, olga } = await shownTwice();
  const told = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const english = told((await (await s.signIn(s.ada)).get('/audit?event=secret.shown')).text);
  expect(english).toContain('Poster API, by token test, made by Ada Admin looked at a value with the access it was given');
  expect(english).toContain('Olga Owner API, by token test looked at a value test');
  const dutch = told((await (await s.signIn(auditor)).get('/audit?event=secret.shown')).text);
  expect(dutch).toContain('Poster API, met token test, gemaakt door Ada Admin keek een waarde in');
  expect(dutch).toContain('Olga Owner API, met token test keek een waarde in test');
  expect(told((await (await s.signIn(s.ada)).get(`/accounts/${accountId}`)).text)).toContain('Olga Owner looked at a value');
  let csv = '';
  const write = async (text: string) => {
    csv += text;
  };
  await exportEvents(await s.as(auditor.id), { format: 'csv', from: null, to: null, since: null, write });
  const shown = csv.split('\r\n').filter((line) => line.includes('secret.shown'));
  expect(shown[0]).toMatch(new RegExp(`,token,tok_\\w+,Olga Owner,${olga.id},Olga Owner,test,rest,`));
  expect(shown[1]).toMatch(new RegExp(`,token,tok_\\w+,Poster,${s.ada.id},Ada Admin,test,rest,`));
});

test('a sign-in is told as the person who made it, also where the text was written before they were known', async () => {
  const { s, olga } = await shownTwice();
  await s.signIn(olga);
  await s.db.write((tx) => record(tx, s.stranger, 'sign-in.completed', { kind: 'person', id: olga.id }, { sessionId: 'ses_old', factor: 'totp' }));
  const { rows } = await listEvents(await s.as(s.ada.id), { event: 'sign-in.completed', actorId: olga.id });
  expect(rows.map((row) => [row.actor.kind, row.actor.name])).toEqual([
    ['stranger', 'Olga Owner'],
    ['person', 'Olga Owner'],
    ['person', 'Olga Owner'],
  ]);
});

test('a token that was given to somebody else behind the log is found', async () => {
  const { s, olga } = await shownTwice();
  const check = async () => (await verifyRights(await s.as(s.ada.id))).differences;
  expect(await check()).toEqual([]);
  const [row] = await s.db.read.select().from(apiTokens).where(eq(apiTokens.personId, olga.id));
  await s.db.write(async (tx) => {
    await tx
      .update(apiTokens)
      .set({ createdBy: s.ada.id, personId: s.ada.id })
      .where(eq(apiTokens.id, row?.id ?? ''));
    await record(tx, s.system, 'backup.made', { kind: 'installation', id: null }, { bytes: 1 });
  });
  expect(await check()).toEqual([{ table: 'api_tokens', id: row?.id, says: 'other' }]);
});
