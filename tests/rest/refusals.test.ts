import { expect, test } from 'vitest';
import { mountApi } from '#src/app/mount.ts';
import { createToken, grantableScopes, replays } from '#src/features/tokens/index.ts';
import { type RestRoute, routesOf } from '#src/http/resources.ts';
import { cookieOf, inhabited } from '#tests/house/inhabited.ts';
import { requiredFields, sampleOf, schemaOf } from './samples.ts';

/** For every operation there is, from the one table they are all declared in: what it refuses, and how. */
const routes = routesOf(mountApi);
const json = { 'content-type': 'application/json' };

type Told = { status: number; code: string; text: string; fields: string[] };

const title = ({ method, path }: RestRoute) => `${method} ${path}`;
const bodyOf = (route: RestRoute): string => (route.body ? JSON.stringify(sampleOf(schemaOf(route.body))) : '');
const whole = (route: RestRoute): RequestInit => ({ method: route.method, ...(route.body ? { headers: json, body: bodyOf(route) } : {}) });

async function told(answer: Response): Promise<Told> {
  const text = await answer.text();
  const isProblem = answer.headers.get('content-type') === 'application/problem+json; charset=utf-8';
  const { type, fields = [] } = isProblem ? (JSON.parse(text) as { type: string; fields?: { field: string }[] }) : { type: '(no problem+json)' };
  return { status: answer.status, code: type.replace('urn:keyholder:problem:', ''), text, fields: fields.map(({ field }) => field) };
}

/** What each of these routes answered, where it is not what it should have been. */
async function oddities(among: readonly RestRoute[], expected: string, ask: (route: RestRoute) => Promise<Response>): Promise<string[]> {
  const odd: string[] = [];
  for (const route of among) {
    const { status, code } = await told(await ask(route));
    if (`${status} ${code}` !== expected) odd.push(`${title(route)} answers ${status} ${code}`);
  }
  return odd;
}

const withBody = routes.filter((route) => route.body);
const posts = routes.filter((route) => route.method === 'POST');

async function company() {
  const { s, fill } = await inhabited();
  const ada = await s.api(s.ada, grantableScopes);
  return { s, at: (route: RestRoute) => fill(route.path), ada };
}

test('nobody but the bearer of a token is answered', async () => {
  const { s, at } = await company();
  const cookie = cookieOf((await s.signIn(s.ada)).cookies);
  const ask = (headers: Record<string, string>) => async (route: RestRoute) =>
    s.server.request(`${s.config.publicUrl}/api/v1${at(route)}`, { ...whole(route), headers: { ...json, ...headers } });
  expect(await oddities(routes, '401 rest.no-token', ask({}))).toEqual([]);
  expect(await oddities(routes, '401 rest.no-token', ask({ cookie }))).toEqual([]);
  expect(await oddities(routes, '401 rest.no-token', ask({ authorization: 'Basic YTpi' }))).toEqual([]);
  expect(await oddities(routes, '401 rest.bad-token', ask({ authorization: `Bearer kht_${'x'.repeat(43)}` }))).toEqual([]);
});

test('each scope of an operation is needed', async () => {
  const { s, at } = await company();
  const named = [...new Set(routes.flatMap((route) => route.scopes))];
  expect(named.filter((scope) => !grantableScopes.some((known) => known === scope))).toEqual([]);
  for (const missing of grantableScopes.filter((scope) => named.includes(scope))) {
    const ask = await s.api(
      s.ada,
      grantableScopes.filter((scope) => scope !== missing),
    );
    const among = routes.filter((route) => route.scopes.includes(missing));
    expect(await oddities(among, '403 rest.scope', (route) => ask(at(route), whole(route)))).toEqual([]);
  }
});

/** What anybody may ask: their own things, what everybody may read, and lists that are empty for whoever sees nothing. */
const forEverybody = [
  ...['whoAmI', 'listOwnTokens', 'listAccounts', 'listTasks', 'listOffboardings', 'listProposals', 'listOffboardingProposals', 'dueRotations'],
  ...['listPolicies', 'getPolicy', 'listPlatforms', 'getPlatform', 'listOrganisations', 'listTeams'],
];

test('somebody who has no part in a thing neither sees nor changes it', async () => {
  const { s, at } = await company();
  const noor = await s.person('Noor Nobody', { acknowledged: true });
  const ask = await s.api(noor, grantableScopes);
  const open: string[] = [];
  for (const route of routes) {
    const { status } = await ask(at(route), whole(route));
    if (status < 300) open.push(route.name);
    else expect([title(route), status]).toEqual([title(route), expect.toBeOneOf([403, 404, 409, 422])]);
  }
  expect(open.toSorted()).toEqual(forEverybody.toSorted());
});

test('what an operation does not know is refused by name, and never repeated', async () => {
  const { at, ada } = await company();
  expect(await oddities(routes, '422 web.invalid-fields', (route) => ada(`${at(route)}?surprise=1`, whole(route)))).toEqual([]);
  expect(await oddities(routes, '422 web.field-twice', (route) => ada(`${at(route)}?surprise=1&surprise=2`, whole(route)))).toEqual([]);
  for (const route of routes.filter(({ method }) => method !== 'GET')) {
    const sent = { ...(JSON.parse(bodyOf(route) || '{}') as object), surprise: 'geheim' };
    const { status, text, fields } = await told(await ada(at(route), { method: route.method, headers: json, body: JSON.stringify(sent) }));
    expect([title(route), status, text.includes('geheim')]).toEqual([title(route), 422, false]);
    if (route.body) expect([title(route), fields]).toEqual([title(route), expect.arrayContaining(['surprise'])]);
  }
});

test('a body is JSON of the right shape and size, with every field that is needed', async () => {
  const { at, ada } = await company();
  const send =
    (body: (route: RestRoute) => string, headers: Record<string, string> = json) =>
    (route: RestRoute) =>
      ada(at(route), { method: route.method, headers, body: body(route) });
  expect(await oddities(withBody, '415 rest.not-json', send(bodyOf, { 'content-type': 'text/plain' }))).toEqual([]);
  expect(await oddities(withBody, '415 rest.not-json', send(bodyOf, { 'content-type': 'application/x-www-form-urlencoded' }))).toEqual([]);
  expect(
    await oddities(
      withBody,
      '400 rest.bad-json',
      send(() => '{"a":'),
    ),
  ).toEqual([]);
  expect(
    await oddities(
      withBody,
      '422 web.invalid-fields',
      send(() => '[]'),
    ),
  ).toEqual([]);
  expect(
    await oddities(
      withBody,
      '413 rest.too-large',
      send((route) => `"${'x'.repeat(route.bodyLimit ?? 256 * 1024)}"`),
    ),
  ).toEqual([]);
  for (const route of withBody) {
    const missing = route.body ? requiredFields(route.body) : [];
    if (missing.length > 0) expect([title(route), (await told(await send(() => '{}')(route))).fields]).toEqual([title(route), expect.arrayContaining(missing)]);
  }
});

test('an address that leads nowhere is 404, whatever stands in it', async () => {
  const { ada } = await company();
  const named = routes.filter((route) => route.path.includes(':'));
  for (const wrong of ['nowhere', '%27%20or%201=1', 'acc_%00', '%C3%A9']) {
    const answers = await Promise.all(named.map(async (route) => [title(route), (await ada(route.path.replace(/:\w+/g, wrong), whole(route))).status]));
    expect(answers.filter(([, status]) => status !== 404)).toEqual([]);
  }
  const other = await ada('/status', { method: 'DELETE' });
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET']);
});

test('an id that is well made and names nothing is never a fault of ours', async () => {
  const { ada } = await company();
  const odd: string[] = [];
  for (const route of routes.filter(({ path, params }) => path.includes(':') && !params)) {
    const { status, code } = await told(await ada(route.path.replace(/:\w+/g, `acc_${'0'.repeat(26)}`), whole(route)));
    if (![403, 404, 409, 422].includes(status)) odd.push(`${title(route)} answers ${status} ${code}`);
  }
  expect(odd).toEqual([]);
});

test('a key that was used is not used for something else, and what was done is not done again', async () => {
  const { s, at } = await company();
  const { id: tokenId, token } = await createToken(await s.as(s.ada.id), { name: 'test', scopes: [...grantableScopes], days: 1 });
  const authorization = `Bearer ${token}`;
  const send = async (route: RestRoute, key: string) => {
    const headers = { ...(route.body ? json : {}), authorization, 'idempotency-key': key };
    return s.server.request(`${s.config.publicUrl}/api/v1${at(route)}`, { ...whole(route), headers });
  };
  const claim = (key: string, sent: string) => s.system.write((tx) => replays.claim(s.system, tx, tokenId, key, s.system.crypto.sha256(sent)));
  await claim('used', 'another request');
  expect(await oddities(posts, '422 rest.key-reused', (route) => send(route, 'used'))).toEqual([]);
  for (const route of posts) await claim(route.name, `${authorization}\nPOST /api/v1${at(route)}\n\n${bodyOf(route)}`);
  expect(await oddities(posts, '409 rest.replayed', (route) => send(route, route.name))).toEqual([]);
  expect(await oddities(posts, '422 rest.bad-key', (route) => send(route, 'with space'))).toEqual([]);
});
