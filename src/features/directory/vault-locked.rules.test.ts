import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '#src/ground/problem.ts';
import { createCrypto } from '#src/host/crypto/crypto.ts';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { zipOf } from '#tests/helpers/zip.ts';
import { readVaultFile, type VaultKeys } from './vault.file.ts';

/** Made by other programs: see tests/peers/make-vaults.py. */
const sample = (name: string) => readFileSync(join(import.meta.dirname, '../../../tests/samples/vaults', name));
const { foreign } = createCrypto(cheapHasher());
const password = 'six-invented-words';
const keyFile = sample('kdbx.key');
const code = async (bytes: Buffer, keys: VaultKeys = {}) =>
  readVaultFile(foreign, bytes, keys).then(
    () => 'read',
    (problem: unknown) => (problem instanceof Problem ? problem.code.replace('directory.', '') : String(problem)),
  );
const value = 'cherry & <Table>\t92';
const read = async (bytes: Buffer, keys: VaultKeys) => {
  const { items, over } = await readVaultFile(foreign, bytes, keys);
  return {
    over,
    items: items.map(({ name, username, password: text, seed }) => [name, username, text, seed?.replace(/.*secret=([A-Z2-7]+).*/, '$1') ?? null]),
  };
};

describe('a database of KeePass', () => {
  const x = ['X', 'voorbeeld', value, null];
  test.each([
    ['3.1 of KeePassXC', 'keepassxc-3.kdbx', { password }, { over: 0, items: [x] }],
    ['4.1 of KeePassXC, with a bin', 'keepassxc.kdbx', { password }, { over: 1, items: [x] }],
    ['4.1 with a key file', 'keepassxc-key.kdbx', { password, keyFile }, { over: 1, items: [x] }],
  ])('%s is read to the letter', async (_, name, keys, expected) => expect(await read(sample(name), keys)).toEqual(expected));

  test.each([
    ['with its password', 'pykeepass.kdbx', { password }],
    ['with a key file alone', 'pykeepass-key-only.kdbx', { keyFile }],
  ])('4.0 %s, its references, keys and bin', async (_, name, keys) => {
    expect(await read(sample(name), keys)).toEqual({
      over: 1,
      items: [
        ['X', 'voorbeeld', value, 'JBSWY3DPEHPK3PXP'],
        ['Instagram', 'voorbeeld.home', value, null],
        ['TikTok', 'voorbeeld_nl', 'pear-Chair-14', 'JBSWY3DPEHPK3PXP'],
      ],
    });
  });

  test.each([
    ['no password', sample('keepassxc.kdbx'), {}, 'vault-needs-password'],
    ['a wrong one', sample('keepassxc.kdbx'), { password: 'another' }, 'vault-wrong-password'],
    ['a wrong one for 3.1', sample('keepassxc-3.kdbx'), { password: 'another' }, 'vault-wrong-password'],
    ['no key file', sample('keepassxc-key.kdbx'), { password }, 'vault-wrong-password'],
    ['its end cut off', sample('keepassxc.kdbx').subarray(0, 1200), { password }, 'vault-kdbx-damaged'],
    ['its header cut off', sample('keepassxc.kdbx').subarray(0, 60), { password }, 'vault-kdbx-damaged'],
    [
      'a header that somebody changed',
      Buffer.from(sample('keepassxc.kdbx').map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
      { password },
      'vault-kdbx-damaged',
    ],
  ])('with %s is refused in a sentence', async (_, bytes, keys, expected) => expect(await code(bytes, keys)).toBe(expected));

  test('that asks for the work of years is not begun', async () => {
    const bytes = Buffer.from(sample('keepassxc-3.kdbx'));
    // Field 6 of version 3: how often the key is transformed.
    const at = bytes.indexOf(Buffer.from('060800', 'hex'));
    bytes.writeBigUInt64LE(2n ** 50n, at + 3);
    expect(await code(bytes, { password })).toBe('vault-too-costly');
  });
});

describe('an export of Bitwarden that is locked with a password', () => {
  test.each(['bitwarden-pbkdf2.json', 'bitwarden-argon2.json'])('%s opens with it and with no other', async (name) => {
    expect(await read(sample(name), { password })).toEqual({ over: 0, items: [['X', 'voorbeeld', value, null]] });
    expect(await code(sample(name), { password: 'another' })).toBe('vault-wrong-password');
    expect(await code(sample(name))).toBe('vault-needs-password');
  });

  test('is refused before any work where it asks for too much', async () => {
    const made = JSON.parse(sample('bitwarden-argon2.json').toString()) as object;
    for (const more of [{ kdfMemory: 100_000 }, { kdfIterations: 1000 }, { kdfType: 0, kdfIterations: 1e9, kdfMemory: null }]) {
      expect(await code(Buffer.from(JSON.stringify({ ...made, ...more })), { password })).toBe('vault-too-costly');
    }
  });
});

describe('a zip', () => {
  const login = { type: 1, name: 'X', login: { uris: [{ uri: 'https://x.com/' }], username: 'voorbeeld', password: value } };
  const data = JSON.stringify({ encrypted: false, items: [login] });

  test('of Bitwarden gives its logins, and says that attachments stay', async () => {
    const zip = zipOf([
      { name: 'data.json', bytes: data },
      { name: 'attachments/X/codes.txt', bytes: '1111' },
    ]);
    expect(await readVaultFile(foreign, zip)).toMatchObject({ items: [{ name: 'X', password: value }], unread: ['attachments'] });
    expect(await readVaultFile(foreign, zipOf([{ name: 'data.json', bytes: sample('bitwarden-argon2.json') }]), { password })).toMatchObject({
      items: [{ name: 'X' }],
    });
  });

  test('of 1Password (1PUX) gives logins with their keys and age, and leaves what is archived', async () => {
    const item = (title: string, state: string, more: object = {}) => ({
      uuid: title,
      state,
      categoryUuid: '001',
      createdAt: 1_700_000_000,
      overview: { title, url: 'https://x.com/', urls: [{ url: 'https://x.com/' }] },
      details: {
        loginFields: [
          { value: 'voorbeeld', designation: 'username' },
          { value, designation: 'password' },
        ],
        sections: [{ fields: [{ title: 'one-time password', value: { totp: 'JBSWY3DPEHPK3PXP' } }] }],
        passwordHistory: [{ value: 'older', time: 1_710_000_000 }],
      },
      ...more,
    });
    const note = { state: 'active', categoryUuid: '003', overview: { title: 'Door code' }, details: { notesPlain: '1234' } };
    const accounts = [{ vaults: [{ items: [item('X', 'active'), item('X old', 'archived'), note] }] }];
    const zip = zipOf([
      { name: 'export.attributes', bytes: '{}' },
      { name: 'export.data', bytes: JSON.stringify({ accounts }) },
    ]);
    expect(await readVaultFile(foreign, zip)).toMatchObject({
      over: 1,
      others: 1,
      items: [{ name: 'X', username: 'voorbeeld', password: value, seed: 'JBSWY3DPEHPK3PXP', setAt: 1_710_000_000_000, addresses: ['https://x.com/'] }],
    });
  });

  test.each([
    ['in a zip', zipOf([{ name: 'data.json', bytes: zipOf([{ name: 'data.json', bytes: data }]) }]), 'vault-zip'],
    ['of photographs', zipOf([{ name: 'a.jpg', bytes: 'x' }]), 'vault-zip'],
    ['of a store of pass', zipOf([{ name: 'store/x.com.gpg', bytes: 'x' }]), 'vault-pgp'],
    ['that is Excel', zipOf([{ name: 'xl/workbook.xml', bytes: '' }]), 'vault-spreadsheet'],
    ['that grows without end', zipOf([{ name: 'data.json', bytes: Buffer.alloc(20_000_000, ' ') }]), 'zip-too-much'],
  ])('%s is refused in a sentence', async (_, bytes, expected) => expect(await code(bytes)).toBe(expected));
});
