import { describe, expect, test } from 'vitest';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { argon2Hasher, detailHash, HasherBusy, isSame, newSalt, passwordBytes, sha256Hex } from './hash.ts';

test('SHA-256 of "abc" (FIPS 180-4)', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a detail hash depends on the salt and on the detail', () => {
  const salt = newSalt();
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(detailHash(salt, 'left')).toBe(detailHash(salt, 'left'));
  expect(detailHash(salt, 'left')).not.toBe(detailHash(salt, 'left '));
  expect(detailHash(salt, 'left')).not.toBe(detailHash(newSalt(), 'left'));
});

test.each([
  ['', '', true],
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['', 'a', false],
])('%j and %j are the same: %s', (a, b, expected) => {
  expect(isSame(a, b)).toBe(expected);
  expect(isSame(Buffer.from(a), b)).toBe(expected);
});

test('a password is measured in bytes, before anything is done with it', () => {
  expect(passwordBytes('x'.repeat(1024))).toHaveLength(1024);
  expect(() => passwordBytes('x'.repeat(1025))).toThrow(RangeError);
  expect(() => passwordBytes('é'.repeat(513))).toThrow(RangeError);
});

describe.each([
  ['argon2', argon2Hasher()],
  ['cheap', cheapHasher()],
])('the %s hasher', (_, hasher) => {
  test('knows the password it hashed, and no other', async () => {
    const hash = await hasher.hash('correct horse');
    expect(await hasher.verify(hash, 'correct horse')).toBe(true);
    for (const other of ['correct horse ', 'Correct horse', '', 'correct hors']) {
      expect(await hasher.verify(hash, other), other).toBe(false);
    }
  });

  test('salts: the same password twice gives two hashes', async () => {
    expect(await hasher.hash('same')).not.toBe(await hasher.hash('same'));
  });

  test('takes composed and decomposed letters for the same', async () => {
    expect(await hasher.verify(await hasher.hash('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  test('reads a long password to its end', async () => {
    const start = 'x'.repeat(100);
    expect(await hasher.verify(await hasher.hash(`${start}a`), `${start}b`)).toBe(false);
  });

  test('refuses an oversized password, set or checked', async () => {
    const oversized = 'x'.repeat(1025);
    await expect(hasher.hash(oversized)).rejects.toThrow(RangeError);
    await expect(hasher.verify(await hasher.hash('x'), oversized)).rejects.toThrow(RangeError);
    await expect(hasher.dummyVerify(oversized)).rejects.toThrow(RangeError);
  });

  test('never accepts for an unknown name', async () => {
    expect(await hasher.dummyVerify('anything')).toBe(false);
  });
});

test('argon2id with 19 MiB and two passes', async () => {
  expect(await argon2Hasher().hash('x')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a full queue refuses at once, for known and unknown names alike, and works again afterwards', async () => {
  const hasher = argon2Hasher({ concurrency: 1, queue: 2 });
  const taken = [hasher.hash('1'), hasher.hash('2'), hasher.dummyVerify('3')];
  await expect(hasher.hash('4')).rejects.toThrow(HasherBusy);
  await expect(hasher.dummyVerify('5')).rejects.toThrow(HasherBusy);
  await Promise.all(taken);
  const hash = await hasher.hash('6');
  expect(await hasher.verify(hash, '6')).toBe(true);
});

test('a failed check gives its place back', async () => {
  const hasher = argon2Hasher({ concurrency: 1, queue: 0 });
  await expect(hasher.verify('not a hash', 'x')).rejects.toThrow();
  await expect(hasher.hash('x')).resolves.toMatch(/^\$argon2id/);
});
