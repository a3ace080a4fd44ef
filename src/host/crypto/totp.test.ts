import { describe, expect, test } from 'vitest';
import { codeAt, newSeed, parseSeed, remainingSeconds, standardTotp, totpUri, verifyCode } from './totp.ts';

const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = 1_800_000_000_000;
const step = at / 30_000;

describe('codes', () => {
  // RFC 6238 appendix B. The ASCII digits 1234567890, repeated to the hash's length, in base32.
  const sha256Seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA';
  const sha512Seed = `${'GEZDGNBVGY3TQOJQ'.repeat(6)}GEZDGNA`;
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('RFC 6238 appendix B at %i s', (seconds, sha1, sha256, sha512) => {
    const codes = { digits: 8, period: 30 };
    expect(codeAt(seed, seconds * 1000, { ...codes, algorithm: 'sha1' })).toBe(sha1);
    expect(codeAt(sha256Seed, seconds * 1000, { ...codes, algorithm: 'sha256' })).toBe(sha256);
    expect(codeAt(sha512Seed, seconds * 1000 + 999, { ...codes, algorithm: 'sha512' })).toBe(sha512);
  });

  test('have six digits and thirty seconds unless told otherwise', () => {
    expect(codeAt(seed, 59_000)).toBe('287082');
    expect(codeAt(seed, 119_000, { ...standardTotp, period: 60 })).toBe('287082');
  });

  test.each([
    [0, 30, 30],
    [29_999, 30, 1],
    [30_000, 30, 30],
    [59_000, 60, 1],
  ])('at %i ms a code of a %i s period has %i s left', (ms, period, left) => {
    expect(remainingSeconds(ms, period)).toBe(left);
  });

  test('need a time', () => {
    expect(() => codeAt(seed, -1)).toThrow(RangeError);
    expect(() => codeAt(seed, Number.NaN)).toThrow(RangeError);
  });

  test('a new seed has 160 bits', () => {
    expect(newSeed()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newSeed()).not.toBe(newSeed());
  });
});

describe('checking a code', () => {
  const codeOf = (offset: number) => codeAt(seed, at + offset * 30_000);

  test.each([
    [0, step],
    [-1, step - 1],
    [-2, undefined],
    [1, step + 1],
    [2, undefined],
  ])('of %i steps away gives step %s', (offset, expected) => {
    expect(verifyCode(seed, codeOf(offset), at, undefined)).toBe(expected);
    expect(verifyCode(seed, codeOf(offset), at + 29_999, undefined)).toBe(expected);
  });

  test('a step counts once, and no earlier one after it', () => {
    expect(verifyCode(seed, codeOf(0), at, step - 1)).toBe(step);
    expect(verifyCode(seed, codeOf(0), at, step)).toBeUndefined();
    expect(verifyCode(seed, codeOf(-1), at, step - 1)).toBeUndefined();
    expect(verifyCode(seed, codeOf(-1), at, step)).toBeUndefined();
    expect(verifyCode(seed, codeOf(1), at, step)).toBe(step + 1);
    for (const offset of [-1, 0, 1]) expect(verifyCode(seed, codeOf(offset), at, step + 1)).toBeUndefined();
    expect(verifyCode(seed, codeOf(2), at + 30_000, step + 1)).toBe(step + 2);
  });

  test('a clock set back refuses rather than fails', () => {
    expect(verifyCode(seed, codeOf(0), at, step + 4)).toBeUndefined();
  });

  test('refuses every other way of writing it', () => {
    const code = codeOf(0);
    const fullWidth = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const spellings = [` ${code}`, `${code} `, `${code}\n`, `${code.slice(0, 3)} ${code.slice(3)}`, fullWidth, code.slice(1), `0${code}`, ''];
    for (const spelling of spellings) expect(verifyCode(seed, spelling, at, undefined), spelling).toBeUndefined();
  });

  test('follows the parameters of the seed', () => {
    const parameters = { digits: 8, period: 60, algorithm: 'sha256' } as const;
    const code = codeAt(seed, at - 60_000, parameters);
    expect(verifyCode(seed, code, at, undefined, parameters)).toBe(at / 60_000 - 1);
    expect(verifyCode(seed, code, at, undefined)).toBeUndefined();
  });
});

describe('seeds from elsewhere', () => {
  test('a link made here is read here', () => {
    const uri = totpUri(seed, 'Keyholder: Bakkerij', 'ana@example.com');
    expect(uri).toBe(`otpauth://totp/Keyholder%20%20Bakkerij:ana%40example.com?secret=${seed}&issuer=Keyholder%20%20Bakkerij`);
    expect(parseSeed(uri)).toEqual({ seed, ...standardTotp });
    const parameters = { digits: 8, period: 60, algorithm: 'sha512' } as const;
    expect(parseSeed(totpUri(seed, 'X', 'y', parameters))).toEqual({ seed, ...parameters });
  });

  test.each([
    'jbsw y3dp ehpk 3pxp',
    'JBSW-Y3DP-EHPK-3PXP',
    '\tJBSWY3DPEHPK3PXP\n',
    'otpauth://totp/Voorbeeld #1 team:voorbeeld?secret=JBSWY3DPEHPK3PXP&issuer=Voorbeeld',
    'otpauth://totp/X:v?secret=JBSWY3DPEHPK3PXP&algorithm=HMAC-SHA1&digits=6&period=30',
    'otpauth://totp/X:v?secret=JBSWY3DPEHPK3PXP&digits=&period=',
    'otpauth://totp/Caf%E9+X?secret=JBSWY3DPEHPK3PXP',
    'key=JBSWY3DPEHPK3PXP&step=30&size=6',
    'otpauth://totp/LinkedIn?secret=JBSWY3DPEHPK3PXP',
    'OTPAUTH://TOTP/Big%20Co:ana?issuer=Big%20Co&secret=jbswy3dpehpk3pxp&algorithm=SHA-1&digits=6&period=30',
  ])('%j is a seed', (typed) => {
    expect(parseSeed(typed)).toEqual({ seed: 'JBSWY3DPEHPK3PXP', ...standardTotp });
  });

  test('padding and left-over bits are dropped, and the seed still makes codes', () => {
    expect(parseSeed('ABCDEFGHIJKLMNOPQRSTUVWXYZ======')).toEqual({
      seed: 'ABCDEFGHIJKLMNOPQRSTUVWXYY',
      ...standardTotp,
    });
    expect(codeAt('ABCDEFGHIJKLMNOPQRSTUVWXYY', at)).toMatch(/^\d{6}$/);
  });

  test.each([
    ['', 'not-base32'],
    ['JBSWY3DPEHPK3PX0', 'not-base32'],
    ['JBSWY3DPEHPK3PXPA', 'not-base32'],
    ['JBSW=Y3DPEHPK3PXP', 'not-base32'],
    ['otpauth://totp/x?issuer=y', 'not-base32'],
    ['JBSWY3DPEHPK', 'too-short'],
    ['A'.repeat(104), 'too-long'],
    ['otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1', 'counter-based'],
    ['otpauth://', 'unsupported'],
    ['otpauth://steam/x?secret=JBSWY3DPEHPK3PXP', 'unsupported'],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=5', 'unsupported'],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=0', 'unsupported'],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=1.5', 'unsupported'],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5', 'unsupported'],
  ])('%j is refused as %s', (typed, fault) => {
    expect(parseSeed(typed)).toBe(fault);
  });
});
