import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importAccounts, importPeople } from '#src/features/directory/index.ts';
import { completeIfProven, startOffboarding } from '#src/features/offboarding/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { installation } from '#src/host/config.ts';
import { launchChromium, openWindow } from '#tests/helpers/chromium.ts';
import { person } from '#tests/helpers/builders.ts';
import type { Member, Site } from '#tests/helpers/site.ts';
import { inhabited } from '#tests/house/inhabited.ts';
import { judge } from './judge.ts';
import { listen } from './listening.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

it('shows each page to everybody: to screen readers, on a phone, light and dark, in both languages', async () => {
  const { s, hana, aad, olga, lars, fill } = await inhabited();
  const certified = await grow(s, hana, aad);
  const url = await listen(s);
  const routes = s.server.routes.filter(({ method, path }) => method === 'GET' && !unseen.includes(path)).map(({ path }) => fill(path));
  const wizard = `/offboardings/new?person=${olga.id}`;
  const more = [
    '/people?q=voo',
    '/offboardings/new?q=olga',
    wizard,
    `${wizard}&when=moment&date=2027-03-26&time=17:00`,
    `/offboardings/${certified}/certificate`,
    `/people/${lars.id}/reinstatement`,
    '/nowhere',
  ];
  const sitDown = (cookies?: Cookies) => openWindow(browser, url, cookies && { cookies });
  const desk = async (member: Member) => sitDown((await s.signIn(member)).cookies);
  const half = await sitDown(await halfSignedIn(s, olga));
  const newcomer = await sitDown(await invited(s));
  const [owner, hr, admin, stranger] = [await desk(olga), await desk(hana), await desk(s.ada), await sitDown()];
  const turns: [string, Page[]][] = [...routes, ...more].map((path) => [path, [owner, hr, admin, half, newcomer, stranger]]);
  turns.push(['/', [hr]], ['/', [admin]], ['/offboardings', [hr]], ['/rotations', [admin]], ['/tasks?view=all', [admin]]);
  const faults: [string, string[]][] = [];
  for (const [turn, [path, readers]] of turns.entries()) {
    const found = await visit(readers, url + path, turn % 2 ? 'nl' : 'en', turn % 4 < 2 ? 'light' : 'dark');
    if (found.length > 0) faults.push([path, found]);
  }
  expect(faults).toEqual([]);
});

/** Answered with another address, with a file, before there is anybody, or of somebody who has left: seen below, or other journeys pass there. */
const unseen = [
  '/setup',
  '/setup/installation',
  '/invitation/password',
  '/me/recovery-codes',
  '/people/:id/reinstatement',
  '/offboardings/:id/certificate',
  '/offboardings/:id/certificate.json',
];

/** Enough rows and long names to fill the lists, a departure still to come and one that is proven. */
async function grow(s: Site, hana: Member, leaver: Member): Promise<string> {
  const byAda = await s.as(s.ada.id);
  const sample = (name: string) => ({ name, bytes: readFileSync(`${installation}/tests/samples/${name}`) });
  await importPeople(byAda, { file: sample('people-hr-export.csv'), dryRun: false });
  await importAccounts(byAda, { file: sample('accounts.csv'), dryRun: false });
  const byHana = await s.as(hana.id);
  await startOffboarding(byHana, { personId: leaver.id, effectiveAt: s.clock.now() + 30 * 86_400_000, announced: false });
  const { id } = await startOffboarding(byHana, { personId: await person(s, 'Gerrit Gone'), effectiveAt: null, announced: true });
  await completeIfProven(s.system, id);
  return id;
}

async function halfSignedIn(s: Site, { email, password }: Member): Promise<Cookies> {
  const at = s.browser();
  await at.get('/sign-in');
  await at.post('/sign-in', { email, password });
  return at.cookies;
}

/** Has chosen a password and has no second factor yet. */
async function invited(s: Site): Promise<Cookies> {
  const { token } = await createInvitation(await s.as(s.ada.id), await person(s, 'Nele New'), 'invitation');
  const password = 'een fiets in de regen';
  const at = s.browser();
  await at.get('/invitation');
  await at.post('/invitation', { token });
  await at.post('/invitation/password', { token, password, again: password });
  return at.cookies;
}

type Cookies = ReadonlyMap<string, string>;

/** By the first reader who may see it. */
async function visit(readers: readonly Page[], address: string, locale: 'nl' | 'en', colorScheme: 'light' | 'dark'): Promise<string[]> {
  for (const page of readers) {
    const found = await look(page, address, locale, colorScheme);
    if (found !== null) return found;
  }
  return ['nobody sees it'];
}

/** What is wrong with a page, or null where this reader is sent elsewhere or refused. */
async function look(page: Page, address: string, locale: 'nl' | 'en', colorScheme: 'light' | 'dark'): Promise<string[] | null> {
  const said: string[] = [];
  const listener = (message: { text(): string }) => void said.push(message.text());
  page.on('console', listener);
  page.on('pageerror', (error) => said.push(error.message));
  await page.context().addCookies([{ name: '__Host-kh-locale', value: locale, domain: 'localhost', path: '/', secure: true }]);
  await page.emulateMedia({ colorScheme });
  const answer = await page.goto(address);
  const nowhere = address.endsWith('/nowhere');
  try {
    if (page.url() !== address || (answer?.status() !== 200 && !nowhere)) return null;
    return [...(await judge(page, locale)), ...(nowhere ? [] : said.map((text) => `console: ${text}`))];
  } finally {
    page.off('console', listener);
    page.removeAllListeners('pageerror');
  }
}
