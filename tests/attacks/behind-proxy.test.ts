import { expect, test } from 'vitest';
import { createServer } from '#src/app/server.ts';
import { createBrowser } from '#tests/helpers/browser.ts';
import { type Site, site } from '#tests/helpers/site.ts';
import { listen } from '../e2e/listening.ts';

/** A browser that comes through a proxy on this machine, which names the address it was asked from. */
async function throughProxy(s: Site, trustedProxies: readonly string[]) {
  const server = createServer({ ...s.app, config: { ...s.config, trustedProxies } });
  const base = await listen({ server });
  return (from: string) =>
    createBrowser((url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('x-forwarded-for', from);
      return fetch(url.replace(s.config.publicUrl, base), { ...init, headers, redirect: 'manual' });
    }, s.config.publicUrl);
}

const tooMany = 'Too many attempts. Try again in';
const guessed = Array.from({ length: 24 }, (_, nth) => ({ email: `guess-${nth}@voorbeeld.example`, password: 'guess guess guess' }));

async function guess(browser: ReturnType<typeof createBrowser>): Promise<number> {
  await browser.get('/sign-in');
  const answers: string[] = [];
  for (const sent of guessed) answers.push((await browser.post('/sign-in', sent)).text);
  return answers.filter((text) => text.includes(tooMany)).length;
}

test('behind a trusted proxy a stranger who guesses slows down themselves and nobody else', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner');
  const from = await throughProxy(s, ['127.0.0.1']);
  expect(await guess(from('203.0.113.66'))).toBeGreaterThan(0);
  const owner = from('198.51.100.7');
  await owner.get('/sign-in');
  expect((await owner.post('/sign-in', { email: olga.email, password: olga.password })).path).toBe('/sign-in/second-factor');
});

test('a proxy that is not trusted names nobody: whoever comes through it is one place', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner');
  const from = await throughProxy(s, []);
  expect(await guess(from('203.0.113.66'))).toBeGreaterThan(0);
  const owner = from('198.51.100.7');
  await owner.get('/sign-in');
  expect((await owner.post('/sign-in', { email: olga.email, password: olga.password })).text).toContain(tooMany);
});
