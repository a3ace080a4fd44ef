import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeAt } from '#src/host/crypto/totp.ts';
import { person } from '#tests/helpers/builders.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';
import { readSources } from '#tests/house/laws/sources.ts';
import { listen } from './listening.ts';
import { emptyButtons, stillWindow, taken } from './taken.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

it('what is shown once is copied whole, and does what it is for', async () => {
  const s = await site();
  const url = await listen(s);
  const page = await stillWindow(browser, url, s.clock.now(), (await s.signIn(s.ada)).cookies);
  const met = new Set<string>();

  await page.goto('/me/tokens');
  await makeToken(page);
  expect(await mayRead(s, await copied(page, met))).toBe(200);

  await page.goto('/settings/services');
  await page.getByLabel('Name').fill('Planner');
  await page.getByLabel('What it is for').fill('plans posts');
  await page.getByRole('button', { name: 'Add service' }).click();
  await makeToken(page);
  expect(await mayRead(s, await copied(page, met))).toBe(200);

  await page.goto('/me/sign-in');
  await page.getByRole('button', { name: 'Make new codes' }).click();
  const [first = ''] = (await copied(page, met)).split('\n');
  expect(await signInWith(s, s.ada, first)).toBe('/');

  await page.goto('/me/second-factor');
  await couple(page, s);
  const replaced = (await copied(page, met)).split('\n');
  expect(replaced).toHaveLength(10);
  expect(await signInWith(s, s.ada, replaced[9] ?? '')).toBe('/');

  await page.goto(`/people/${await person(s, 'Nele New')}`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const link = await copied(page, met);

  const hers = await stillWindow(browser, url, s.clock.now());
  // The company's address is its own; the test listens elsewhere.
  await hers.goto(url + new URL(link).pathname + new URL(link).hash);
  await hers.getByRole('button', { name: 'Go on' }).click();
  const password = 'een olifant met vier sokken';
  await hers.getByLabel('New password', { exact: true }).fill(password);
  await hers.getByLabel('The same password again').fill(password);
  await hers.getByRole('button', { name: 'Go on' }).click();
  await couple(hers, s);
  const [hersFirst = ''] = (await copied(hers, met)).split('\n');
  expect(await signInWith(s, { email: 'nele.new@voorbeeld.example', password }, hersFirst)).toBe('/');

  const views = readSources(['src'], /\.tsx$/);
  const buttons = views.flatMap(({ text }) => [...text.matchAll(/<CopyButton\b[^>]*?\bof=("([^"]+)"|\{)/gs)].map(([, , id = 'made of parts']) => id));
  expect(new Set(buttons)).toEqual(met);
});

/** Presses the one button that copies, and sees that it takes what the page shows. */
async function copied(page: Page, met: Set<string>): Promise<string> {
  const button = page.locator('button[data-copy]');
  await button.waitFor();
  expect(await emptyButtons(page)).toEqual([]);
  const text = await taken(page, () => button.click());
  const id = (await button.getAttribute('data-copy')) ?? '';
  expect(text).toBe(await page.locator(`[id="${id}"]`).textContent());
  met.add(id);
  return text;
}

async function makeToken(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('a script');
  await page.getByRole('button', { name: 'Make token' }).click();
}

async function mayRead(s: Site, token: string): Promise<number> {
  return (await s.server.request(`${s.config.publicUrl}/api/v1/accounts`, { headers: { authorization: `Bearer ${token}` } })).status;
}

async function signInWith(s: Site, { email, password }: Pick<Member, 'email' | 'password'>, code: string): Promise<string> {
  const at = s.browser();
  await at.get('/sign-in');
  await at.post('/sign-in', { email, password });
  return (await at.post('/sign-in/second-factor', { code })).path;
}

async function couple(page: Page, s: Site): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).waitFor();
  const [, key = ''] = /((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})/.exec(await page.locator('main').innerText()) ?? [];
  await page.getByRole('textbox', { name: 'Code' }).fill(codeAt(key.replaceAll(' ', ''), s.clock.now()));
  await page.getByRole('button', { name: 'Connect' }).click();
}
