import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readAssets } from './assets.ts';

const assets = readAssets(process.cwd());

test('every path a page links to is a file that is there, named by its content', () => {
  const linked = [...assets.paths.styles, ...assets.paths.scripts, assets.paths.icon];
  expect(linked.filter((path) => !assets.files.has(path))).toEqual([]);
  expect(linked.every((path) => /^\/assets\/[a-z]+-[\w-]{12}\.(css|js|svg)$/.test(path))).toBe(true);
  expect(readAssets(process.cwd()).paths).toEqual(assets.paths);
});

test('what is compressed unpacks to the same bytes', () => {
  for (const file of assets.files.values()) {
    expect(brotliDecompressSync(file.brotli).equals(file.body)).toBe(true);
    expect(gunzipSync(file.gzip).equals(file.body)).toBe(true);
  }
});

test('the first page stays below 180 kB and eight requests, the page itself included', () => {
  const bytes = [...assets.files.values()].reduce((sum, file) => sum + file.brotli.length, 0);
  expect(bytes).toBeLessThan(165_000);
  expect(assets.files.size).toBeLessThan(8);
});
