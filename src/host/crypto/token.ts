import { randomBytes, randomInt } from 'node:crypto';
import { sha256Hex } from './hash.ts';

/** The prefix tells people and secret scanners what they found: `khs_` session, `khi_` invitation, `kht_` API. */
export type TokenPrefix = `kh${string}_`;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const recoveryCode = /^[0-9A-HJKMNP-TV-Z]{25}$/;

export function newToken(prefix: TokenPrefix): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** A plain hash is enough: nobody can try 2^256 tokens. */
export function hashToken(token: string): string {
  return sha256Hex(token);
}

/** 125 random bits, above the 112 from which `hashToken` may keep it (OWASP ASVS 6.5.2): `7Q2MX-0ZK4D-…`, five groups of five. */
export function newRecoveryCode(): string {
  return grouped(Array.from(randomBytes(25), (byte) => crockford.charAt(byte & 31)).join(''));
}

/** What a person typed, in the form `newRecoveryCode` printed; undefined when it cannot be a recovery code. */
export function normaliseRecoveryCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return recoveryCode.test(plain) ? grouped(plain) : undefined;
}

/** An even choice from 0 up to, not including, `bound`. */
export function randomIndex(bound: number): number {
  return randomInt(bound);
}

function grouped(plain: string): string {
  return plain.replace(/.{5}(?!$)/g, '$&-');
}
