import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { giveGrant, keepSecret } from '#src/features/access/index.ts';
import { openRotation, prepareRotation } from '#src/features/rotation/index.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { account } from '#tests/helpers/builders.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';
import { readSources } from '#tests/house/laws/sources.ts';
import { listen } from './listening.ts';
import { emptyButtons, stillWindow, taken, takenByHand, until } from './taken.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** Blanks at both ends, and whatever HTML, attributes and scripts have trouble with. */
const odd = (name: string) => `  ${name} "dubbel" 'enkel' <b>&amp;</b> $\{é} \\ ’ 😀  `;

/** A seed whose codes last longer and are longer than usual. */
const seedOfRotation = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const seed = 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD';
const parameters = { digits: 8, period: 45, algorithm: 'sha256' } as const;
const otpauth = `otpauth://totp/Voorbeeld?secret=${seed}&digits=8&period=45&algorithm=SHA256`;

/** Every kind of value that the vault gives out, on an account that asks for a reason and on one that does not. */
async function treasury() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const noor = await s.person('Noor Holder', { acknowledged: true });
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const aad = await s.person('Aad Auditor', { roles: ['auditor'] });
  /** By the address that gives it out. */
  const values = new Map<string, () => string>();
  for (const criticality of ['normal', 'critical'] as const) {
    const accountId = await account(s, { ownerId: olga.id, handle: criticality, criticality });
    await giveGrant(await s.as(olga.id), { accountId, kind: 'shared-login', level: 'reveal', personId: noor.id });
    const keep = async (kind: 'password' | 'totp' | 'note', value: string) => {
      const { id } = await keepSecret(await s.as(olga.id), { accountId, kind, value, ...(kind === 'note' ? { label: 'Kluis' } : {}) });
      return { id, path: `/accounts/${accountId}/secrets/${id}` };
    };
    const [password, note, totp] = [odd(criticality), `${odd('note')}\r\n\ttwee\n\n${odd('drie')}`, await keep('totp', otpauth)];
    const kept = await keep('password', password);
    values.set(`${kept.path}/reveals`, () => password);
    values.set(`${(await keep('note', note)).path}/reveals`, () => note);
    values.set(`${totp.path}/codes`, () => codeAt(seed, s.clock.now(), parameters));
    s.clock.advance('1m');
    const candidate = odd(`next ${criticality}`);
    for (const [secretId, value] of [
      [kept.id, candidate],
      [totp.id, seedOfRotation],
    ] as const) {
      const { id } = await openRotation(await s.as(olga.id), secretId);
      await prepareRotation(await s.as(olga.id), id, value);
      if (value === candidate) values.set(`/rotations/${id}/reveals`, () => candidate);
      else values.set(`/rotations/${id}/codes`, () => codeAt(seedOfRotation, s.clock.now()));
    }
  }
  return { s, values, readers: [olga, noor, s.ada, hana, aad] };
}

/** Every page with something to copy that this reader comes to, of those that differ by an id only, a few. */
async function pagesOf(s: Site, member: Member, more: readonly string[]): Promise<{ pages: string[]; cookies: ReadonlyMap<string, string> }> {
  const at = await s.signIn(member);
  const seen = new Map<string, number>();
  const waiting = [...more, ...s.server.routes.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map(({ path }) => path)];
  const met = new Set<string>();
  const pages: string[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = path.replace(/\b[a-z]{3}_\w+/g, ':id').replace(/\?.*/, '');
    if (met.has(path) || (seen.get(kind) ?? 0) >= 8) continue;
    const { status, text, headers } = await at.get(path);
    if (status !== 200 || !headers.get('content-type')?.includes('html')) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    met.add(path);
    if (/ data-cop(y|ies)=/.test(text)) pages.push(path);
    waiting.push(
      ...[...text.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')).filter((href) => !href.startsWith('/assets')),
    );
  }
  return { pages, cookies: at.cookies };
}

/** The buttons of a page that bring a value from the vault to the clipboard, by the address they ask. */
const asking = (page: Page) =>
  page.locator('button[data-copies]').evaluateAll((buttons) => buttons.map((button) => new URL(button.form.action).pathname as string));

const buttonFor = (page: Page, path: string) => page.locator(`form[action="${path}"] button[data-copies]`);

/** On a critical account a reason goes before. */
async function sayWhy(page: Page): Promise<void> {
  const reason = page.locator('main input[name="reason"][type="text"]');
  if ((await reason.count()) === 0) return;
  await reason.fill('A post about the open day');
  const goOn = page.locator('form[action$="/reason"] button');
  if ((await goOn.count()) === 0) return;
  await goOn.click();
  await until(page, async () => (await reason.count()) === 0);
}

it('every button that copies from the vault copies the value: at once, while it is shown, when it is hidden again', async () => {
  const { s, values, readers } = await treasury();
  const url = await listen(s);
  const pressed = new Map<string, Set<string>>();
  const faults: string[] = [];
  // A rotation that is under way is come back to by its button, not by a link.
  const begun = [...values.keys()].flatMap((address) => /^\/rotations\/\w+/.exec(address)?.[0] ?? []);
  for (const member of readers) {
    const { pages, cookies } = await pagesOf(s, member, begun);
    const page = await stillWindow(browser, url, s.clock.now(), cookies);
    for (const path of pages) {
      await page.goto(path);
      faults.push(...(await emptyButtons(page)).map((fault) => `${path}: ${fault}`));
      for (const address of (await asking(page)).filter((one) => !pressed.get(member.name)?.has(one))) {
        await page.goto(path);
        await sayWhy(page);
        const found = await tryOut(page, address);
        const value = values.get(address)?.() ?? 'a value that this test does not know';
        for (const [way, got] of Object.entries(found)) if (got !== value) faults.push(`${path}: ${way} «${got}» instead of «${value}»`);
        pressed.set(member.name, (pressed.get(member.name) ?? new Set()).add(address));
      }
    }
    await page.context().close();
  }
  expect(faults).toEqual([]);
  const all = [...values.keys()].sort();
  expect([...(pressed.get('Olga Owner') ?? [])].sort()).toEqual(all);
  expect([...(pressed.get('Noor Holder') ?? [])].sort()).toEqual(all.filter((path) => !path.startsWith('/rotations')));
  expect([...pressed.keys()].sort()).toEqual(['Noor Holder', 'Olga Owner']);
  const buttons = readSources(['src/features'], /\.tsx$/).flatMap(({ path, text }) => [...text.matchAll(/<\w*Button\b[^>]*\scopies\b/g)].map(() => path));
  expect(buttons.sort()).toEqual(['src/features/desk/secrets.views.tsx', 'src/features/rotation/guide-acts.tsx', 'src/features/rotation/guide-acts.tsx']);
});

/** One button through its whole life. */
async function tryOut(page: Page, address: string) {
  const press = () => buttonFor(page, address).click();
  const copied = await taken(page, press);
  await page.locator(`form[action="${address}"] button:not([data-copies])`).click();
  const value = page.locator('[data-value]');
  await until(page, async () => (await value.count()) === 1);
  const shown = await value.getAttribute('data-value');
  const beside = await taken(page, press);
  const byHand = await takenByHand(page, value);
  await page.clock.fastForward(46_000);
  await until(page, async () => (await value.count()) === 0);
  expect(await page.locator('[data-copy]').count()).toBe(0);
  const hidden = await taken(page, press);
  return { copies: copied, shows: shown, 'copies beside the shown': beside, 'takes by hand': byHand, 'copies once it is hidden': hidden };
}
