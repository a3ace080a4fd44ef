import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { mountApi } from '#src/app/mount.ts';
import { giveGrant, keepSecret } from '#src/features/access/index.ts';
import { announceOffboarding, cancelOffboarding, completeProven, startOffboarding } from '#src/features/offboarding/index.ts';
import { grantableScopes } from '#src/features/tokens/index.ts';
import { type RestRoute, routesOf } from '#src/http/resources.ts';
import { account, person } from '#tests/helpers/builders.ts';
import { client, lifted } from '#tests/helpers/rest.ts';
import { type Site, site } from '#tests/helpers/site.ts';
import { inhabited } from '#tests/house/inhabited.ts';
import { sampleOf, schemaOf } from './samples.ts';

/** What the description promises to programs, held against the answers. */
const routes = routesOf(mountApi);
const title = ({ method, path }: RestRoute) => `${method} ${path}`;
const withBody = routes.filter((route): route is RestRoute & { body: z.ZodType } => route.body !== undefined);

async function company() {
  const { s, fill } = await inhabited();
  return { s, at: (route: RestRoute) => fill(route.path), ada: client(await s.api(s.ada, grantableScopes)) };
}

describe('what is accepted is what is kept', () => {
  test('a body that is not UTF-8 is refused, whatever it says it is', async () => {
    const { s, at } = await company();
    const ask = await s.api(s.ada, grantableScopes);
    const latin = Buffer.from('{"value":"Z\xfcrich-2026"}', 'latin1');
    const odd: string[] = [];
    for (const route of withBody) {
      const send = (type: string) => ask(at(route), { method: route.method, headers: { 'content-type': type }, body: latin });
      const statuses = [(await send('application/json')).status, (await send('application/json; charset=iso-8859-1')).status];
      if (statuses.join() !== '400,400' && statuses.join() !== '400,415') odd.push(`${title(route)} answers ${statuses.join()}`);
    }
    expect(odd).toEqual([]);
  });

  test('neither is half of a letter, nor a type in another spelling refused', async () => {
    const { s } = await company();
    const ask = await lifted(s, s.ada, grantableScopes);
    expect(await ask.sendText('PATCH', `/people/${s.ada.id}`, '{"jobTitle":"\\ud800"}')).toMatchObject({ status: 422, code: 'web.invalid-fields' });
    const spelt = { 'content-type': 'Application/JSON; Charset="UTF-8"' };
    expect(await ask.sendText('PATCH', `/people/${s.ada.id}`, '{"jobTitle":"Coördinator 🔑"}', spelt)).toMatchObject({ status: 204 });
    expect((await ask.get(`/people/${s.ada.id}`)).body).toMatchObject({ jobTitle: 'Coördinator 🔑' });
  });

  test('the scheme of a token in any case', async () => {
    const { s } = await company();
    const ask = await s.api(s.ada, ['read']);
    expect((await ask('/me')).status).toBe(200);
    const answer = await s.server.request(`${s.config.publicUrl}/api/v1/me`, { headers: { authorization: `bearer kht_${'x'.repeat(43)}` } });
    expect(await answer.json()).toMatchObject({ type: 'urn:keyholder:problem:rest.bad-token' });
  });

  test('a filter that says nothing, or not what it should, is no filter', async () => {
    const { ada } = await company();
    for (const [path, field, detail] of [
      ['/audit-events?actorId=', 'actorId', 'Fill this in.'],
      ['/audit-events?subjectId=', 'subjectId', 'Fill this in.'],
      ['/accounts?platform=', 'platform', 'Fill this in.'],
      ['/rotations?days=', 'days', 'Fill this in.'],
      ['/accounts?=x', '', 'This field does not exist here.'],
      ['/accounts?limit=0x10', 'limit', 'Give a number.'],
      ['/accounts?limit=1e2', 'limit', 'Give a number.'],
      ['/accounts?limit=%205', 'limit', 'Give a number.'],
      ['/accounts?limit=%2B5', 'limit', 'Give a number.'],
      ['/accounts?limit=201', 'limit', 'Give a number of at most 200.'],
      ['/accounts?limit=0', 'limit', 'Give a number of at least 1.'],
    ]) {
      const answer = await ada.get(path ?? '');
      expect([path, answer.status, answer.body['fields']]).toEqual([path, 422, [{ field, detail }]]);
    }
  });

  test('a day to come is not when a value was set, and nobody came in through the vault before it gave access', async () => {
    const s = await site();
    const olga = await s.person('Olga Owner', { acknowledged: true });
    const bob = await person(s, 'Bob Baker');
    const id = await account(s, { ownerId: olga.id });
    const { id: secretId } = await keepSecret(await s.as(olga.id), { accountId: id, kind: 'password' });
    const api = await lifted(s, olga, ['read', 'secret.add', 'grant.give']);
    const future = { status: 422, body: { fields: [{ field: 'setOn' }] } };
    expect(await api.post(`/accounts/${id}/secrets`, { kind: 'password', value: 'Fiets-77-regen', setOn: '2062-11-20' })).toMatchObject(future);
    expect(await api.put(`/accounts/${id}/secrets/${secretId}/value`, { value: 'Fiets-77-regen', setOn: '2062-11-20' })).toMatchObject(future);
    const login = { kind: 'shared-login', level: 'code', personId: bob, startsAt: '1900-01-01T00:00:00Z' };
    expect(await api.post(`/accounts/${id}/grants`, login)).toMatchObject({ status: 422, body: { fields: [{ field: 'startsAt' }] } });
    const { startsAt } = login;
    expect(await api.post(`/accounts/${id}/grants`, { kind: 'platform-role', personId: bob, startsAt })).toMatchObject({ status: 201 });
  });
});

/** Something of every other type than the field has. */
const strangers = [12.5, 'geen', true, null, [], { a: 1 }];

test('a wrong type is told as one, never as a field that was left out', async () => {
  const { at, ada } = await company();
  const odd: string[] = [];
  for (const route of withBody) {
    const whole = sampleOf(schemaOf(route.body)) as Record<string, unknown>;
    for (const [name, right] of Object.entries(whole)) {
      for (const wrong of strangers.filter((value) => typeof value !== typeof right || value === null)) {
        const { status, body } = await ada.send(route.method, at(route), { ...whole, [name]: wrong });
        const told = (body['fields'] as { field: string; detail: string }[] | undefined)?.filter((each) => each.field.split('.')[0] === name) ?? [];
        if (status !== 422 || told.length === 0 || told.some(({ detail }) => detail === 'Fill this in.')) {
          odd.push(`${title(route)} ${name}=${JSON.stringify(wrong)} answers ${status} ${JSON.stringify(told)}`);
        }
      }
    }
    const { body } = await ada.send(route.method, at(route), []);
    if (!JSON.stringify(body).includes('Give an object')) odd.push(`${title(route)} does not say that it wants an object`);
  }
  expect(odd).toEqual([]);
});

/** Every list there is, in each of its states: whatever has a cursor. */
const lists = routes
  .filter((route) => route.method === 'GET' && route.query && 'cursor' in (schemaOf(route.query).properties ?? {}))
  .flatMap((route) => {
    const states = route.query ? (schemaOf(route.query).properties?.['state']?.enum ?? ['']) : [''];
    return states.map((state) => ({ path: route.path, state: String(state) }));
  });

async function crowded(): Promise<Site> {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  for (const name of ['Anna Aas', 'Bert Bos', 'Cees Coe', 'Dirk Dam', 'Els Een', 'Fien Fok', 'Guus Gal']) {
    const at = ['Anna Aas', 'Bert Bos', 'Cees Coe'].includes(name) ? null : s.clock.now() + 86_400_000;
    const id = await person(s, name);
    const accountId = await account(s, { ownerId: olga.id, handle: name.replace(' ', '').toLowerCase() });
    if (at === null) await giveGrant(await s.as(olga.id), { accountId, kind: 'platform-role', personId: id });
    const { id: caseId } = await startOffboarding(await s.as(hana.id), { personId: id, effectiveAt: at, announced: false });
    if (at !== null) await announceOffboarding(await s.as(hana.id), caseId);
    if (name.startsWith('F') || name.startsWith('G')) await cancelOffboarding(await s.as(hana.id), caseId);
    // Not as many at once as would be held.
    s.clock.advance('1h');
  }
  for (const name of ['Hein Hem', 'Ida Ide'])
    await startOffboarding(await s.as(hana.id), { personId: await person(s, name), effectiveAt: null, announced: true });
  await completeProven(s.system);
  return s;
}

test('every list is walked to its end, page by page, by the cursor it gives', async () => {
  const s = await crowded();
  const api = client(await s.api(s.ada, grantableScopes));
  expect(lists.length).toBeGreaterThan(6);
  const lengths: Record<string, number> = {};
  for (const { path, state } of lists) {
    const filter = state ? `&state=${state}` : '';
    const rowsOf = (body: Readonly<Record<string, unknown>>) => Object.values(body).find(Array.isArray) as unknown[];
    const whole = await api.get(`${path}?limit=200${filter}`);
    expect([path, state, whole.status, whole.body['next']]).toEqual([path, state, 200, null]);
    const walked: unknown[] = [];
    for (let next = ''; ; ) {
      const page = await api.get(`${path}?limit=1${filter}${next ? `&cursor=${encodeURIComponent(next)}` : ''}`);
      expect([path, state, page.status, rowsOf(page.body).length <= 1]).toEqual([path, state, 200, true]);
      walked.push(...rowsOf(page.body));
      if (page.body['next'] === null) break;
      next = String(page.body['next']);
    }
    expect([path, state, walked]).toEqual([path, state, rowsOf(whole.body)]);
    lengths[`${path} ${state}`] = walked.length;
  }
  expect(lengths).toMatchObject({ '/offboardings open': 5, '/offboardings finished': 2, '/offboardings cancelled': 2, '/accounts ': 7 });
});

test('a cursor is described as what it is', () => {
  const cursors = routes.flatMap((route) => (route.query ? (schemaOf(route.query).properties?.['cursor'] ?? []) : []));
  expect(cursors.map(({ type }) => type)).toEqual(cursors.map(() => 'string'));
});

describe('preconditions', () => {
  test('are refused where there is nothing to compare with, and a weak tag never fits', async () => {
    const { s } = await company();
    const ada = await lifted(s, s.ada, grantableScopes);
    const tag = (await ada.get(`/people/${s.ada.id}`)).headers.get('etag') ?? '';
    const edit = (held: string) => ada.patch(`/people/${s.ada.id}`, { jobTitle: 'Editor' }, { 'if-match': held });
    expect(await edit(`W/${tag}`)).toMatchObject({ status: 412, code: 'rest.stale' });
    expect(await edit(tag)).toMatchObject({ status: 204 });
    const token = { scopes: ['read'], name: 'Watcher', days: 1 };
    expect(await ada.post('/tokens', token, { 'if-match': '"zzz"' })).toMatchObject({ status: 412, code: 'rest.no-tag' });
    expect(await ada.post('/tokens', token, { 'if-match': '*' })).toMatchObject({ status: 201 });
  });
});
