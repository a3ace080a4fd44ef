import { expect, test } from 'vitest';
import { hour, minute } from '#src/ground/time.ts';
import { bucketsOf, canonicalEmail, isLive, isRedeemable, networkOf, nextThrottle, passwordFault, remainingWait, type Throttle } from './rules.ts';

const now = 1_794_921_600_000;
const session = { securityStamp: 3, lastUsedAt: now - minute, expiresAt: now + hour, endedAt: null };

test.each([
  ['a session in use', session, 3, true],
  ['one that ended', { ...session, endedAt: now - 1 }, 3, false],
  ['one of before the last security stamp', session, 4, false],
  ['one idle for 29 minutes', { ...session, lastUsedAt: now - 29 * minute }, 3, true],
  ['one idle for 30 minutes', { ...session, lastUsedAt: now - 30 * minute }, 3, false],
  ['one last used by a node a little ahead', { ...session, lastUsedAt: now + 4 * minute }, 3, true],
  ['one last used by a clock that ran ahead', { ...session, lastUsedAt: now + hour }, 3, false],
  ['one at its absolute end', { ...session, expiresAt: now }, 3, false],
])('%s is live: decided', (_, facts, stamp, live) => {
  expect(isLive(facts, stamp, now)).toBe(live);
});

const invitation = { purpose: 'invitation' as const, createdAt: now - hour, expiresAt: now + 1, redeemedAt: null, revokedAt: null };

test.each([
  ['a fresh link', invitation, true],
  ['one at its last moment', { ...invitation, expiresAt: now }, false],
  ['one made by a clock that ran ahead', { ...invitation, createdAt: now + hour, expiresAt: now + 2 * hour }, false],
  ['one that was used', { ...invitation, redeemedAt: now }, false],
  ['one that was withdrawn', { ...invitation, revokedAt: now }, false],
])('%s can be redeemed: decided', (_, facts, redeemable) => {
  expect(isRedeemable(facts, now)).toBe(redeemable);
});

test('five failures are free, then the wait doubles up to a quarter of an hour', () => {
  const bucket = { name: 'b', free: 5, forgotten: 24 * hour };
  const waits: number[] = [];
  let row: Throttle | undefined;
  for (let attempt = 0; attempt < 18; attempt++) {
    row = nextThrottle(bucket, row, now);
    waits.push((row.blockedUntil - now) / 1000);
  }
  expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
});

test.each([
  ['a second', now + 1000, 1000],
  ['a quarter of an hour', now + 15 * minute, 15 * minute],
  ['an hour, by a clock that ran ahead', now + hour, 0],
  ['a year, by a clock that ran ahead', now + 365 * 24 * hour, 0],
])('somebody who is kept out for %s waits accordingly', (_, blockedUntil, wait) => {
  expect(remainingWait([{ failures: 9, lastFailureAt: now, blockedUntil }], now)).toBe(wait);
});

test('after a quiet day the counting starts again', () => {
  const bucket = { name: 'b', free: 5, forgotten: 24 * hour };
  const old = { failures: 40, lastFailureAt: now - 24 * hour, blockedUntil: 0 };
  expect(nextThrottle(bucket, old, now).failures).toBe(1);
  expect(nextThrottle(bucket, { ...old, lastFailureAt: now - 23 * hour }, now).failures).toBe(41);
});

test('a known browser shares no counter with strangers', () => {
  const strange = bucketsOf('s', '192.0.2.7', null).map((bucket) => bucket.name);
  const known = bucketsOf('s', '192.0.2.7', 'dev_1').map((bucket) => bucket.name);
  expect(strange).toEqual(['subject s', 'source 192.0.2']);
  expect(known.filter((name) => strange.includes(name))).toEqual([]);
});

test.each([
  ['192.0.2.7', '192.0.2'],
  ['::ffff:192.0.2.7', '192.0.2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s is in the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each(['Sofie@Voorbeeld.example', ' sofie@voorbeeld.example ', 'ｓofie@voorbeeld.example', 'SOFIE@VOORBEELD.EXAMPLE'])('%j is one address', (typed) => {
  expect(canonicalEmail(typed)).toBe('sofie@voorbeeld.example');
});

const common = new Set(['123456789012', 'wachtwoord', 'qwertyuiop', 'iloveyou', 'abc123']);
const context = ['keyholder', 'Voorbeeld Groep', 'Sofie', 'Lambrecht', 'sofie.lambrecht@voorbeeld.example'];

test.each([
  ['correct horse battery staple', null],
  ['een kort zinnetje', null],
  ['🦊🦊🦉🦉🐌🐌🐝🐝🦋🦋🐢🐢', null],
  ['elf tekens!', 'too-short'],
  ['x'.repeat(1025), 'too-long'],
  ['é'.repeat(600), 'too-long'],
  ['123456789012', 'password-common'],
  ['Wachtwoord2026!', 'password-common'],
  ['iloveyouiloveyou', 'password-common'],
  ['aaaaaaaaaaaaaaa', 'password-common'],
  ['abcabcabcabcabc', 'password-common'],
  ['Keyholder2026!', 'password-about-you'],
  ['VoorbeeldGroep!1', 'password-about-you'],
  ['sofie.lambrecht-99', 'password-about-you'],
  ['Sofie fietst elke dag naar Gent', null],
])('the password %j: %s', (password, fault) => {
  expect(passwordFault(password, (word) => common.has(word), context)).toBe(fault);
});

test('a letter counts once, however it is composed', () => {
  expect(passwordFault('e\u0301'.repeat(11), () => false, [])).toBe('too-short');
});
