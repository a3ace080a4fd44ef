import { describe, expect, test } from 'vitest';
import { client, lifted } from '#tests/helpers/rest.ts';
import { asker, inhabited } from '#tests/house/inhabited.ts';

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

test('no operation breaks on what a hostile program sends', async () => {
  const { s, fill } = await inhabited();
  const ask = await lifted(s, s.ada, [
    'read',
    'person.edit',
    'person.add',
    'account.add',
    'account.edit',
    'settings.edit',
    'import.run',
    'offboarding.preview',
  ]);
  const broken: string[] = [];
  const queries = ['limit=0', 'limit=-1', 'limit=1e309', 'limit=NaN', 'limit=9007199254740993', 'on=9999-12-31', 'on=0001-01-01', 'on=2026-02-30'];
  queries.push('on=275760-09-13', 'search=%F0%9F%92%A9%E2%80%AE', 'search=%25_%5C', "search='%20or%201=1--", 'cursor=__proto__', 'days=1e308', 'days=-1');
  queries.push(
    '__proto__=1',
    'constructor=1',
    'toString=1',
    '__proto__%5Blimit%5D=1',
    'number=%FF',
    'state=__proto__',
    'search=%C3%28',
    `search=${'a'.repeat(20_000)}`,
  );
  const bodies = [
    'null',
    '[]',
    '"a"',
    '1e999',
    '{"__proto__":{"dryRun":false}}',
    '{"constructor":{"prototype":{"limit":1}}}',
    deep(50_000),
    '{"a":'.repeat(20_000),
  ];
  bodies.push(
    '{"effectiveAt":"+275760-09-13T00:00:00Z"}',
    '{"effectiveAt":"9999-12-31"}',
    '{"effectiveAt":"0000-01-01"}',
    '{"familyName":"\\ud800","givenName":""}',
    '{"familyName":"x","givenName":"","locale":"__proto__"}',
  );
  for (const { method, path, name } of s.server.restRoutes) {
    if (name === 'revokeToken') continue;
    const sent = method === 'GET' ? queries.map((query) => [`${fill(path)}?${query}`]) : bodies.map((body) => [fill(path), body]);
    for (const [address = '', body] of sent) {
      const { status } = await ask.sendText(method, address, body);
      if (status >= 500) broken.push(`${status} ${method} ${address.slice(0, 80)} ${body?.slice(0, 60)}`);
    }
  }
  expect(broken).toEqual([]);
  expect(({} as Record<string, unknown>)['limit']).toBeUndefined();
});

describe('a request that is not what it says', () => {
  test('is carried out by its own method, whatever else it names', async () => {
    const { s, bob } = await inhabited();
    const ask = await lifted(s, s.ada, ['read', 'person.edit']);
    const before = (await ask.get(`/people/${bob.id}`)).text;
    const change = { jobTitle: 'Overridden' };
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      expect((await ask.send('POST', `/people/${bob.id}`, change, { [name]: 'PATCH' })).status).toBe(405);
      expect((await ask.send('POST', `/people/${bob.id}?_method=PATCH`, change)).status).toBe(405);
    }
    for (const method of ['OPTIONS', 'DELETE', 'PUT', 'TRACE-IT']) expect((await ask.send(method, `/people/${bob.id}`)).status).toBe(405);
    expect((await ask.get(`/people/${bob.id}`)).text).toBe(before);
  });

  test('is not let in by a cookie, a second header or a token in its address', async () => {
    const { s } = await inhabited();
    const browser = await s.signIn(s.ada);
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    const ask = asker(s);
    const tries: RequestInit[] = [{ headers: { cookie } }, { headers: { authorization: 'Bearer' } }, { headers: { authorization: 'Basic YTpi' } }];
    tries.push({ headers: { 'x-forwarded-user': s.ada.email, 'x-remote-user': 'root', 'x-forwarded-for': '127.0.0.1' } });
    tries.push({ headers: { authorization: 'Bearer a, Bearer b' } });
    for (const init of tries) expect((await ask('/api/v1/me', init)).status).toBe(401);
    expect((await ask('/api/v1/me?access_token=kht_a')).status).toBe(401);
  });

  test('is refused without a word of what it held', async () => {
    const { s } = await inhabited();
    const ask = await lifted(s, s.ada, ['read', 'person.add', 'settings.edit', 'token.create']);
    const marks = 'zeer-geheim-1234';
    const answers = [
      await ask.post('/people', { givenName: marks, familyName: '', email: `${marks}@`, roles: [marks], state: marks }),
      await ask.post('/step-ups', { code: marks }),
      await ask.post('/tokens', { name: marks, scopes: [marks], days: marks }),
      await ask.patch('/settings', { organisation: { name: '', timeZone: marks } }),
      await ask.get(`/people?state=${marks}&cursor=${marks}`),
      await ask.get(`/accounts/${marks}`),
    ];
    expect(answers.map(({ status }) => status).filter((status) => status < 400)).toEqual([]);
    expect(answers.filter(({ text }) => text.includes(marks)).map(({ text }) => text)).toEqual([]);
  });

  test('gives nobody a role, an organisation, an end or a state that its operation does not name', async () => {
    const { s, bob } = await inhabited();
    const ask = await lifted(s, s.ada, ['read', 'person.add', 'person.edit', 'account.edit', 'offboarding.start']);
    const before = (await ask.get(`/people/${bob.id}`)).text;
    for (const field of ['roles', 'role', 'state', 'endsAt', 'securityStamp', 'organisationId', 'responder', 'id', 'isAdmin', '__proto__']) {
      const body = JSON.parse(`{"jobTitle":"x","${field}":"admin"}`);
      expect([field, (await ask.patch(`/people/${bob.id}`, body)).status]).toEqual([field, 422]);
    }
    expect((await ask.get(`/people/${bob.id}`)).text).toBe(before);
  });
});

test('a tag tells nothing to a token that may not read', async () => {
  const { s, bob } = await inhabited();
  const reader = client(await s.api(s.ada, ['read']));
  const tag = (await reader.get(`/people/${bob.id}`)).headers.get('etag') ?? '';
  const writer = await lifted(s, s.ada, ['person.edit']);
  const guesses = await Promise.all([tag, '"0"', '*'].map((held) => writer.patch(`/people/${bob.id}`, { jobTitle: 'x' }, { 'if-match': held })));
  expect(new Set(guesses.map(({ status, code }) => `${status} ${code}`)).size).toBe(1);
});

test('of two edits with one tag, one is made', async () => {
  const { s, bob } = await inhabited();
  const ask = await lifted(s, s.ada, ['read', 'person.edit']);
  const tag = (await ask.get(`/people/${bob.id}`)).headers.get('etag') ?? '';
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((jobTitle) => ask.patch(`/people/${bob.id}`, { jobTitle }, { 'if-match': tag })));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 412, 412, 412]);
});
