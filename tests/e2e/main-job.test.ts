import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { installation } from '#src/host/config.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { freshFolder, freshPlace } from '#tests/helpers/database.ts';
import { type Server, startServer } from '#tests/helpers/server.ts';
import { coupleApp, photograph, type Reader, sitDown } from './reader.ts';

const account = 'X · Voorbeeld Zorg Benelux';
const oldPassword = 'zonnebloem-krukas-42-Tafelpoot';
const complaints: string[] = [];
let folder: string;
let server: Server;
let browser: Browser;
/** What Ilse wrote down at set-up: the key that signs. */
let noted = '';

beforeAll(async () => {
  folder = freshFolder();
  const { dataDir, databaseUrl } = await freshPlace();
  server = await startServer(dataDir, { KEYHOLDER_DATABASE_URL: databaseUrl });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('goes from the set-up link to a certificate that anybody can check', async () => {
  onTestFailed(async () => {
    console.error(server.said());
    await photograph(browser, 'main-job');
  });
  const ilse = await setUp();
  await importFile(ilse, 'People', 'people-hr-export.csv', 'Import 64 rows');
  await importFile(ilse, 'Accounts', 'accounts.csv', 'Import 22 rows');

  const chloe = await invited(ilse, 'chlo.vandenmal@voorbeeld.example', 'een olifant met vier sokken');
  await acknowledge(chloe);
  await openAccount(chloe);
  await chloe.page.getByRole('link', { name: /Type it in/ }).click();
  await chloe.page.getByLabel('Password').fill(oldPassword);
  await chloe.page.getByRole('button', { name: 'Keep it' }).click();
  await giveAccess(chloe, 'noor.proef@voorbeeld.example');

  const noor = await invited(ilse, 'noor.proef@voorbeeld.example', 'paarse regen op dinsdagochtend');
  await openAccount(noor);
  await expectRefusedUntilAcknowledged(noor);
  await acknowledge(noor);
  await openAccount(noor);
  await noor.page.getByRole('button', { name: /^Show/ }).first().click();
  await noor.page.getByText(oldPassword).waitFor();

  const lotte = await invited(ilse, 'lotte.proef@voorbeeld.example', 'negen kleine kabouters zingen', 'HR');
  await planDeparture(lotte, 'noor.proef@voorbeeld.example');
  await lotte.page.getByRole('button', { name: /^Announce/ }).click();
  await endNow(lotte);

  await noor.page.getByRole('button', { name: /^Show/ }).first().click();
  await noor.page.waitForURL(/\/sign-in/);
  expect(await noor.page.content()).not.toContain(oldPassword);

  await rotate(chloe);
  const certificate = await certificateOf(lotte);
  const verify = ['verify', certificate, '--key', noted] as const;
  expect((await server.keyholder(...verify)).exit).toBe(0);
  expect((await server.keyholder('audit', 'verify')).out).toMatch(/^Yes\./);
  const text = readFileSync(certificate, 'utf8');
  expect(text).not.toContain(oldPassword);
  writeFileSync(certificate, text.replace('Noor', 'Noon'));
  expect((await server.keyholder(...verify)).exit).not.toBe(0);
  expect(complaints).toEqual([]);
});

async function setUp(): Promise<Reader> {
  const ilse = await sitDown(browser, server.url, complaints);
  const { page } = ilse;
  await page.goto(/http\S+\/setup#\S+/.exec(server.said())?.[0] ?? '');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Name of the company').fill('Voorbeeld Groep');
  await page.getByLabel('Time zone').selectOption('Europe/Brussels');
  await page.getByLabel('Given name').fill('Ilse');
  await page.getByLabel('Family name').fill('Deprez');
  await page.getByLabel('E-mail address').fill('ilse@voorbeeld.example');
  await page.getByLabel('Password', { exact: true }).fill('een lange zin met paarse olifanten');
  await page.getByLabel('The same password again').fill('een lange zin met paarse olifanten');
  await page.getByRole('button', { name: 'Go on' }).click();
  await coupleApp(page);
  await page.getByText('Make a copy of the root key').waitFor();
  noted = (await page.locator('output.kh-value').innerText()).replaceAll(/\s/g, '');
  return ilse;
}

async function importFile({ page }: Reader, kind: string, file: string, confirm: string): Promise<void> {
  await page.goto('/import');
  await page.getByRole('radio', { name: kind }).check();
  await page.getByLabel('File').setInputFiles(`${installation}/tests/samples/${file}`);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: confirm }).click();
  await page.waitForURL(/\/import\/imp_/);
}

/** The administrator makes the link and hands it over; without a mail server it is shown once. */
async function invited(admin: Reader, email: string, password: string, role?: 'HR'): Promise<Reader> {
  const { page } = admin;
  await page.goto(`/people?q=${encodeURIComponent(email)}`);
  await page.locator('main table a').first().click();
  if (role) {
    await page.getByRole('button', { name: `Give ${role}` }).click();
  }
  await page.getByRole('button', { name: 'Invite' }).click();
  const [link = ''] = /http\S+\/invitation#\S+/.exec(await page.locator('main').innerText()) ?? [];
  const person = await sitDown(browser, server.url, complaints);
  await person.enrol(link, password);
  return person;
}

async function openAccount({ page }: Reader): Promise<void> {
  await page.goto('/accounts');
  await page.getByRole('link', { name: account }).click();
  await page.getByRole('heading', { name: 'Secrets' }).waitFor();
}

async function acknowledge({ page }: Reader): Promise<void> {
  await page.goto('/policies');
  await page.getByRole('link', { name: /Company accounts/ }).click();
  await page.getByRole('button', { name: 'I have read this and I will keep to it' }).click();
  await page.getByText('You have confirmed this policy.').waitFor();
}

async function giveAccess({ page }: Reader, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Give access' }).click();
  await page.getByLabel('To a person').fill(email);
  await page.getByRole('radio', { name: /^Login/ }).check();
  await page.getByRole('button', { name: 'Give access' }).click();
  await page.getByText('Noor Proef').first().waitFor();
}

async function expectRefusedUntilAcknowledged({ page }: Reader): Promise<void> {
  await page.getByText('You have not yet acknowledged the policy').first().waitFor();
  expect(await page.content()).not.toContain(oldPassword);
}

/** Planned for a later day and kept quiet at first. */
async function planDeparture({ page }: Reader, email: string): Promise<void> {
  await choosePerson(page, email);
  await page.getByRole('radio', { name: 'At a moment' }).check();
  await page.getByLabel('Date').fill('2030-05-31');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Who may know before').waitFor();
  await page.getByRole('radio', { name: 'Unannounced' }).check();
  await page.getByRole('button', { name: /^Schedule for/ }).click();
  await page.waitForURL(/\/offboardings\/ofb_/);
}

/** The plan changes: not in years, but at once. */
async function endNow({ page }: Reader): Promise<void> {
  await page.getByText('It is announced: owners see the date.').first().waitFor();
  await page.getByRole('button', { name: 'End all access now' }).click();
  await page.getByText('Everything Keyholder controls closed').first().waitFor();
}

async function choosePerson(page: Reader['page'], email: string): Promise<void> {
  await page.goto('/offboardings/new');
  await page.getByLabel('Name, address or number').fill(email);
  await page.getByRole('button', { name: 'Find' }).click();
  await page
    .getByRole('link', { name: /Choose/ })
    .first()
    .click();
}

async function rotate({ page }: Reader): Promise<void> {
  await page.goto('/rotations');
  await page
    .getByRole('row', { name: account })
    .getByRole('button', { name: /Rotate/ })
    .click();
  await page.getByRole('button', { name: 'Make a new password' }).click();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('#candidate-value').waitFor();
  await page.getByRole('button', { name: 'It was accepted' }).click();
  await page.getByText('The new value is in force').first().waitFor();
}

async function certificateOf({ page }: Reader): Promise<string> {
  const link = page.getByRole('link', { name: 'Show the certificate' });
  await expect
    .poll(async () => {
      await page.reload();
      return link.count();
    })
    .toBeGreaterThan(0);
  await link.first().click();
  const download = page.waitForEvent('download');
  await page.locator('a[download]').click();
  const file = join(folder, 'certificate.json');
  await (await download).saveAs(file);
  return file;
}
