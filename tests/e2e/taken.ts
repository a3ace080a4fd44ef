import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openWindow } from '#tests/helpers/chromium.ts';

/** What lies on the clipboard before anything is copied: a button that does nothing leaves it there. */
const before = 'what was there before';

export const onClipboard = (page: Page): Promise<string> =>
  page.locator('body').evaluate((body) => body.ownerDocument.defaultView.navigator.clipboard.readText());

export const putOnClipboard = (page: Page, text: string): Promise<void> =>
  page.locator('body').evaluate((body, words) => body.ownerDocument.defaultView.navigator.clipboard.writeText(words), text);

/** A window that may read the clipboard, and whose clock stands still: what the page does after a while it does when the test says so. */
export async function stillWindow(browser: Browser, url: string, now: number, cookies?: ReadonlyMap<string, string>): Promise<Page> {
  const page = await openWindow(browser, url, { ...(cookies ? { cookies } : {}), permissions: ['clipboard-read', 'clipboard-write'] });
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now + 1000);
  return page;
}

/** In a window whose clock stands still: moves it by little until the page, which waits for its own timers, has got there. */
export async function until(page: Page, reached: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await page.clock.runFor(5);
      return reached();
    })
    .toBe(true);
}

/** Presses a button that copies, and tells what is on the clipboard once the page has said what came of it. */
export async function taken(page: Page, press: () => Promise<void>): Promise<string> {
  await putOnClipboard(page, before);
  await page.locator('#live').evaluate((live) => {
    live.textContent = '';
  });
  await press();
  await until(page, async () => (await page.locator('#live').textContent()) !== '');
  return onClipboard(page);
}

/** As somebody does whose browser is too old for the button: the value is selected and Ctrl+C pressed. */
export async function takenByHand(page: Page, value: Locator): Promise<string> {
  await putOnClipboard(page, before);
  await value.click();
  await page.keyboard.press('ControlOrMeta+C');
  await until(page, async () => (await onClipboard(page)) !== before);
  return onClipboard(page);
}

/** What is wrong with the buttons of a page that copy something which stands on it: each needs an element that holds the value. */
export async function emptyButtons(page: Page): Promise<string[]> {
  const wanted = await page.locator('button[data-copy]').evaluateAll((buttons) => buttons.map((button) => String(button.dataset.copy)));
  const held = await page.locator('[data-value]').evaluateAll((values) => values.filter((value) => value.dataset.value !== '').map((value) => value.id));
  return wanted.filter((id) => !held.includes(id)).map((id) => `a button copies #${id}, which holds no value`);
}
