import { createPrivateKey, hkdfSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deriveKey, fingerprint, keyCheckValue, keyFingerprint, newKey, newSigningKey, sign, unwrapKey, verify, wrapKey } from './keys.ts';
import { openBytes, SealError, sealBytes } from './seal.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const rootKey = Buffer.alloc(32, 1);
const dataKey = Buffer.alloc(32, 2);
const ids = { rootKeyId: 'rok_1', dataKeyId: 'dek_1' };

describe('wrapping', () => {
  test('gives the data key back', () => {
    expect(unwrapKey(rootKey, wrapKey(rootKey, dataKey, ids), ids)).toEqual(dataKey);
  });

  test.each([
    { rootKeyId: 'rok_2', dataKeyId: 'dek_1' },
    { rootKeyId: 'rok_1', dataKeyId: 'dek_2' },
    { rootKeyId: 'dek_1', dataKeyId: 'rok_1' },
  ])('is refused under the names %o', (other) => {
    expect(() => unwrapKey(rootKey, wrapKey(rootKey, dataKey, ids), other)).toThrow(SealError);
  });

  test('is refused with another root key', () => {
    expect(() => unwrapKey(dataKey, wrapKey(rootKey, dataKey, ids), ids)).toThrow(SealError);
  });

  test('takes whole data keys only', () => {
    expect(() => wrapKey(rootKey, dataKey.subarray(0, 16), ids)).toThrow(RangeError);
  });

  test('a new root key leaves sealed values as they are', () => {
    const address = { table: 'secret_versions', row: 'ver_1', field: 'sealed', version: 1, keyId: ids.dataKeyId };
    const sealed = sealBytes(dataKey, Buffer.from('value'), address);
    const newRoot = newKey();
    const newIds = { ...ids, rootKeyId: 'rok_2' };
    const rewrapped = wrapKey(newRoot, unwrapKey(rootKey, wrapKey(rootKey, dataKey, ids), ids), newIds);
    expect(openBytes(unwrapKey(newRoot, rewrapped, newIds), sealed, address).toString()).toBe('value');
  });
});

describe('derived keys', () => {
  test('the runtime computes RFC 5869 test cases 1 and 3', () => {
    const first = hkdfSync('sha256', hex('0b'.repeat(22)), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42);
    expect(Buffer.from(first).toString('hex')).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
    const third = hkdfSync('sha256', hex('0b'.repeat(22)), '', '', 42);
    expect(Buffer.from(third).toString('hex')).toBe('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8');
  });

  test('are the parent and the purpose, and nothing else', () => {
    const purposes = ['key-wrap', 'key-check', 'fingerprints', 'audit-mac', 'token-mac', 'personal-hash'] as const;
    const derived = [rootKey, dataKey].flatMap((parent) => purposes.map((purpose) => deriveKey(parent, purpose).toString('hex')));
    expect(new Set(derived).size).toBe(derived.length);
    expect(deriveKey(rootKey, 'fingerprints')).toEqual(deriveKey(Buffer.from(rootKey), 'fingerprints'));
    expect(deriveKey(rootKey, 'fingerprints')).toHaveLength(32);
    expect(() => deriveKey(rootKey.subarray(1), 'fingerprints')).toThrow(RangeError);
  });

  test('the check value tells root keys apart and is part of none of their sub-keys', () => {
    expect(keyCheckValue(rootKey)).toHaveLength(16);
    expect(keyCheckValue(rootKey)).toEqual(keyCheckValue(Buffer.from(rootKey)));
    expect(keyCheckValue(rootKey)).not.toEqual(keyCheckValue(dataKey));
    expect(deriveKey(rootKey, 'key-check').includes(keyCheckValue(rootKey))).toBe(false);
  });

  test('a fingerprint is HMAC-SHA256 (RFC 4231 test case 2)', () => {
    expect(fingerprint(Buffer.from('Jefe'), 'what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('new keys have 256 bits and differ', () => {
    expect(newKey()).toHaveLength(32);
    expect(newKey()).not.toEqual(newKey());
  });
});

describe('Ed25519', () => {
  // RFC 8032 §7.1; the prefix is the fixed PKCS #8 head around the 32-byte seed.
  const pkcs8 = (seed: string) => hex(`302e020100300506032b657004220420${seed}`);
  const vectors = [
    {
      name: '1',
      seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      message: '',
      signature: 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    },
    {
      name: '2',
      seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      message: '72',
      signature: '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    },
  ];

  test.each(vectors)('signs and verifies RFC 8032 test $name', ({ seed, publicKey, message, signature }) => {
    expect(sign(pkcs8(seed), hex(message)).toString('hex')).toBe(signature);
    expect(verify(hex(publicKey), hex(message), hex(signature))).toBe(true);
  });

  test('refuses another message, another key, an altered or cut signature and a malformed key', () => {
    const { publicKey, privateKey } = newSigningKey();
    const message = Buffer.from('certificate');
    const signature = sign(privateKey, message);
    expect(verify(publicKey, message, signature)).toBe(true);
    expect(verify(publicKey, Buffer.from('certificates'), signature)).toBe(false);
    expect(verify(newSigningKey().publicKey, message, signature)).toBe(false);
    expect(verify(publicKey, message, signature.subarray(0, 63))).toBe(false);
    expect(verify(publicKey.subarray(1), message, signature)).toBe(false);
    for (let at = 0; at < signature.length; at += 1) {
      const altered = Buffer.from(signature);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      expect(verify(publicKey, message, altered), `byte ${at}`).toBe(false);
    }
  });

  test('a new pair is a raw public key and a PKCS #8 private key', () => {
    const { publicKey, privateKey } = newSigningKey();
    expect(publicKey).toHaveLength(32);
    expect(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }).asymmetricKeyType).toBe('ed25519');
  });

  test('a fingerprint for the eye is the start of the SHA-256 of the key', () => {
    // SHA-256 of nothing, FIPS 180-4: e3b0c44298fc1c14…
    expect(keyFingerprint(Buffer.alloc(0))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
