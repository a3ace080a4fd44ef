import { describe, expect, it } from 'vitest';
import { busFactor, covers, isLeftOpen, officeOpens, stretchOf, strongest, type Way, type WayIn } from './rules.ts';

const way = (more: Partial<Way['grant']> = {}, member: Partial<Way> = {}): Way => ({
  grant: {
    id: 'g',
    accountId: 'a',
    kind: 'platform-role',
    level: null,
    state: 'active',
    startsAt: 10,
    expiresAt: null,
    endedAt: null,
    closedAt: null,
    ...more,
  },
  personId: 'ann',
  teamId: null,
  memberFrom: null,
  memberTo: null,
  ...member,
});

describe('a way in', () => {
  it.each([
    ['begins with the grant', way(), { from: 10, to: null }],
    ['begins with the membership where that came later', way({}, { memberFrom: 20 }), { from: 20, to: null }],
    ['stops at the earliest of expiry, end and leaving the team', way({ expiresAt: 50, endedAt: 40 }, { memberTo: 30 }), { from: 10, to: 30 }],
  ])('%s', (_, given, expected) => {
    expect(stretchOf(given)).toEqual(expected);
  });

  it('is in force from its first moment and no more at its last', () => {
    expect([9, 10, 19, 20].map((at) => covers({ from: 10, to: 20 }, at))).toEqual([false, true, true, false]);
  });

  it.each([
    ['ended and not proven', way({ endedAt: 20 }), true],
    ['ended and proven', way({ endedAt: 20, closedAt: 25 }), false],
    ['ended and proven later than asked', way({ endedAt: 20, closedAt: 35 }), true],
    ['run out and not proven', way({ expiresAt: 20 }), true],
    ['still in force', way(), false],
    ['a shared login, which the vault closes', way({ kind: 'shared-login', endedAt: 20, closedAt: 20 }), false],
    ['over before it began', way({ endedAt: 5 }), false],
  ])('%s', (_, given, expected) => {
    expect(isLeftOpen(given, 30)).toBe(expected);
  });
});

it('the strongest level wins', () => {
  expect([strongest([]), strongest(['code', null, 'manage', 'reveal'])]).toEqual([null, 'manage']);
});

describe('the bus factor', () => {
  const [ann, bob, cas] = ['ann', 'bob', 'cas'] as const;
  const into = (personId: string, kind: WayIn['kind'], level: WayIn['level'] = null): WayIn => ({ personId, kind, level });
  it.each([
    ['of nobody is 0', [], false, 0],
    ['of one person is 0', [into(ann, 'office')], true, 0],
    ['leaves out the one who matters most', [into(ann, 'office'), into(bob, 'shared-login', 'reveal'), into(cas, 'platform-role')], true, 2],
    ['does not count somebody with codes only', [into(ann, 'office'), into(bob, 'shared-login', 'code')], true, 0],
    ['counts a person once however many paths they have', [into(ann, 'office'), into(bob, 'platform-role'), into(bob, 'known-outside')], true, 1],
    ['is 0 where one phone holds the only second factor', [into(ann, 'second-factor'), into(bob, 'office'), into(cas, 'shared-login', 'manage')], false, 0],
    [
      'does not hang on that phone where the vault holds the seed',
      [into(ann, 'second-factor'), into(bob, 'office'), into(cas, 'shared-login', 'manage')],
      true,
      1,
    ],
    ['does not hang on one phone of two', [into(ann, 'second-factor'), into(bob, 'second-factor'), into(bob, 'office'), into(cas, 'office')], false, 1],
    ['counts those with a role of their own without that phone', [into(ann, 'second-factor'), into(bob, 'platform-role')], false, 0],
  ])('%s', (_, ways, vaultHoldsFactor, expected) => {
    expect(busFactor(ways, vaultHoldsFactor)).toBe(expected);
  });
});

describe('an office', () => {
  const lent = (startsAt: number, expiresAt: number | null = null, endedAt: number | null = null) => ({ startsAt, expiresAt, endedAt });
  it.each([
    ['is a way in where the account has a login by nature', null, true],
    ['is none where everybody enters with a profile of their own', { kept: [], shared: [] }, false],
    ['is one there too once a login is kept', { kept: [50], shared: [] }, true],
    ['is none while it was not kept yet', { kept: [51], shared: [] }, false],
    ['is one while a login is shared', { kept: [], shared: [lent(10)] }, true],
    ['is none before it is shared', { kept: [], shared: [lent(51)] }, false],
    ['is none after that ran out or ended', { kept: [], shared: [lent(10, 50), lent(10, null, 40)] }, false],
  ])('%s', (_, facts, opens) => {
    expect(officeOpens(facts, 50)).toBe(opens);
  });
});
