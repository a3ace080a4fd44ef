export type { Stage } from '#db/words.ts';
import type { Instant } from '#src/host/clock.ts';
import { fresh, waits } from '#src/ground/moments.ts';
import { day, hour, minute } from '#src/ground/time.ts';
import { fold } from '#src/ground/words.ts';

export const idleLimit = 30 * minute;
export const absoluteLimit = 12 * hour;
/** Between the password and the code; setting up an app takes longer. */
export const halfLimits = { password: 15 * minute, enrolling: hour };
/** Last use is written down this rarely, so that reading a page costs no write. */
export const touchEvery = minute;

export type InvitationPurpose = 'setup' | 'invitation' | 'return' | 'reset';

export const invitationLasts: Record<InvitationPurpose, number> = { setup: hour, invitation: 7 * day, return: 7 * day, reset: day };

export const recoveryCodeCount = 10;

type SessionFacts = { securityStamp: number; lastUsedAt: Instant; expiresAt: Instant; endedAt: Instant | null };

/** `stamp` is the person's of now: a session that carries an older one is dead. */
export function isLive(session: SessionFacts, stamp: number, now: Instant): boolean {
  return session.endedAt === null && session.securityStamp === stamp && now < session.expiresAt && fresh(session.lastUsedAt, idleLimit, now);
}

type InvitationFacts = { purpose: InvitationPurpose; createdAt: Instant; expiresAt: Instant; redeemedAt: Instant | null; revokedAt: Instant | null };

export function isRedeemable(invitation: InvitationFacts, now: Instant): boolean {
  const isSpent = invitation.redeemedAt !== null || invitation.revokedAt !== null;
  return !isSpent && now < invitation.expiresAt && fresh(invitation.createdAt, invitationLasts[invitation.purpose], now);
}

/**
 * A browser that signed in before counts its failures apart from everybody else, so that a stranger who hammers an
 * address does not lock its owner out, nor does a colleague behind the same router.
 */
export function bucketsOf(subject: string, address: string, deviceId: string | null): Bucket[] {
  if (deviceId) return [{ name: `device ${deviceId} ${subject}`, free: 5, forgotten: day }];
  return [
    { name: `subject ${subject}`, free: 5, forgotten: day },
    { name: `source ${networkOf(address)}`, free: 20, forgotten: hour },
  ];
}

/** `free` failures cost nothing; after `forgotten` of quiet they no longer count. */
export type Bucket = { name: string; free: number; forgotten: number };
export type Throttle = { failures: number; lastFailureAt: Instant; blockedUntil: Instant };

const longestWait = 15 * minute;

/** How long these counters still keep somebody out, in milliseconds; one of a clock that ran ahead keeps nobody out. */
export function remainingWait(throttles: readonly Throttle[], now: Instant): number {
  const blocking = throttles.filter(({ blockedUntil }) => waits(blockedUntil, longestWait, now));
  return Math.max(0, ...blocking.map(({ blockedUntil }) => blockedUntil - now));
}

/** The counter after one more attempt, counted before the password is looked at: 1 s, 2 s, 4 s … 15 min. */
export function nextThrottle(bucket: Bucket, before: Throttle | undefined, now: Instant): Throttle {
  const remembered = before && now < before.lastFailureAt + bucket.forgotten ? before.failures : 0;
  const failures = remembered + 1;
  const wait = failures < bucket.free ? 0 : Math.min(1000 * 2 ** (failures - bucket.free), longestWait);
  return { failures, lastFailureAt: now, blockedUntil: now + wait };
}

/** The /24 or /64 an address is in: one subscriber, as far as a server can tell. */
export function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (mapped.includes('.')) return mapped.split('.').slice(0, 3).join('.');
  const [head = '', tail = ''] = mapped.toLowerCase().split('::');
  const start = head.split(':').filter(Boolean);
  const end = tail.split(':').filter(Boolean);
  const zeros = mapped.includes('::') ? Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0') : [];
  return [...start, ...zeros, ...end].slice(0, 4).join(':');
}

/** One spelling per address: case, width, composition and spaces around it make no other person and no other counter. */
export function canonicalEmail(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export const shortestPassword = 12;
const longestPassword = 1024;

export type PasswordFault = 'too-short' | 'too-long' | 'password-common' | 'password-about-you';

/**
 * No rules about figures and capitals: length, and not being a guess. `context` is what an attacker knows about this
 * person and company; a password is refused when little remains without those words.
 */
export function passwordFault(password: string, isCommon: (word: string) => boolean, context: readonly string[]): PasswordFault | null {
  const typed = password.normalize('NFC');
  if (new TextEncoder().encode(password).length > longestPassword) return 'too-long';
  if ([...typed].length < shortestPassword) return 'too-short';
  const forms = [typed.toLowerCase(), repeated(typed.toLowerCase()), typed.toLowerCase().replace(/[^\p{L}]+$/u, '')];
  if (forms.some((form) => isCommon(form)) || [...repeated(typed)].length < 4) return 'password-common';
  return isAbout(typed, context) ? 'password-about-you' : null;
}

/** "abcabcabcabc" → "abc". */
function repeated(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return text.slice(0, period);
}

function isAbout(password: string, context: readonly string[]): boolean {
  const letters = fold(password).replace(/[^\p{L}]/gu, '');
  const words = context.flatMap((entry) => fold(entry).split(/[^\p{L}]+/u)).filter((word) => word.length >= 3);
  const rest = words.sort((a, b) => b.length - a.length).reduce((text, word) => text.replaceAll(word, ''), letters);
  return rest.length < letters.length && rest.length < 5;
}
