import { describe, expect, it } from 'vitest';
import { day } from '#src/ground/time.ts';
import { type AgedSecret, dueAt, mayBecome, spreadDays, wordOf } from './rules.ts';

const now = 1_794_921_600_000;
const policy = { critical: 90, normal: 180, low: 365 };
const password: AgedSecret = {
  kind: 'password',
  criticality: 'normal',
  status: 'active',
  valueSetAt: now - 10 * day,
  createdAt: now - 10 * day,
  notDueBefore: null,
};

describe('when a secret is due', () => {
  it.each([
    ['a password by the age of its account', password, [], { at: now + 170 * day, why: 'age' }],
    ['a critical one sooner', { ...password, criticality: 'critical' }, [], { at: now + 80 * day, why: 'age' }],
    ['one whose age nobody knows, from when it was registered', { ...password, valueSetAt: null }, [], { at: now + 170 * day, why: 'age' }],
    ['one that was put off', { ...password, valueSetAt: now - 400 * day, notDueBefore: now + 5 * day }, [], { at: now + 5 * day, why: 'age' }],
    ['being put off does not bring it forward', { ...password, notDueBefore: now + day }, [], { at: now + 170 * day, why: 'age' }],
    ['a cause counts from when it arose', password, [{ at: now - 2 * day }, { at: now - 3 * day }], { at: now - 3 * day, why: 'cause' }],
    ['a cause is never put off', { ...password, notDueBefore: now + 30 * day }, [{ at: now }], { at: now, why: 'cause' }],
    ['an age before the cause stays the reason', { ...password, valueSetAt: now - 400 * day }, [{ at: now }], { at: now - 220 * day, why: 'age' }],
    ['a seed never by age', { ...password, kind: 'totp', valueSetAt: 0 }, [], null],
    ['a seed for a cause', { ...password, kind: 'totp' }, [{ at: now }], { at: now, why: 'cause' }],
    ['a password out of use never by age', { ...password, status: 'retired', valueSetAt: 0 }, [], null],
    ['a password out of use for a cause', { ...password, status: 'retired', valueSetAt: 0 }, [{ at: now }], { at: now, why: 'cause' }],
    ['a note never', { ...password, kind: 'note', valueSetAt: 0 }, [], null],
  ] as const)('%s', (_, secret, causes, expected) => {
    expect(dueAt(secret, policy, causes)).toEqual(expected);
  });
});

describe('after an import', () => {
  const overdue = (count: number, criticality: AgedSecret['criticality'] = 'normal') =>
    Array.from({ length: count }, (_, index) => ({ ...password, criticality, valueSetAt: now - (400 + index) * day }));

  it('spreads what is overdue so that no day gets more than its share', () => {
    const perDay = Map.groupBy(spreadDays(overdue(300)), (row) => row.days);
    expect(perDay.size).toBe(30);
    expect(Math.max(...[...perDay.values()].map((rows) => rows.length))).toBe(10);
  });

  it('puts critical accounts first, then the oldest values', () => {
    const rows = spreadDays([...overdue(2), ...overdue(2, 'critical')]);
    expect(rows.map((row) => row.secret.criticality)).toEqual(['critical', 'critical', 'normal', 'normal']);
    expect(rows[0]?.secret.valueSetAt).toBe(now - 401 * day);
    expect(rows.map((row) => row.days)).toEqual([1, 2, 3, 4]);
  });

  it('has nothing to spread when nothing is overdue', () => {
    expect(spreadDays([])).toEqual([]);
  });
});

describe('somebody’s word that the platform took the new value', () => {
  const critical = { critical: true, attestedBy: null, others: 2 };
  it.each([
    ['is enough where the account is not critical', { ...critical, critical: false }, 'confirms'],
    ['is enough there though nobody else may', { critical: false, attestedBy: null, others: 0 }, 'confirms'],
    ['is half of it on a critical one', critical, 'attests'],
    ['is no more when said again', { ...critical, attestedBy: 'ann' }, 'stands'],
    ['confirms what somebody else said before', { ...critical, attestedBy: 'bob' }, 'confirms'],
    ['confirms it though they are the last who may', { ...critical, attestedBy: 'bob', others: 0 }, 'confirms'],
    ['is refused where nobody else may', { ...critical, others: 0 }, 'nobody-else'],
    ['is refused there also when said again', { ...critical, attestedBy: 'ann', others: 0 }, 'nobody-else'],
  ] as const)('%s', (_, facts, expected) => {
    expect(wordOf(facts, 'ann')).toBe(expected);
  });
});

describe('the states of a rotation', () => {
  it.each([
    ['due', 'prepared', true],
    ['due', 'confirmed', false],
    ['prepared', 'confirmed', true],
    ['prepared', 'abandoned', true],
    ['prepared', 'due', false],
    ['blocked', 'prepared', true],
    ['confirmed', 'abandoned', false],
    ['abandoned', 'prepared', false],
  ] as const)('%s → %s is %s', (from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });
});
