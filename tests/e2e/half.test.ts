import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPersonByEmail } from '#src/features/people/index.ts';
import { launchChromium, openWindow } from '#tests/helpers/chromium.ts';
import type { Member, Site } from '#tests/helpers/site.ts';
import { inhabited } from '#tests/house/inhabited.ts';
import { readSources } from '#tests/house/laws/sources.ts';
import { listen } from './listening.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** What leaves a field of this type with something typed in it and no value. */
const half: Readonly<Record<string, string>> = { date: '24', time: '10', 'datetime-local': '24', month: '1', number: '1e' };
const kinds = Object.keys(half);
const fields = kinds.map((type) => `main form input[type="${type}"]`).join(', ');

it.each([true, false])('a field of which only a part was typed sends no form anywhere (with a script: %s)', async (javaScriptEnabled) => {
  const { s, hana, aad, olga, fill } = await inhabited();
  const url = await listen(s);
  const addresses = s.server.routes.filter(({ method }) => method === 'GET').map(({ path }) => fill(path));
  const gone = await findPersonByEmail(s.system, 'lars.leaver@voorbeeld.example');
  const more = [`/people/${gone?.id}/reinstatement`, `/offboardings/new?person=${olga.id}`, fill('/accounts/:id/secrets/new?kind=password')];
  const faults: string[] = [];
  const tried = new Set<string>();
  for (const member of [olga, hana, s.ada, aad]) {
    const { pages, cookies } = await withFields(s, member, [...addresses, ...more]);
    const page = await openWindow(browser, url, { cookies, javaScriptEnabled });
    const sent: string[] = [];
    let isWatching = false;
    // What is sent is counted and goes nowhere.
    await page.route('**/*', (route) => {
      if (!isWatching) return route.continue();
      sent.push(route.request().url());
      return route.fulfill({ status: 204 });
    });
    for (const path of pages) {
      const open = async () => {
        isWatching = false;
        await page.goto(path);
        isWatching = true;
        return page.locator(fields).count();
      };
      for (let index = 0; index < (await open()); index++) {
        const field = page.locator(fields).nth(index);
        const name = await nameOf(field);
        if (tried.has(name)) continue;
        tried.add(name);
        const found = await tryHalf(page, field, sent);
        if (found) faults.push(`${path}, ${name}: ${found}`);
      }
    }
    await page.context().close();
  }
  expect(faults).toEqual([]);
  const named = new Set([...tried].map((one) => one.split(' ').at(-1)));
  const views = readSources(['src/features'], /\.tsx$/).flatMap(({ text }) => [...text.matchAll(/name="(\w+)"[^<>]*?type="(?:date|time|number)"/gs)]);
  expect(views.map(([, name]) => name).filter((name) => !named.has(name))).toEqual([]);
});

async function withFields(s: Site, member: Member, addresses: readonly string[]) {
  const at = await s.signIn(member);
  const pages: string[] = [];
  for (const path of new Set(addresses)) {
    const { status, text } = await at.get(path);
    if (status === 200 && kinds.some((type) => text.includes(`type="${type}"`))) pages.push(path);
  }
  return { pages, cookies: at.cookies };
}

/** The form's address without ids, and the field. */
const nameOf = (field: Locator) => field.evaluate((input) => `${new URL(input.form.action).pathname.replace(/\b[a-z]{3}_\w+/g, ':id')} ${input.name}`);

/** Nothing else stands in the way of the form, so that what is half typed is the only reason not to send it. */
async function tryHalf(page: Page, field: Locator, sent: string[]): Promise<string | null> {
  const type = (await field.getAttribute('type')) ?? '';
  await field.evaluate((input) => {
    for (let box = input.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
    for (const other of input.form.elements) if (other !== input) other.removeAttribute('required');
    input.value = '';
  });
  await field.focus();
  await page.keyboard.type(half[type] ?? '');
  if (!(await field.evaluate((input) => input.validity.badInput))) return `«${half[type]}» is not half of a ${type}`;
  const before = sent.length;
  const send = () => field.evaluate((input) => input.form.requestSubmit());
  await send();
  if (await field.evaluate((input) => input.form.noValidate)) {
    const sentence = await field.evaluate((input) => [input.getAttribute('aria-invalid'), input.parentElement.querySelector('.kh-error')?.textContent].join());
    if (sentence !== 'true,This is not whole yet. Fill in all of it, or empty it.') return `says «${sentence}» at the field`;
  }
  // Emptied it goes, and once it has gone, what was held back would have gone before it.
  await field.evaluate((input) => {
    input.value = '';
    input.removeAttribute('required');
  });
  await send();
  await expect.poll(() => sent.length).toBeGreaterThan(before);
  return sent.length === before + 1 ? null : `was sent to ${sent[before]}`;
}
