import { expect, test } from 'vitest';
import { asker, cookieOf } from '#tests/house/inhabited.ts';
import { site } from '#tests/helpers/site.ts';

test('every answer, whatever its status, says what a browser may do with it and not what made it', async () => {
  const s = await site();
  const browser = await s.signIn(s.ada);
  const signedIn = { cookie: cookieOf(browser.cookies) };
  const big = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '300000', 'sec-fetch-site': 'same-origin' },
    body: 'x'.repeat(300_000),
  };
  const asked: [number, string, RequestInit?][] = [
    [200, '/sign-in'],
    [200, '/', { headers: signedIn }],
    [303, '/'],
    [403, '/sign-in', { method: 'POST', body: new URLSearchParams({ email: 'x' }) }],
    [404, '/nothing', { headers: signedIn }],
    [404, '/.env'],
    [404, '/assets/..%2f..%2fpackage.json'],
    [413, '/sign-in', big],
    [421, '/', { headers: { host: 'evil.example' } }],
    [401, '/api/v1/status'],
    [404, '/api/v1/nothing'],
    [404, '/', { method: 'TRACE2' }],
    [200, '/health/live'],
    [200, '/health/ready', { headers: { host: '10.0.0.5:8080' } }],
    [421, '/api/v1/status', { headers: { host: 'evil.example' } }],
  ];
  for (const [status, path, init] of asked) {
    const { status: answered, headers } = await asker(s)(path, init);
    expect({ path, answered }).toEqual({ path, answered: status });
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    for (const telling of ['server', 'x-powered-by', 'via']) expect(headers.get(telling)).toBeNull();
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('every cookie is for our host alone, over an encrypted connection, out of reach of scripts and of other sites', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner');
  const set: string[] = [];
  const at = s.browser('en');
  const csrf = (await at.get('/sign-in')).field('csrf');
  const first = await asker(s)('/sign-in');
  const signIn = await asker(s)('/sign-in', {
    method: 'POST',
    headers: { cookie: cookieOf(at.cookies), 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ csrf, email: olga.email, password: olga.password }),
  });
  const language = await asker(s)('/language', {
    method: 'POST',
    headers: { cookie: cookieOf(at.cookies), 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ csrf, locale: 'nl' }),
  });
  for (const answer of [first, signIn, language]) set.push(...answer.headers.getSetCookie());
  expect(set.map((cookie) => cookie.split('=')[0]).sort()).toEqual(['__Host-kh-locale', '__Host-kh-session', '__Host-kh-visit']);
  for (const cookie of set) {
    expect(cookie).toMatch(/; Path=\//);
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Domain');
  }
});

test('a refusal does not repeat what was sent, and a sign-in answers alike to a stranger and to a wrong password', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner');
  const ask = async (email: string, password: string) => {
    const at = s.browser('en');
    await at.get('/sign-in');
    const page = await at.post('/sign-in', { email, password });
    return { status: page.status, text: page.text.replaceAll(email, '').replaceAll(/[0-9a-f]{64}/g, ''), password };
  };
  const [known, unknown] = [await ask(olga.email, 'niet-het-wachtwoord'), await ask('niemand@voorbeeld.example', 'niet-het-wachtwoord')];
  expect(known).toEqual(unknown);
  expect(known.text).not.toContain('niet-het-wachtwoord');
  expect(s.log()).not.toContain('niet-het-wachtwoord');
});

test('a cookie of another sign-in, an older one or half of one opens nothing', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner');
  const at = s.browser('en');
  await at.get('/sign-in');
  await at.post('/sign-in', { email: olga.email, password: olga.password });
  const half = cookieOf(at.cookies);
  await at.post('/sign-in/second-factor', { code: s.code(olga) });
  const whole = cookieOf(at.cookies);
  expect((await asker(s)('/me', { headers: { cookie: half } })).status).toBe(303);
  expect((await asker(s)('/me', { headers: { cookie: whole } })).status).toBe(200);
  await at.post('/sign-out');
  expect((await asker(s)('/me', { headers: { cookie: whole } })).status).toBe(303);
});
