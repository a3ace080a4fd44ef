import { expect, test } from 'vitest';
import { veil } from '#src/ground/veil.ts';
import { isOpen, nextOf, readyAt, resetFault } from './reset.rules.ts';

const now = 1_794_921_600_000;
const hour = 3_600_000;
const here = { state: 'active', endsAt: null, email: 'bob@voorbeeld.example', emailSetAt: now - 900 * hour } as const;

test.each([
  ['in service', here, true, null],
  ['away for long', { ...here, state: 'absent' }, true, null],
  ['about to leave, which nobody has announced', { ...here, endsAt: veil(now + hour) }, true, null],
  ['announced as leaving', { ...here, state: 'leaving', endsAt: veil(now + hour) }, true, 'reset.leaving'],
  ['gone by the clock', { ...here, endsAt: veil(now) }, true, 'reset.person-gone'],
  ['gone', { ...here, state: 'left' }, true, 'reset.person-gone'],
  ['without a sign-in', here, false, 'reset.no-sign-in'],
] as const)('somebody %s: %o, signs in: %s → %s', (_, person, signsIn, expected) => {
  expect(resetFault(person, signsIn, now)).toBe(expected);
});

const reset = { createdAt: now - 24 * hour, readyAt: now };
test.each([
  ['the wait is over', reset, here, true, 'send'],
  ['it is not', { ...reset, readyAt: now + 1 }, here, true, 'wait'],
  ['there is no mail', reset, here, false, 'hand-over'],
  ['they have no address', reset, { ...here, email: null }, true, 'hand-over'],
  ['their address changed since', reset, { ...here, emailSetAt: now - hour }, true, { stop: 'address-changed' }],
  ['and before the wait is over', { ...reset, readyAt: now + 1 }, { ...here, emailSetAt: now - hour }, true, { stop: 'address-changed' }],
  ['their address changed before', reset, { ...here, emailSetAt: now - 25 * hour }, true, 'send'],
  ['they left', reset, { ...here, state: 'left' }, true, { stop: 'left' }],
  ['their moment has come', reset, { ...here, endsAt: veil(now) }, true, { stop: 'left' }],
  ['they are leaving now', reset, { ...here, state: 'leaving' }, true, { stop: 'leaving' }],
] as const)('%s', (_, waiting, person, hasMail, expected) => {
  expect(nextOf(waiting, person, hasMail, now)).toEqual(expected);
});

test.each([
  [24, false, 24],
  [1, false, 1],
  [1, true, 24],
  [72, true, 72],
])('of %i hours, by the machine alone: %s, %i are waited', (hours, alone, waited) => {
  expect(readyAt(hours, alone, now) - now).toBe(waited * hour);
});

test.each([
  ['waiting', null, true],
  ['sent', now - 23 * hour, true],
  ['sent', now - 24 * hour, false],
  ['sent', now + hour, false],
  ['used', now, false],
  ['stopped', now, false],
] as const)('one that is %s since %s is open: %s', (state, decidedAt, expected) => {
  expect(isOpen({ state, decidedAt }, now)).toBe(expected);
});
