import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { boot } from '#src/app/boot.ts';
import { createServer } from '#src/app/server.ts';
import { setupLink } from '#src/features/setup/index.ts';
import { installation } from '#src/host/config.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { person } from '#tests/helpers/builders.ts';
import { launchChromium, openWindow } from '#tests/helpers/chromium.ts';
import type { HeldClock } from '#tests/helpers/clock.ts';
import { site } from '#tests/helpers/site.ts';
import { world } from '#tests/helpers/world.ts';
import { judge } from './judge.ts';
import { listen } from './listening.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

it('leads through the first run on pages that everybody can read', async () => {
  const w = await world();
  const app = await boot(w.config, w.windows, w.db);
  onTestFinished(() => app.chain.close());
  const url = await listen({ server: createServer(app) });
  const page = await openWindow(browser, url);
  const faults = noting(page);
  await page.goto(`/setup#${(await setupLink(w.system))?.split('#')[1]}`);
  await faults.look('the set-up link');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Given name').waitFor();
  await faults.look('the first installation');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('alert').waitFor();
  await faults.look('the first installation, left empty');
  await page.getByLabel('Name of the company').fill('Voorbeeld Groep');
  await page.getByLabel('Given name').fill('Ilse');
  await page.getByLabel('Family name').fill('Deprez');
  await page.getByLabel('E-mail address').fill('ilse@voorbeeld.example');
  await page.getByLabel('Password', { exact: true }).fill('een lange zin met paarse olifanten');
  await page.getByLabel('The same password again').fill('een lange zin met paarse olifanten');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('textbox', { name: 'Code' }).waitFor();
  await faults.look('the code to scan');
  await couple(page, w.clock);
  await page.getByRole('link', { name: 'I have kept them' }).waitFor();
  await faults.look('the recovery codes');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.waitForURL('**/welcome');
  await faults.look('what comes next');
  expect(faults.found).toEqual([]);
});

it('answers forms with pages that everybody can read', async () => {
  const s = await site();
  const url = await listen(s);
  const nele = await person(s, 'Nele New');
  const { cookies } = await s.signIn(s.ada);
  const page = await openWindow(browser, url, { cookies });
  const faults = noting(page);
  await page.goto('/import');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('alert').waitFor();
  await faults.look('an import without a file');
  await page.getByLabel('File').setInputFiles(`${installation}/tests/samples/people-hr-export.csv`);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: /^Import \d/ }).waitFor();
  await faults.look('an import that was checked');
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await page.waitForURL(/\/import\/imp_/);
  await faults.look('an import that was done');
  await page.goto(`/people/${nele}`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.locator('#invitation').waitFor();
  await faults.look('an invitation');
  await page.goto('/me/sign-in');
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).waitFor();
  await faults.look('new recovery codes');
  await page.goto('/people/new');
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('alert').waitFor();
  await faults.look('a person without a name');
  expect(faults.found).toEqual([]);
});

/** Looks at what is open, in turn light and dark, and remembers what is wrong with it and where. */
function noting(page: Page) {
  const found: [string, string[]][] = [];
  let isDark = false;
  return {
    found,
    async look(where: string) {
      isDark = !isDark;
      await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
      const faults = await judge(page, 'en');
      if (faults.length > 0) found.push([where, faults]);
    },
  };
}

/** Reads the typed key from the page, by the clock of this test. */
async function couple(page: Page, clock: HeldClock): Promise<void> {
  const [, key = ''] = /((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})/.exec(await page.locator('main').innerText()) ?? [];
  await page.getByRole('textbox', { name: 'Code' }).fill(codeAt(key.replaceAll(' ', ''), clock.now()));
  await page.getByRole('button', { name: 'Connect' }).click();
}
