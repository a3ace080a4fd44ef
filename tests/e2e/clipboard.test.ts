import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepSecret } from '#src/features/access/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { site } from '#tests/helpers/site.ts';
import { listen } from './listening.ts';
import { onClipboard, putOnClipboard, stillWindow, until } from './taken.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

const value = 'zonnebloem-krukas-42';

/** Olga before her account, in a window whose clock stands still. */
async function before(script?: string): Promise<Page> {
  const s = await site();
  const url = await listen(s);
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  await keepSecret(await s.as(olga.id), { accountId, kind: 'password', value });
  const { cookies } = await s.signIn(olga);
  const page = await stillWindow(browser, url, s.clock.now(), cookies);
  if (script) await page.addInitScript(script);
  await page.goto(`/accounts/${accountId}`);
  await changes(page, () => putOnClipboard(page, 'before'));
  return page;
}

const says = (page: Page, text: string) => until(page, async () => (await page.locator('#live').textContent()) === text);
const notice = (page: Page) => page.locator('#clipboard');
const isCleared = (page: Page) => until(page, async () => (await onClipboard(page)) === '');

/** Done when the page has heard of it too: its listener was there first. */
async function changes(page: Page, change: () => Promise<void>): Promise<void> {
  const heard = () => page.locator('html').evaluate((html) => Number(html.dataset.heard ?? 0));
  await page.locator('html').evaluate((html) => {
    html.dataset.heard ??= '0';
    html.ownerDocument.defaultView.navigator.clipboard.addEventListener('clipboardchange', () => {
      html.dataset.heard = String(Number(html.dataset.heard) + 1);
    });
  });
  const sofar = await heard();
  await change();
  await until(page, async () => (await heard()) > sofar);
}

async function copy(page: Page): Promise<void> {
  await changes(page, async () => {
    await page.getByRole('button', { name: /^Copy/ }).click();
    await says(page, 'Copied. It is on your clipboard now.');
  });
  expect(await onClipboard(page)).toBe(value);
}

it('is cleared half a minute after the last copy, not after the one before it', async () => {
  const page = await before();
  await copy(page);
  await page.clock.runFor(19_000);
  await copy(page);
  await page.clock.runFor(29_000);
  expect(await onClipboard(page)).toBe(value);
  await page.clock.runFor(2000);
  await isCleared(page);
  await says(page, 'The clipboard is cleared.');
  expect(await notice(page).isVisible()).toBe(false);
});

it('keeps what was copied elsewhere since, and leaves it to its owner what becomes of it', async () => {
  const page = await before();
  await copy(page);
  await changes(page, async () => {
    const other = await page.context().newPage();
    await other.goto('/me');
    await putOnClipboard(other, 'what she needs now');
    await other.close();
    await page.bringToFront();
  });
  await page.clock.runFor(31_000);
  await notice(page).waitFor();
  expect(await onClipboard(page)).toBe('what she needs now');
  await page.getByRole('button', { name: 'Leave it' }).click();
  await notice(page).waitFor({ state: 'hidden' });
  await page.reload();
  await page.clock.runFor(60_000);
  expect(await notice(page).isVisible()).toBe(false);
  expect(await onClipboard(page)).toBe('what she needs now');
});

it('is offered to be cleared on the next page too, which knows when something was copied and not what', async () => {
  const page = await before();
  await copy(page);
  await page.clock.runFor(10_000);
  await page.goto('/me');
  const kept = await page.locator('html').evaluate((html) => Object.entries(html.ownerDocument.defaultView.sessionStorage));
  expect(kept).toEqual([['kh-copied-at', expect.stringMatching(/^\d{13}$/)]]);
  await page.clock.runFor(18_000);
  expect(await notice(page).isVisible()).toBe(false);
  await page.clock.runFor(3000);
  await notice(page).waitFor();
  await page.getByRole('button', { name: 'Clear the clipboard' }).click();
  await isCleared(page);
  await notice(page).waitFor({ state: 'hidden' });
  await page.goto('/accounts');
  await page.clock.runFor(60_000);
  expect(await notice(page).isVisible()).toBe(false);
});

it('takes a value that is selected by hand for ours, and any other text for somebody else’s', async () => {
  const page = await before();
  await page.getByRole('button', { name: /^Show/ }).click();
  const shown = page.locator('[data-value]');
  await until(page, async () => (await shown.count()) === 1);
  await changes(page, async () => {
    await shown.click();
    await page.keyboard.press('ControlOrMeta+C');
  });
  expect(await onClipboard(page)).toBe(value);
  await page.clock.runFor(31_000);
  await isCleared(page);

  await copy(page);
  await changes(page, async () => {
    await page.locator('h1').selectText();
    await page.keyboard.press('ControlOrMeta+C');
  });
  const heading = await onClipboard(page);
  await page.clock.runFor(31_000);
  expect(await notice(page).isVisible()).toBe(false);
  expect(await onClipboard(page)).toBe(heading);
});

it('asks for a click where the browser clears for a click only', async () => {
  const page = await before();
  await copy(page);
  await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new DOMException('a click is needed', 'NotAllowedError'))");
  await page.clock.runFor(31_000);
  await notice(page).waitFor();
  expect(await onClipboard(page)).toBe(value);
  await page.getByRole('button', { name: 'Clear the clipboard' }).click();
  await says(page, 'The browser did not let us clear the clipboard. Copy something else over it.');
  expect(await notice(page).isVisible()).toBe(true);
  await page.evaluate('delete navigator.clipboard.writeText');
  await page.getByRole('button', { name: 'Clear the clipboard' }).click();
  await isCleared(page);
});

it.each([
  ['stayed', false],
  ['was left meanwhile', true],
])('where the browser does not tell of changes it depends on whether the page %s', async (_, left) => {
  const page = await before('delete Clipboard.prototype.onclipboardchange');
  await page.getByRole('button', { name: /^Copy/ }).click();
  await says(page, 'Copied. It is on your clipboard now.');
  if (left) await page.evaluate("dispatchEvent(new Event('blur'))");
  await page.clock.runFor(31_000);
  if (!left) return isCleared(page);
  await notice(page).waitFor();
  expect(await onClipboard(page)).toBe(value);
});

it.each([
  ['the browser refuses', "navigator.clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"],
  ['the server does not answer', "window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))"],
  ['the answer holds nothing', "window.fetch = () => Promise.resolve(new Response('<output data-value id=v>••••••</output>'))"],
  ['the browser cannot copy', "Object.defineProperty(navigator, 'clipboard', { value: undefined })"],
])('says so when nothing is copied because %s', async (_, script) => {
  const page = await before(script.includes('defineProperty') ? undefined : script);
  if (script.includes('defineProperty')) await page.evaluate(script);
  await page.getByRole('button', { name: /^Copy/ }).click();
  await says(page, 'Nothing was copied. Show the value and copy it by hand.');
  const other = await page.context().newPage();
  await other.goto('/me');
  expect(await onClipboard(other)).toBe('before');
});

it.each(['<button data-copy="nowhere">', '<button data-copy="hollow"></button><output id="hollow" data-value>••••••••</output>'])(
  'copies nothing for a button without a value: %s',
  async (html) => {
    const page = await before();
    await page.locator('main').evaluate((main, button) => {
      main.innerHTML = button;
    }, html);
    await page.locator('main button').click();
    await says(page, 'Nothing was copied. Show the value and copy it by hand.');
    expect(await onClipboard(page)).toBe('before');
  },
);
