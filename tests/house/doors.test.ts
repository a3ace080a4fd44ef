import { describe, expect, test } from 'vitest';
import { site } from '#tests/helpers/site.ts';
import { asker, cookieOf, inhabited } from './inhabited.ts';
import { openDoors, tokenlessDoors, unlistedRoutes, unprovenWrites } from './laws/doors.ts';

/** Everything that somebody may reach who has not signed in, or only by half. */
const open = [
  ...['/setup', '/setup/installation', '/sign-in', '/sign-in/second-factor', '/invitation', '/invitation/password', '/enrolment'].flatMap((path) => [
    `GET ${path}`,
    `POST ${path}`,
  ]),
  'POST /language',
  'GET /api/v1/docs',
];

test('every page is for people who have signed in, and no other', async () => {
  const { s, fill, olga } = await inhabited();
  expect(unlistedRoutes(s.server.routes, open)).toEqual([]);
  expect(s.server.routes.length).toBeGreaterThan(80);

  const visitor = s.browser();
  const csrf = (await visitor.get('/sign-in')).field('csrf');
  expect(await openDoors(asker(s), s.server.routes, open, fill, { cookie: cookieOf(visitor.cookies), csrf })).toEqual([]);

  await visitor.post('/sign-in', { email: olga.email, password: olga.password });
  const half = (await visitor.get('/sign-in/second-factor')).field('csrf');
  expect(await openDoors(asker(s), s.server.routes, open, fill, { cookie: cookieOf(visitor.cookies), csrf: half })).toEqual([]);
});

test('no other site can make a browser write, whether its person has signed in or only by half', async () => {
  const { s, fill, olga } = await inhabited();
  const [halfWay, others] = [s.server.routes.filter(({ who }) => who === 'half'), s.server.routes.filter(({ who }) => who !== 'half')];
  const browser = await s.signIn(s.ada);
  const csrf = (await browser.get('/me/password')).field('csrf');
  expect(csrf).not.toBe('');
  expect(await unprovenWrites(asker(s), others, fill, { cookie: cookieOf(browser.cookies), csrf })).toEqual([]);
  expect((await browser.get('/me/password')).status).toBe(200);

  const half = s.browser();
  await half.get('/sign-in');
  const proof = (await half.post('/sign-in', { email: olga.email, password: olga.password })).field('csrf');
  expect(await unprovenWrites(asker(s), halfWay, fill, { cookie: cookieOf(half.cookies), csrf: proof })).toEqual([]);
  expect((await half.post('/sign-in/second-factor', { code: s.code(olga) })).path).toBe('/');
});

test('the API answers to a bearer token alone', async () => {
  const s = await site();
  const browser = await s.signIn(s.ada);
  expect(s.server.restRoutes.length).toBeGreaterThan(0);
  expect(await tokenlessDoors(asker(s), s.server.restRoutes, cookieOf(browser.cookies))).toEqual([]);
});

describe('a door left open is found', () => {
  const careless = async () => new Response('Here you are.');
  const routes = [
    { method: 'GET', path: '/vault', who: 'public' },
    { method: 'POST', path: '/vault', who: 'signed-in' },
  ] as const;
  const browser = { cookie: '', csrf: '' };
  const same = (path: string) => path;

  test('to strangers', async () => {
    expect(unlistedRoutes(routes, ['GET /gone'])).toEqual([
      { path: 'GET /vault', because: 'is open and not listed' },
      { path: 'GET /gone', because: 'is listed as open and is not' },
    ]);
    expect((await openDoors(careless, routes, [], same, browser)).map(({ path }) => path)).toEqual(['GET /vault', 'POST /vault']);
  });

  test('to other sites', async () => {
    expect((await unprovenWrites(careless, routes, same, browser)).map(({ because }) => because)).toContain('answers 200 to a request from another site');
  });

  test('to cookies', async () => {
    expect((await tokenlessDoors(careless, routes, 'kh-session=x')).map(({ because }) => because)).toContain('answers 200 to a cookie');
  });
});
