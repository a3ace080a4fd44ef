import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openWindow } from '#tests/helpers/chromium.ts';
import type { Member, Site } from '#tests/helpers/site.ts';
import { canaries, inhabited } from '#tests/house/inhabited.ts';
import { listen } from './listening.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

it('does its work without JavaScript', async () => {
  const { s, hana, olga, fill } = await inhabited();
  const url = await listen(s);

  const owner = await signIn(s, url, olga);
  await owner.goto(fill('/accounts/:id'));
  expect(await owner.content()).not.toContain(canaries.password);
  await owner.getByLabel('What do you need it for?').fill('A post about the open day');
  await owner.getByRole('button', { name: 'Go on' }).click();
  await owner
    .getByRole('button', { name: /^Show.*Password/i })
    .first()
    .click();
  await owner.getByText(canaries.password).waitFor();
  await owner.goto(fill('/accounts/:id'));
  await owner.getByRole('button', { name: 'NL', exact: true }).first().click();
  expect(await owner.locator('html').getAttribute('lang')).toBe('nl');
  expect(new URL(owner.url()).pathname).toBe(fill('/accounts/:id'));

  const hr = await signIn(s, url, hana);
  await hr.goto('/offboardings/new');
  await hr.getByLabel('Name, address or number').fill('olga');
  await hr.getByRole('button', { name: 'Find' }).click();
  await hr.getByRole('link', { name: /Choose/ }).click();
  await hr.getByRole('radio', { name: 'At a moment' }).check();
  await hr.getByLabel('Date').fill('2030-05-31');
  await hr.getByRole('button', { name: 'Continue' }).click();
  await hr.getByText('Who may know before').waitFor();
});

async function signIn(s: Site, url: string, member: Member) {
  const page = await openWindow(browser, url, { javaScriptEnabled: false });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(member.email);
  await page.getByLabel('Password', { exact: true }).fill(member.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel(/code/i).fill(s.code(member));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(`${url}/`);
  return page;
}
