import { randomBytes } from 'node:crypto';
import { createGuardrails, generateSync, generateURI, ScureBase32Plugin, verifySync } from 'otplib';

export type TotpParameters = {
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
};

export type ParsedSeed = TotpParameters & { readonly seed: string };
export type SeedFault = 'not-base32' | 'too-short' | 'too-long' | 'counter-based' | 'unsupported';

export const standardTotp: TotpParameters = { digits: 6, period: 30, algorithm: 'sha1' };

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32 = new ScureBase32Plugin();
// Several platforms still hand out seeds of 80 bits, below the library's own floor.
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10 });

export function newSeed(): string {
  return base32.encode(randomBytes(20));
}

/** @throws RangeError for a time before 1970. */
export function codeAt(seed: string, atMs: number, parameters = standardTotp): string {
  return generateSync({ ...parameters, secret: seed, epoch: seconds(atMs), guardrails });
}

export function remainingSeconds(atMs: number, period = standardTotp.period): number {
  return period - (seconds(atMs) % period);
}

/**
 * The step the code belongs to, to be kept as the next `lastStep`; undefined when refused.
 * Accepts this step and its neighbours, for a clock that is a little off either way, and no step up to `lastStep` (RFC 6238 §5.2:
 * once only).
 */
export function verifyCode(seed: string, code: string, atMs: number, lastStep: number | undefined, parameters = standardTotp): number | undefined {
  // Nothing is trimmed or translated: two spellings of one code would count as two codes.
  if (code.length !== parameters.digits || !/^[0-9]+$/.test(code)) return undefined;
  const epoch = seconds(atMs);
  // The clock went back; the library would throw.
  if (lastStep !== undefined && lastStep > Math.floor(epoch / parameters.period)) return undefined;
  const once = lastStep === undefined ? {} : { afterTimeStep: lastStep };
  const epochTolerance: [number, number] = [parameters.period, parameters.period];
  const result = verifySync({ ...parameters, ...once, secret: seed, token: code, epoch, epochTolerance, guardrails });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** The `otpauth://` link behind a QR code. */
export function totpUri(seed: string, issuer: string, account: string, parameters = standardTotp): string {
  // A colon separates issuer and account in the label, so neither may hold one.
  return generateURI({
    ...parameters,
    secret: seed,
    issuer: issuer.replaceAll(':', ' '),
    label: account.replaceAll(':', ' '),
  });
}

/** Takes what people copy from a platform: an `otpauth://` link, or a seed in any case, in groups, with padding; and what KeePass keeps: `key=…&step=30`. */
export function parseSeed(text: string): ParsedSeed | SeedFault {
  const typed = text.trim();
  if (/^otpauth:/i.test(typed)) return parseUri(typed);
  if (/^steam:/i.test(typed)) return 'unsupported';
  if (!/(^|&)key=/i.test(typed)) return withSeed(typed, standardTotp);
  const [seed, digits, period, algorithm] = ['key', 'size', 'step', 'otphashmode'].map((name) => valueIn(typed, name));
  return /(^|&)type=hotp(&|$)/i.test(typed) ? 'counter-based' : withParameters(seed ?? '', digits, period, algorithm);
}

/** Read by hand: a label may hold signs that a parser of addresses takes for the end of it. */
function parseUri(text: string): ParsedSeed | SeedFault {
  const [, kind = '', query = ''] = /^otpauth:\/\/([^/?]*)(?:\/[^?]*)?\?(.*)$/is.exec(text) ?? [];
  if (kind.toLowerCase() === 'hotp') return 'counter-based';
  // A code of letters, made for one shop: with the same seed every other program makes another.
  if (kind.toLowerCase() !== 'totp' || valueIn(query, 'encoder')) return 'unsupported';
  return withParameters(valueIn(query, 'secret') ?? '', valueIn(query, 'digits'), valueIn(query, 'period'), valueIn(query, 'algorithm'));
}

/** Empty and absent are the same. Some programs put a sign into a text without encoding it, so none is translated that cannot be. */
function valueIn(query: string, name: string): string | undefined {
  const value = query.split('&').find((pair) => pair.toLowerCase().startsWith(`${name}=`));
  const written = value
    ?.slice(name.length + 1)
    .replaceAll('+', ' ')
    .trim();
  try {
    return written ? decodeURIComponent(written) : undefined;
  } catch {
    return written;
  }
}

function withParameters(seed: string, digitsText = '', periodText = '', algorithmText = ''): ParsedSeed | SeedFault {
  const digits = Number(digitsText || standardTotp.digits);
  const period = Number(periodText || standardTotp.period);
  const algorithm = algorithmNamed(algorithmText || standardTotp.algorithm);
  const isPeriod = Number.isInteger(period) && period >= 1 && period <= 3600;
  if (![6, 7, 8].includes(digits) || !isPeriod || !algorithm) return 'unsupported';
  return withSeed(seed, { digits, period, algorithm });
}

function algorithmNamed(name: string): TotpParameters['algorithm'] | undefined {
  return (['sha1', 'sha256', 'sha512'] as const).find(
    (known) =>
      known ===
      name
        .toLowerCase()
        .replace(/^hmac-?/, '')
        .replace('-', ''),
  );
}

function withSeed(typed: string, parameters: TotpParameters): ParsedSeed | SeedFault {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/=+$/, '');
  // No whole number of bytes ends in a group of 1, 3 or 6 letters: one was lost in copying.
  if (!/^[A-Z2-7]+$/.test(letters) || [1, 3, 6].includes(letters.length % 8)) return 'not-base32';
  const bytes = decodedBase32(letters);
  if (bytes.length < guardrails.MIN_SECRET_BYTES) return 'too-short';
  if (bytes.length > guardrails.MAX_SECRET_BYTES) return 'too-long';
  return { ...parameters, seed: base32.encode(bytes) };
}

// Authenticator apps drop the bits left over at the end, some platforms do not zero them, and the library refuses such seeds.
function decodedBase32(letters: string): Uint8Array {
  const bits = Array.from(letters, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

function seconds(atMs: number): number {
  if (!(atMs >= 0)) throw new RangeError('A one-time code needs a time after 1970.');
  return Math.floor(atMs / 1000);
}
