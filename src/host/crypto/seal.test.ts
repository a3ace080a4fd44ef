import { createDecipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Address, openBytes, openWithin, SealError, sealBytes, sealWithin } from './seal.ts';

const key = Buffer.alloc(32, 7);
const plaintext = Buffer.from('correct horse battery staple');
const address: Address = { table: 'secret_versions', row: 'ver_1', field: 'sealed', version: 3, keyId: 'dek_1' };

// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16, as in NIST's GCM validation set.
const nistKey = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const nistText = 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
const nistCiphertext = '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662';
const nist = [
  {
    name: '13',
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    text: '',
    aad: '',
    sealed: '',
    tag: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14',
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    text: '00'.repeat(16),
    aad: '',
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '16',
    key: nistKey,
    iv: 'cafebabefacedbaddecaf888',
    text: nistText,
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    sealed: nistCiphertext,
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
];

describe('AES-256-GCM', () => {
  test.each(nist)('the runtime computes NIST test case $name', ({ key, iv, text, aad, sealed, tag }) => {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), Buffer.from(iv, 'hex'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(aad, 'hex')).setAuthTag(Buffer.from(tag, 'hex'));
    expect(decipher.update(sealed, 'hex', 'hex') + decipher.final('hex')).toBe(text);
  });

  test('a blob is that cipher over that layout', () => {
    const blob = sealBytes(key, plaintext, address);
    expect(blob.length).toBe(1 + 1 + 12 + plaintext.length + 16);
    expect([...blob.subarray(0, 2)]).toEqual([1, 1]);
    const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(2, 14), { authTagLength: 16 });
    const texts = ['keyholder/value', 'secret_versions', 'ver_1', 'sealed', '3', 'dek_1'];
    const aad = texts.map((text) => `\0\0\0${String.fromCharCode(text.length)}${text}`).join('');
    decipher.setAAD(Buffer.from(`\x01\x01${aad}`)).setAuthTag(blob.subarray(-16));
    expect(Buffer.concat([decipher.update(blob.subarray(14, -16)), decipher.final()])).toEqual(plaintext);
  });
});

describe('opening', () => {
  test.each([0, 1, 15, 16, 17, 100_000])('gives back %i bytes', (length) => {
    const bytes = Buffer.alloc(length, 0xa5);
    expect(openBytes(key, sealBytes(key, bytes, address), address)).toEqual(bytes);
  });

  test('refuses a blob with any one bit of any byte turned over', () => {
    const blob = sealBytes(key, plaintext, address);
    for (let at = 0; at < blob.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const altered = Buffer.from(blob);
        altered.writeUInt8(altered.readUInt8(at) ^ (1 << bit), at);
        expect(() => openBytes(key, altered, address), `byte ${at} bit ${bit}`).toThrow(SealError);
      }
    }
  });

  test.each([4, 8, 12, 15])('refuses a tag cut to %i bytes', (length) => {
    const blob = sealBytes(key, plaintext, address);
    expect(() => openBytes(key, blob.subarray(0, blob.length - 16 + length), address)).toThrow(SealError);
  });

  test('refuses every shorter and every longer blob', () => {
    const blob = sealBytes(key, plaintext, address);
    for (let length = 0; length < blob.length; length += 1) {
      expect(() => openBytes(key, blob.subarray(0, length), address), `${length} bytes`).toThrow(SealError);
    }
    expect(() => openBytes(key, Buffer.concat([blob, Buffer.alloc(1)]), address)).toThrow(SealError);
  });

  test.each<Partial<Address>>([
    { table: 'sign_ins' },
    { row: 'ver_2' },
    { field: 'note' },
    { version: 4 },
    { keyId: 'dek_2' },
    { table: 'secret_versionsv', row: 'er_1' },
    { row: 'ver_1sealed', field: '' },
    { row: 'sealed', field: 'ver_1' },
    { field: 'sealed3', version: 0 },
  ])('refuses a blob moved to %o', (elsewhere) => {
    const blob = sealBytes(key, plaintext, address);
    expect(() => openBytes(key, blob, { ...address, ...elsewhere })).toThrow(SealError);
  });

  test('refuses another key, a key of another length and another domain', () => {
    const blob = sealBytes(key, plaintext, address);
    expect(() => openBytes(Buffer.alloc(32, 8), blob, address)).toThrow(SealError);
    expect(() => openBytes(key.subarray(0, 16), blob, address)).toThrow(SealError);
    const other = sealWithin(key, plaintext, ['keyholder/data-key', 'a', 'b']);
    expect(() => openWithin(key, other, ['keyholder/value', 'a', 'b'])).toThrow(SealError);
  });

  test('a refusal is the same whatever the cause, and holds no plaintext', () => {
    const blob = sealBytes(key, plaintext, address);
    const refusals = [blob.subarray(0, 10), blob.subarray(0, -1), Buffer.alloc(60)].map((bad) => {
      try {
        return openBytes(key, bad, address);
      } catch (error) {
        return error;
      }
    });
    for (const refusal of refusals) {
      expect(refusal).toEqual(new SealError());
      expect(JSON.stringify(refusal) + String(refusal)).not.toContain('horse');
      expect(refusal).not.toHaveProperty('cause');
    }
  });
});

describe('sealing', () => {
  test('never repeats an IV in 100 000 blobs', () => {
    const ivs = new Set<string>();
    for (let i = 0; i < 100_000; i += 1) ivs.add(sealWithin(key, plaintext, []).toString('latin1', 2, 14));
    expect(ivs.size).toBe(100_000);
  });

  test('refuses a key of another length', () => {
    expect(() => sealBytes(key.subarray(0, 16), plaintext, address)).toThrow(RangeError);
  });

  test.each<Partial<Address>>([{ version: 1.5 }, { version: -1 }, { version: Number.NaN }, { row: 'ver_\ud800' }])(
    'refuses the address %o, which has no certain bytes',
    (unclear) => {
      expect(() => sealBytes(key, plaintext, { ...address, ...unclear })).toThrow(RangeError);
    },
  );
});
