import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deriveKey, keyCheckValue, unwrapKey, wrapKey } from '#src/host/crypto/keys.ts';
import { openBytes, sealBytes } from '#src/host/crypto/seal.ts';
import { readRootKeyFile } from '#src/host/root-key.ts';

type Vectors = {
  rootKeyFile: string;
  rootKeyId: string;
  keyCheckValue: string;
  wrappingKey: string;
  dataKeyId: string;
  wrapped: string;
  dataKey: string;
  values: { row: string; version: number; plaintext: string; sealed: string }[];
};

const page = readFileSync('docs/vault-format.md', 'utf8');
const vectors: Vectors = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
const hex = (text: string) => Buffer.from(text, 'hex');

// Written from the page alone: these functions use nothing of the product, so they open values as a stranger would.
const subKey = (rootKey: Buffer, purpose: string) => Buffer.from(hkdfSync('sha256', rootKey, Buffer.alloc(0), `keyholder/${purpose}`, 32));

function associatedData(texts: string[]): Buffer {
  const parts = texts.map((text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([hex(bytes.length.toString(16).padStart(8, '0')), bytes]);
  });
  return Buffer.concat([hex('0101'), ...parts]);
}

function openByThePage(key: Buffer, blob: Buffer, texts: string[]): Buffer {
  expect(blob.toString('hex', 0, 2)).toBe('0101');
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(2, 14), { authTagLength: 16 });
  decipher.setAAD(associatedData(texts)).setAuthTag(blob.subarray(blob.length - 16));
  return Buffer.concat([decipher.update(blob.subarray(14, blob.length - 16)), decipher.final()]);
}

const valueTexts = (row: string, version: number) => ['keyholder/value', 'secret_versions', row, 'sealed', `${version}`, vectors.dataKeyId];
const address = (row: string, version: number) => ({
  table: 'secret_versions',
  row,
  field: 'sealed',
  version,
  keyId: vectors.dataKeyId,
});
const ids = { rootKeyId: vectors.rootKeyId, dataKeyId: vectors.dataKeyId };

describe('a stranger with the page, the database and the root key file', () => {
  const rootKey = Buffer.from(vectors.rootKeyFile.split(' ')[2] ?? '', 'base64');
  const wrapTexts = ['keyholder/data-key', vectors.rootKeyId, vectors.dataKeyId];

  test('recognises the root key', () => {
    expect(vectors.rootKeyFile.split(' ')[1]).toBe(vectors.rootKeyId);
    const check = createHmac('sha256', subKey(rootKey, 'key-check')).update('keyholder/key-check').digest('hex');
    expect(check.slice(0, 32)).toBe(vectors.keyCheckValue);
  });

  test('opens the printed wrap and every printed value', () => {
    expect(subKey(rootKey, 'key-wrap').toString('hex')).toBe(vectors.wrappingKey);
    const dataKey = openByThePage(subKey(rootKey, 'key-wrap'), hex(vectors.wrapped), wrapTexts);
    expect(dataKey.toString('hex')).toBe(vectors.dataKey);
    expect(vectors.values).toHaveLength(3);
    for (const { row, version, plaintext, sealed } of vectors.values) {
      expect(openByThePage(dataKey, hex(sealed), valueTexts(row, version)).toString()).toBe(plaintext);
    }
  });

  test('opens what the product seals today', () => {
    const wrapped = wrapKey(rootKey, hex(vectors.dataKey), ids);
    const dataKey = openByThePage(subKey(rootKey, 'key-wrap'), wrapped, wrapTexts);
    const sealed = sealBytes(dataKey, Buffer.from('fresh value'), address('ver_new', 40));
    expect(openByThePage(dataKey, sealed, valueTexts('ver_new', 40)).toString()).toBe('fresh value');
  });

  test('finds the printed associated data to be what it computes', () => {
    const printed = /^01 01\n((?:[0-9a-f]{8} .*\n)+)/m.exec(page)?.[1] ?? '';
    const bytes = printed
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/).slice(0, 2).join(''));
    expect(`0101${bytes.join('')}`).toBe(associatedData(valueTexts('ver_01jd4k2f8x', 3)).toString('hex'));
  });
});

describe('the product', () => {
  test('opens every printed vector', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vault-format-'));
    const path = join(folder, 'root.key');
    writeFileSync(path, `${vectors.rootKeyFile}\n`, { mode: 0o600 });
    const root = readRootKeyFile(path);
    rmSync(folder, { recursive: true });
    if (root === 'absent') throw new Error('The printed root key file was not read.');
    expect(root.keyId).toBe(vectors.rootKeyId);
    expect(keyCheckValue(root.key).toString('hex')).toBe(vectors.keyCheckValue);
    expect(deriveKey(root.key, 'key-wrap').toString('hex')).toBe(vectors.wrappingKey);
    const dataKey = unwrapKey(root.key, hex(vectors.wrapped), ids);
    expect(dataKey.toString('hex')).toBe(vectors.dataKey);
    for (const { row, version, plaintext, sealed } of vectors.values) {
      expect(openBytes(dataKey, hex(sealed), address(row, version)).toString()).toBe(plaintext);
    }
  });
});
