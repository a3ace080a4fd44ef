import { expect, test } from 'vitest';
import { hashToken, newRecoveryCode, newToken, normaliseRecoveryCode, randomIndex } from './token.ts';

test('a token is its prefix and 256 bits', () => {
  const token = newToken('khs_');
  expect(token).toMatch(/^khs_[A-Za-z0-9_-]{43}$/);
  expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32);
  expect(newToken('khs_')).not.toBe(token);
});

test('only the SHA-256 of a token is kept', () => {
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('recovery codes can be read out: five groups of five, no I, L, O or U', () => {
  const codes = Array.from({ length: 1000 }, newRecoveryCode);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

test('a recovery code is the same however it is typed', () => {
  const code = '01ABC-DEFGH-JKMNP-QRSTV-WXYZ2';
  for (const typed of [
    code,
    code.toLowerCase(),
    ' 01abc defgh jkmnp qrstv wxyz2 ',
    'O1ABCDEFGHJKMNPQRSTVWXYZ2',
    'oLabcdefghjkmnpqrstvwxyz2',
    'oiabc-defgh-jkmnp-qrstv-wxyz2',
  ]) {
    expect(normaliseRecoveryCode(typed), typed).toBe(code);
  }
  const fresh = newRecoveryCode();
  expect(normaliseRecoveryCode(fresh)).toBe(fresh);
});

test.each(['', '01ABC', '01ABC-DEFGH-JKMNP-QRSTV-WXYZ', '01ABC-DEFGH-JKMNP-QRSTV-WXYZ22', '01ABC-DEFGH-JKMNP-QRSTV-WXYZU', '01ABC_DEFGH_JKMNP_QRSTV_WXYZ2'])(
  '%j is no recovery code',
  (typed) => {
    expect(normaliseRecoveryCode(typed)).toBeUndefined();
  },
);

test('a random index reaches every place below the bound and none beyond', () => {
  const seen = new Set(Array.from({ length: 2000 }, () => randomIndex(7)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(() => randomIndex(0)).toThrow(RangeError);
});
