import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableName, is, Table } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { engine } from '#db/engine.ts';
import * as schema from '#db/schema/index.ts';
import { commands } from '#src/app/commands.ts';
import { explainFailure } from '#src/app/failure.ts';
import { runCommand } from '#src/app/socket.ts';
import type { Browser } from '#tests/helpers/browser.ts';
import type { Member, Site } from '#tests/helpers/site.ts';
import { canaries, inhabited } from './inhabited.ts';
import { canariesIn, type Place } from './laws/canary.ts';

/** Every value of every row, and the files of the database as they lie on disk. */
async function everythingKept(s: Site): Promise<Place[]> {
  const places: Place[] = [{ where: 'the log', what: s.log() }];
  for (const table of Object.values(schema).filter((one) => is(one, Table))) {
    for (const row of await s.db.read.select().from(table)) {
      for (const [column, value] of Object.entries(row)) {
        if (value !== null) places.push({ where: `${getTableName(table)}.${column}`, what: value instanceof Uint8Array ? value : String(value) });
      }
    }
  }
  const files = readdirSync(s.config.dataDir).filter((name) => name.startsWith('keyholder.db'));
  return [...places, ...files.map((name) => ({ where: name, what: readFileSync(join(s.config.dataDir, name)) }))];
}

/** The bodies and headers of every page there is, as a page, as a piece of one, and of every resource. */
async function everythingShown(s: Site, browser: Browser, member: Member, fill: (path: string) => string): Promise<Place[]> {
  const places: Place[] = [];
  const show = async (where: string, answer: { text: string; headers: Headers }) => {
    places.push({ where, what: answer.text }, { where: `headers of ${where}`, what: JSON.stringify([...answer.headers]) });
  };
  for (const { path, method } of s.server.routes) {
    if (method !== 'GET') continue;
    await show(path, await browser.get(fill(path)));
    await show(`piece of ${path}`, await browser.fragment(fill(path)));
  }
  const api = await s.api(member);
  for (const { path, method } of s.server.restRoutes) {
    const answer = await api(fill(path), { method });
    await show(`/api/v1${path}`, { text: await answer.text(), headers: answer.headers });
  }
  return places;
}

/** What a form of each kind asks for, as far as somebody bent on a value would fill it in. */
const hopeful = { how: 'shown', reason: 'I would like to know' };

test('what was put in lies open in no table, file or line of the log', async () => {
  const { s, hana, olga, fill } = await inhabited();
  const browser = await s.signIn(olga);
  await browser.get(fill('/accounts/:id'));
  const revealed = await browser.fragment(fill('/accounts/:id/secrets/:secretId/reveals'), hopeful);
  expect(canariesIn([{ where: 'reveal', what: revealed.text }], canaries)).toEqual([{ path: 'reveal', because: 'holds the password' }]);

  const tokens = { session: browser.cookies.get('__Host-kh-session') ?? '', device: browser.cookies.get('__Host-kh-device') ?? '' };
  expect(Object.values(tokens).every((token) => token.length > 20)).toBe(true);
  const people = { 'sign-in password': olga.password, 'seed of Olga': olga.seed, 'seed of Hana': hana.seed };
  expect(canariesIn(await everythingKept(s), { ...canaries, ...tokens, ...people })).toEqual([]);
});

test('no command prints a value, and none is open in a backup', async () => {
  const { s, olga, fill } = await inhabited();
  const target = join(s.config.dataDir, 'keyholder.db.copy');
  const said: Place[] = [];
  const written: Buffer[] = [];
  const write = async (part: string | Uint8Array) => void written.push(Buffer.from(part));
  const words = { FILE: target, PERSON: olga.email, ACCOUNT: fill('/accounts/:id').split('/').at(-1) ?? '' };
  const input = { arguments: words, options: { 'dry-run': true, format: 'jsonl' }, files: {}, write };
  for (const { name, offline } of commands) {
    if (offline) continue;
    const answer = await runCommand(s.app, name, input, null).catch((error: unknown) => explainFailure(error));
    said.push({ where: `keyholder ${name}`, what: typeof answer === 'string' ? answer : `${answer.text} ${JSON.stringify(answer.json)}` });
  }
  expect(said.length).toBeGreaterThan(10);
  const files = Buffer.concat(written).toString('latin1');
  expect(files.includes('SQLite format 3')).toBe(engine === 'sqlite');
  expect(canariesIn([...said, { where: 'a file that a command writes', what: files }, ...(await everythingKept(s))], canaries)).toEqual([]);
});

test('a value refused at the door is told to nobody', async () => {
  const { s, olga, fill } = await inhabited();
  const browser = await s.signIn(olga);
  await browser.get(fill('/accounts/:id/secrets/new'));
  const refused = [
    await browser.post(fill('/accounts/:id/secrets'), { kind: 'gadget', value: canaries.note }),
    await browser.post(fill('/accounts/:id/secrets/:secretId/value'), { value: canaries.note, setOn: 'the day before yesterday' }),
    await browser.post('/me/password', { current: canaries.note, password: canaries.candidate, again: 'x' }),
    await browser.post('/sign-in', { email: olga.email, password: canaries.note, extra: canaries.note }),
  ];
  expect(
    canariesIn(
      refused.map(({ text, path }) => ({ where: path, what: text })),
      canaries,
    ),
  ).toEqual([]);
  expect(canariesIn([{ where: 'the log', what: s.log() }], canaries)).toEqual([]);
});

test.each(['Hana, who is HR', 'Aad, who audits', 'Ada, who administrates', 'Olga, who owns the account'])('no address shows a value to %s', async (who) => {
  const { s, hana, aad, olga, fill } = await inhabited();
  const member = { Hana: hana, Aad: aad, Ada: s.ada, Olga: olga }[who.split(',')[0] ?? ''] ?? s.ada;
  const places = await everythingShown(s, await s.signIn(member), member, fill);
  expect(places.length).toBeGreaterThan(80);
  expect(canariesIn(places, canaries)).toEqual([]);
});

test('no form that HR could send brings a value out', async () => {
  const { s, hana, fill } = await inhabited();
  const browser = await s.signIn(hana);
  const places: Place[] = [];
  const routes = s.server.routes.filter(({ method, path }) => method === 'POST' && path !== '/sign-out' && !path.startsWith('/me/sessions'));
  for (const { path } of routes) {
    for (const fields of [hopeful, { reason: hopeful.reason }, {}]) {
      await browser.get('/me/password');
      const page = await browser.post(fill(path), fields);
      expect([path, page.status]).not.toEqual([path, 500]);
      places.push({ where: path, what: page.text });
      places.push({ where: path, what: (await browser.fragment(fill(path), fields)).text });
    }
  }
  expect((await browser.get('/')).status).toBe(200);
  expect(canariesIn(places, canaries)).toEqual([]);
});

describe('a secret that lies open is found', () => {
  const canary = { word: 'p&ss wörd-9' };
  const bytes = Buffer.from(canary.word);
  test.each([
    ['as it is', canary.word],
    ['in a file', Buffer.from(`\0\0${canary.word}\0`)],
    ['in HTML', 'p&amp;ss wörd-9'],
    ['in an address', '/x?y=p%26ss%20w%C3%B6rd-9'],
    ['in hexadecimal', `x'${bytes.toString('hex').toUpperCase()}'`],
    ['in base64', bytes.toString('base64')],
    ['inside a longer base64', Buffer.from(`{"a":"${canary.word}"}`).toString('base64url')],
  ])('%s', (_, what) => {
    expect(canariesIn([{ where: 'here', what }], canary)).toEqual([{ path: 'here', because: 'holds the word' }]);
  });

  test('and nothing else is', () => {
    expect(canariesIn([{ where: 'here', what: 'password, wörd-8, 9f8e' }], canary)).toEqual([]);
  });
});
