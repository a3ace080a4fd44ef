import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRootKeyFile, RootKeyError, type RootKeyFault, readRootKeyFile, rootKeySource } from './root-key.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'root-key-'));
  path = join(folder, 'root.key');
});

afterEach(() => rmSync(folder, { recursive: true }));

const faultOf = (act: () => unknown): RootKeyFault | 'none' => {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof RootKeyError) return error.fault;
    throw error;
  }
};

test('what is created is read back, and is one line for its owner only', () => {
  const created = createRootKeyFile(path, 'rok_1');
  expect(created.key).toHaveLength(32);
  expect(readRootKeyFile(path)).toEqual({ keyId: 'rok_1', key: created.key });
  expect(readFileSync(path, 'utf8')).toBe(`keyholder-root-key-v1 rok_1 ${created.key.toString('base64')}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a missing file, or folder, is absent', () => {
  expect(readRootKeyFile(path)).toBe('absent');
  expect(readRootKeyFile(join(folder, 'missing', 'root.key'))).toBe('absent');
});

test('an existing file is never overwritten', () => {
  const first = createRootKeyFile(path, 'rok_1');
  expect(faultOf(() => createRootKeyFile(path, 'rok_2'))).toBe('exists');
  expect(readRootKeyFile(path)).toEqual(first);
});

test.each([0o640, 0o604, 0o660, 0o610, 0o602, 0o644])('mode %o is refused', (mode) => {
  createRootKeyFile(path, 'rok_1');
  chmodSync(path, mode);
  expect(faultOf(() => readRootKeyFile(path))).toBe('loose-permissions');
  chmodSync(path, 0o400);
  expect(faultOf(() => readRootKeyFile(path))).toBe('none');
});

const base64 = Buffer.alloc(32, 0xfb).toString('base64');

test.each([
  '',
  base64,
  `keyholder-root-key-v1 rok_1 ${base64.slice(0, -1)}\n`,
  `keyholder-root-key-v1 rok_1 ${Buffer.alloc(31).toString('base64')}\n`,
  `keyholder-root-key-v1 rok_1 ${Buffer.alloc(33).toString('base64')}\n`,
  `keyholder-root-key-v1 rok_1 ${base64.slice(0, -2)}t=\n`,
  `keyholder-root-key-v2 rok_1 ${base64}\n`,
  `keyholder-root-key-v1 ${base64}\n`,
  `keyholder-root-key-v1 rok 1 ${base64}\n`,
  `keyholder-root-key-v1 rok_1 ${base64}\n${base64}\n`,
  `keyholder-root-key-v1 rok_1 ${base64}${' '.repeat(300)}`,
])('%j is refused, and nothing of it repeated', (text) => {
  writeFileSync(path, text, { mode: 0o600 });
  expect(() => readRootKeyFile(path)).toThrow(expect.objectContaining({ fault: 'malformed' }));
  expect(() => readRootKeyFile(path)).not.toThrow(base64.slice(0, 20));
});

test('an editor may have taken the last line break', () => {
  writeFileSync(path, `keyholder-root-key-v1 rok_1 ${base64}`, { mode: 0o600 });
  expect(readRootKeyFile(path)).toEqual({ keyId: 'rok_1', key: Buffer.alloc(32, 0xfb) });
});

test('a folder in its place is refused', () => {
  mkdirSync(path, { mode: 0o700 });
  expect(faultOf(() => readRootKeyFile(path))).toBe('malformed');
  expect(faultOf(() => createRootKeyFile(path, 'rok_1'))).toBe('exists');
});

test('a place that cannot be written says so and leaves nothing behind', () => {
  expect(faultOf(() => createRootKeyFile(join(folder, 'missing', 'root.key'), 'rok_1'))).toBe('unreachable');
  writeFileSync(path, 'a file, not a folder');
  expect(faultOf(() => readRootKeyFile(join(path, 'root.key')))).toBe('unreachable');
});

test.each(['', 'two words', 'line\nbreak', 'x'.repeat(65)])('the key id %j is refused before a file exists', (keyId) => {
  expect(() => createRootKeyFile(path, keyId)).toThrow(RangeError);
  expect(readRootKeyFile(path)).toBe('absent');
});

test('a source is named by its setting', () => {
  const source = rootKeySource(`file:${path}`);
  expect(source.location).toBe(path);
  expect(source.read()).toBe('absent');
  const created = source.create('rok_1');
  expect(source.read()).toEqual(created);
});

test.each(['', 'file:', '/var/lib/root.key', 'correct horse'])('the setting %j is refused', (setting) => {
  expect(faultOf(() => rootKeySource(setting))).toBe('unknown-source');
});

test('a key typed into the setting by mistake is not repeated', () => {
  expect(() => rootKeySource(base64)).toThrow(RootKeyError);
  expect(() => rootKeySource(base64)).not.toThrow(base64);
});
