import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openWindow } from '#tests/helpers/chromium.ts';
import { judge } from './judge.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

const page = (style: string) => `<!doctype html><html lang="en"><title>Ink · Keyholder</title>
  <style>h1 { background: white; color: #222 } ${style}</style>
  <main><h1>Ink</h1></main></html>`;

it('looks at colours once they are what they will be', async () => {
  const window = await openWindow(browser, 'http://localhost');
  await window.setContent(page('h1 { transition: color 900s } @media (prefers-color-scheme: dark) { h1 { background: #444; color: white } }'));
  for (const colorScheme of ['dark', 'light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    expect(await judge(window, 'en')).toEqual([]);
  }
});

it('finds what stays pale, also behind a movement that never ends', async () => {
  const window = await openWindow(browser, 'http://localhost');
  await window.setContent(page('h1 { color: #ccc; animation: turn 9s infinite } @keyframes turn { to { rotate: 1turn } }'));
  expect(await judge(window, 'en')).toEqual([expect.stringMatching(/^color-contrast: /)]);
});
