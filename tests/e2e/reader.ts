import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { codeAt } from '#src/host/crypto/totp.ts';
import { openWindow } from '#tests/helpers/chromium.ts';

/** Somebody at a browser of their own, with an authenticator app in their hand. */
export type Reader = {
  page: Page;
  /** Opens a one-time link, chooses a password, couples the app and keeps the recovery codes. */
  enrol(link: string, password: string): Promise<void>;
  close(): Promise<void>;
};

/** `complaints` collects what the browser writes to its console: every journey ends with it empty. */
export async function sitDown(browser: Browser, url: string, complaints: string[]): Promise<Reader> {
  const page = await openWindow(browser, url);
  page.on('console', (message) => {
    // A refused fragment is an answer, not a fault of the page.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    page,
    async enrol(link, password) {
      await page.goto(link);
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByLabel('New password', { exact: true }).fill(password);
      await page.getByLabel('The same password again').fill(password);
      await page.getByRole('button', { name: 'Go on' }).click();
      await coupleApp(page);
    },
    close: () => page.context().close(),
  };
}

/** Reads the typed key from the page, as somebody without a camera would, and enters the code of this moment. */
export async function coupleApp(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).waitFor();
  const [, key = ''] = /((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})/.exec(await page.locator('main').innerText()) ?? [];
  await page.getByRole('textbox', { name: 'Code' }).fill(codeAt(key.replaceAll(' ', ''), Date.now()));
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).click();
}

/** What everybody had before them when it went wrong, as pictures in the temporary folder. */
export async function photograph(browser: Browser, journey: string): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: join(tmpdir(), `keyholder-${journey}-${index}.png`), fullPage: true });
  }
}
