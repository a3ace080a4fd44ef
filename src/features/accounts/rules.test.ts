import { describe, expect, it } from 'vitest';
import { handleKey, lineOf, planSuccession, type SuccessionFacts, titleOf } from './rules.ts';

type Told = {
  leavers?: string[];
  owner?: string | null;
  deputies?: string[];
  managers?: Record<string, string>;
  admins?: string[];
  away?: string[];
  gone?: string[];
  beganBy?: string[];
  linedUpBy?: string[];
  hr?: string[];
};

function moves({
  leavers = ['ann'],
  owner = 'ann',
  deputies = [],
  managers = {},
  admins = [],
  away = [],
  gone = [],
  hr = [],
  beganBy = [],
  linedUpBy = [],
}: Told) {
  const facts: SuccessionFacts = {
    leaverIds: leavers,
    accounts: [{ accountId: 'acc', ownerId: owner, deputyIds: deputies }],
    managerOf: (id) => managers[id] ?? null,
    administratorIds: admins,
    standingOf: (id) => ({ active: ![...away, ...gone].includes(id), absent: away.includes(id), hr: hr.includes(id) }),
    beganBy: new Set(beganBy),
    linedUpBy: new Set(linedUpBy),
  };
  return planSuccession(facts).map((move) => [move.personId, move.office, move.successorId, move.because]);
}

describe('when an owner leaves', () => {
  it.each([
    ['the deputy follows', { deputies: ['bob', 'cas'] }, 'bob', 'deputy'],
    ['the second deputy follows where the first is away', { deputies: ['bob', 'cas'], away: ['bob'] }, 'cas', 'deputy'],
    ['the manager follows where there is no deputy', { managers: { ann: 'max' }, admins: ['adm'] }, 'max', 'manager'],
    ['a manager’s manager follows where the manager leaves too', { leavers: ['ann', 'max'], managers: { ann: 'max', max: 'eva' } }, 'eva', 'manager'],
    ['nobody from HR follows', { deputies: ['bob'], managers: { ann: 'max' }, hr: ['bob', 'max'], admins: ['adm'] }, 'adm', 'administrator'],
    [
      'an administrator follows where managers run in a circle',
      { managers: { ann: 'max', max: 'ann' }, away: ['max'], admins: ['adm'] },
      'adm',
      'administrator',
    ],
    ['nobody is their own fallback', { managers: { ann: 'ann' }, admins: ['ann', 'adm'] }, 'adm', 'administrator'],
    ['somebody away follows before nobody does', { deputies: ['bob'], managers: { ann: 'max' }, away: ['bob', 'max'] }, 'bob', 'deputy'],
    ['somebody there goes before a deputy who is away', { deputies: ['bob'], away: ['bob'], admins: ['adm'] }, 'adm', 'administrator'],
    ['an administrator who is away follows before nobody does', { admins: ['adm'], away: ['adm'] }, 'adm', 'administrator'],
    ['somebody gone does not follow', { deputies: ['bob'], gone: ['bob', 'adm'], admins: ['adm'] }, null, 'nobody'],
    ['whoever began it does not follow as manager', { managers: { ann: 'max', max: 'eva' }, beganBy: ['max'] }, 'eva', 'manager'],
    ['nor as administrator', { admins: ['adm', 'alx'], beganBy: ['adm'] }, 'alx', 'administrator'],
    ['nor when there is nobody else', { managers: { ann: 'adm' }, admins: ['adm'], beganBy: ['adm'] }, null, 'nobody'],
    ['whoever began it and was deputy before follows as deputy', { deputies: ['bob'], beganBy: ['bob'] }, 'bob', 'deputy'],
    ['whoever set themselves up as manager does not follow by it', { managers: { ann: 'max' }, linedUpBy: ['max'], admins: ['adm'] }, 'adm', 'administrator'],
    ['it is said when there is nobody', { managers: {}, admins: ['ann'] }, null, 'nobody'],
  ])('%s', (_, told: Told, successorId, because) => {
    expect(moves(told)[0]).toEqual(['ann', 'owner', successorId, because]);
  });

  it('together with the deputy, the deputy does not follow and loses the office', () => {
    expect(moves({ leavers: ['ann', 'bob'], deputies: ['bob'], managers: { ann: 'max' } })).toEqual([
      ['ann', 'owner', 'max', 'manager'],
      ['bob', 'deputy', null, 'stays-with-owner'],
    ]);
  });
});

it('when a deputy leaves, the owner stays', () => {
  expect(moves({ leavers: ['bob'], deputies: ['bob', 'cas'] })).toEqual([['bob', 'deputy', null, 'stays-with-owner']]);
});

it('a line of managers ends where it turns in a circle', () => {
  const managers: Record<string, string> = { ann: 'bob', bob: 'cas', cas: 'bob' };
  expect(lineOf('ann', (id) => managers[id] ?? null)).toEqual(['bob', 'cas']);
});

it('handles are one whatever their case, accents and at-sign; titles name the brand or else the handle', () => {
  expect(handleKey(' @Café_NL ')).toBe('cafe_nl');
  expect(titleOf('LinkedIn', { brand: 'Voorbeeld', region: 'Benelux', handle: 'x' })).toBe('LinkedIn · Voorbeeld Benelux');
  expect(titleOf('X', { brand: null, region: 'NL', handle: 'voorbeeld' })).toBe('X · voorbeeld');
});
