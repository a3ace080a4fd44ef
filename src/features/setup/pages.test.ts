import { expect, test } from 'vitest';
import { codeAt } from '#src/host/crypto/totp.ts';
import { policiesPages } from '#src/features/policies/index.ts';
import { authenticate, sessionsPages } from '#src/features/sessions/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { authenticateToken, tokensPages } from '#src/features/tokens/index.ts';
import { createWeb } from '#src/http/web.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { setUp, setupLink, setupPages } from './index.ts';

const password = 'een fiets in de regen';

/** The pages of these features behind the real web shell, and a browser that keeps cookies and sends forms. */
function browse(w: World) {
  const web = createWeb(
    {
      ctxFor: w.ctxFor,
      authenticate,
      addressOf: () => '',
      authenticateToken,
      onGone: async () => undefined,
      organisation: getOrganisation,
      describe: async (_, actor) => ({ name: actor.name, initials: 'SL', roleLine: '', nav: [] }),
      onRefusal: async () => undefined,
      screen: async () => undefined,
      assets: { styles: [], scripts: [], icon: '/icon' },
    },
    w.config.publicUrl,
  );
  for (const pages of [setupPages, sessionsPages, tokensPages, policiesPages]) pages(web);
  const cookies = new Map<string, string>();
  let csrf = '';

  const send = async (path: string, form?: Record<string, string>) => {
    const headers = { 'accept-language': 'en', 'sec-fetch-site': 'same-origin', cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    const body = form && new URLSearchParams({ csrf, ...form });
    const answer = await web.app.request(w.config.publicUrl + path, { headers, ...(body ? { method: 'POST', body } : {}) });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const text = await answer.text();
    csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf;
    return { status: answer.status, to: answer.headers.get('location'), text };
  };
  return { get: (path: string) => send(path), post: (path: string, form: Record<string, string>) => send(path, form), cookies };
}

const first = {
  organisation: 'Voorbeeld',
  timeZone: 'Europe/Brussels',
  locale: 'en',
  givenName: 'Sofie',
  familyName: 'Lambrecht',
  email: 'sofie@voorbeeld.example',
};

async function setUpInBrowser(w: World) {
  const token = (await setupLink(w.system))?.split('#')[1] ?? '';
  const browser = browse(w);
  await browser.get('/setup');
  await browser.post('/setup', { token });
  expect((await browser.post('/setup/installation', { token, ...first, password, again: password })).to).toBe('/enrolment');
  const { text } = await browser.get('/enrolment');
  const seed = /id="seed">([^<]+)</.exec(text)?.[1]?.replaceAll(' ', '') ?? '';
  const done = await browser.post('/enrolment', { code: codeAt(seed, w.clock.now()) });
  w.clock.advance('1m');
  return { browser, seed, token, done };
}

test('a first run goes from the link through password and app to the page about the keys', async () => {
  const w = await world();
  const { browser, done, token } = await setUpInBrowser(w);
  expect(new Set(done.text.match(/[0-9A-Z]{5}(-[0-9A-Z]{5}){4}/g)).size).toBe(10);
  expect(done.text).toContain('href="/welcome"');
  const ready = await browser.get('/welcome');
  expect(ready.text).toContain(w.config.rootKeyFile);
  expect(ready.text).toContain('2 policies are published');
  expect((await browser.get('/setup')).status).toBe(404);
  expect((await browser.post('/setup', { token })).status).toBe(404);
  expect(await setupLink(w.system)).toBeNull();
});

test('looking at the link does not use it up, and a bad field keeps what was typed', async () => {
  const w = await world();
  const token = (await setupLink(w.system))?.split('#')[1] ?? '';
  const browser = browse(w);
  await browser.get('/setup');
  const weak = await browser.post('/setup/installation', { token, ...first, password: 'Voorbeeld-2026', again: 'Voorbeeld-2026' });
  expect(weak.status).toBe(422);
  expect(weak.text).toContain('value="Lambrecht"');
  expect(weak.text).not.toContain('Voorbeeld-2026');
  expect((await browser.post('/setup/installation', { token, ...first, password, again: password })).to).toBe('/enrolment');
});

test('a set-up link lasts an hour', async () => {
  const w = await world();
  const token = (await setupLink(w.system))?.split('#')[1] ?? '';
  const browser = browse(w);
  await browser.get('/setup');
  w.clock.advance('1h');
  expect((await browser.post('/setup', { token })).text).toContain('used already or is too old');
});

test('of ten who set up at once one becomes administrator', async () => {
  const w = await world();
  const token = (await setupLink(w.system))?.split('#')[1] ?? '';
  const input = { ...first, locale: 'en' as const, token, password, device: null };
  const all = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => setUp(w.stranger, { ...input, email: `a${i}@voorbeeld.example` })));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('whoever has given only the password reaches no page but the next step', async () => {
  const w = await world();
  const { seed } = await setUpInBrowser(w);
  const browser = browse(w);
  await browser.get('/sign-in');
  const { to } = await browser.post('/sign-in', { email: first.email, password, next: '/me/tokens' });
  expect(to).toBe('/sign-in/second-factor?next=%2Fme%2Ftokens');
  const half = browser.cookies.get('__Host-kh-session');
  for (const path of ['/welcome', '/me/sign-in', '/me/tokens', '/policies', '/step-up', '/me/password']) {
    expect((await browser.get(path)).to).toMatch(/^\/sign-in/);
  }
  await browser.get('/sign-in/second-factor?next=%2Fme%2Ftokens');
  const whole = await browser.post('/sign-in/second-factor', { code: codeAt(seed, w.clock.now()), next: '/me/tokens' });
  expect(whole.to).toBe('/me/tokens');
  expect(browser.cookies.get('__Host-kh-session')).not.toBe(half);
  expect((await browser.get('/me/tokens')).status).toBe(200);
});

test('after signing in nobody is sent to another site', async () => {
  const w = await world();
  const { seed } = await setUpInBrowser(w);
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    const browser = browse(w);
    await browser.get('/sign-in');
    const { to } = await browser.post('/sign-in', { email: first.email, password, next });
    await browser.get(to ?? '');
    w.clock.advance('1m');
    expect((await browser.post('/sign-in/second-factor', { code: codeAt(seed, w.clock.now()), next })).to).toBe('/');
  }
});

test('every page of one’s own opens, and signing out ends the session on the server', async () => {
  const w = await world();
  const { browser } = await setUpInBrowser(w);
  for (const path of ['/me/sign-in', '/me/password', '/me/second-factor', '/me/tokens', '/policies', '/step-up', '/welcome']) {
    expect([path, (await browser.get(path)).status]).toEqual([path, 200]);
  }
  const session = browser.cookies.get('__Host-kh-session') ?? '';
  expect((await browser.post('/sign-out', {})).to).toBe('/sign-in');
  expect(await authenticate(w.stranger, session)).toBeNull();
});

test('a policy is read and confirmed on one page, and a new version asks again', async () => {
  const w = await world();
  const { browser } = await setUpInBrowser(w);
  const [, path = ''] = /href="(\/policies\/pol_[^"]+)"/.exec((await browser.get('/policies')).text) ?? [];
  const { text } = await browser.get(path);
  const [, version = ''] = /name="version" value="([^"]+)"/.exec(text) ?? [];
  await browser.post(`${path}/acknowledgement`, { version });
  expect((await browser.get(path)).text).toContain('You confirmed this version on');
  const texts = { titleNl: 'Nieuw', titleEn: 'New', bodyNl: 'Tekst', bodyEn: '# Head\n\n- one\n- two' };
  await browser.get(`${path}/draft`);
  await browser.post(`${path}/draft`, texts);
  const anew = await browser.get(path);
  expect(anew.text).toMatch(/<h2>Head<\/h2><ul[^>]*><li>one<\/li><li>two<\/li><\/ul>/);
  expect(anew.text).toContain('I have read this and I will keep to it');
  expect((await browser.post(`${path}/acknowledgement`, { version })).status).toBe(409);
});
