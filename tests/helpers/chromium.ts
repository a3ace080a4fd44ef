import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { installation } from '#src/host/config.ts';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Ours, never the package's: its own switch off the sandboxing between sites that the tests are about. */
const flags = ['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

/** A real browser: the one from the package on Linux, else one that is installed. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: flags });
}

type Seat = BrowserContextOptions & { cookies?: ReadonlyMap<string, string>; locale?: 'nl' | 'en' };

/**
 * A browser of one's own: what it keeps is nobody else's. It waits for as long as a busy machine may need; what never
 * comes is told a while before the test's own limit, by its name.
 */
export async function openWindow(browser: Browser, url: string, { cookies = new Map(), locale = 'en', ...more }: Seat = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 }, locale: `${locale}-BE`, ...more });
  const kept = [...cookies, ['__Host-kh-locale', locale] as const];
  await context.addCookies(kept.map(([name, value]) => ({ name, value, domain: 'localhost', path: '/', secure: true })));
  context.setDefaultTimeout(90_000);
  return context.newPage();
}

async function findChromium(): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium();
  const found = installed.find(isExecutable);
  if (found) return found;
  throw new Error(`The browser journeys need Chrome or Chromium. Install one at ${installed.join(' or ')}, then run npm test again.`);
}

/** The package unpacks into the temporary folder and does not notice an older binary there, so each version has its own. */
async function unpackChromium(): Promise<string> {
  const { devDependencies } = JSON.parse(readFileSync(`${installation}/package.json`, 'utf8')) as { devDependencies: Record<string, string> };
  const folder = join(tmpdir(), `keyholder-chromium-${devDependencies['@sparticuz/chromium']}`);
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await (await import('@sparticuz/chromium')).default.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
