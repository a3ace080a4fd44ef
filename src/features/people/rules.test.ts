import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '#src/ground/actor.ts';
import { displayName, emailKey, searchWords, sortKey } from './names.ts';
import { veil } from '#src/ground/veil.ts';
import { type Exclusion, excludes, isLastAdministrator, type Managed, managerChain } from './rules.ts';
import { isAvailable, isHere, isOnStaff, knownEnd, type PersonState, type Standing } from './standing.rules.ts';

describe('a name', () => {
  test.each([
    ['Chloé', 'van den', 'Mal', 'Chloé van den Mal', 'mal, chloe van den'],
    ['Thijs', "'t", 'Nuñez', "Thijs 't Nuñez", "nunez, thijs 't"],
    ['Sára', null, 'Müller-Schmidt', 'Sára Müller-Schmidt', 'muller-schmidt, sara'],
    ['Øyvind', undefined, 'Çelik', 'Øyvind Çelik', 'celik, oyvind'],
    [' Ana  Maria ', ' van  der ', ' Berg ', 'Ana Maria van der Berg', 'berg, ana maria van der'],
    ['Jan', null, 'Van Damme', 'Jan Van Damme', 'van damme, jan'],
    ['', null, 'Madonna', 'Madonna', 'madonna,'],
  ])('%j %j %j is shown as %j and sorts as %j', (givenName, nameParticle, familyName, shown, sorted) => {
    expect(displayName({ givenName, nameParticle, familyName })).toBe(shown);
    expect(sortKey({ givenName, nameParticle, familyName })).toBe(sorted);
  });

  test('with a particle sorts among its family name', () => {
    const names = [
      { givenName: 'Bea', nameParticle: 'de', familyName: 'Mal' },
      { givenName: 'Aad', familyName: 'Monster' },
      { givenName: 'Chloé', nameParticle: 'van den', familyName: 'Mal' },
      { givenName: 'Zoë', familyName: 'Maas' },
    ];
    const sorted = names.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(displayName);
    expect(sorted).toEqual(['Zoë Maas', 'Bea de Mal', 'Chloé van den Mal', 'Aad Monster']);
  });

  test('is found by each of its words, by the address and by the number', () => {
    const person = { givenName: 'Chloé', nameParticle: 'van den', familyName: 'Mal', email: 'c.mal@voorbeeld.example', employeeNumber: '100002' };
    expect(searchWords(person)).toEqual(['chloe', 'van', 'den', 'mal', 'c', '100002']);
  });

  test.each([
    [' Ana@Voorbeeld.example ', 'ana@voorbeeld.example'],
    ['zoe\u0308@x.example', 'zo\u00eb@x.example'],
    ['zoë@x.example', 'zoë@x.example'],
  ])('address %j is %j', (typed, key) => {
    expect(emailKey(typed)).toBe(key);
  });
});

describe('the line of managers', () => {
  const line = (...pairs: readonly [string, string | null][]) => new Map(pairs.map(([id, managerId]): [string, Managed] => [id, { id, managerId }]));
  const ids = (person: Managed, all: Map<string, Managed>) => managerChain(person, all).map(({ id }) => id);

  test.each<[string, Managed, Map<string, Managed>, string[]]>([
    ['goes up to the top', { id: 'a', managerId: 'b' }, line(['b', 'c'], ['c', null]), ['b', 'c']],
    ['is empty at the top', { id: 'c', managerId: null }, line(['b', 'c']), []],
    ['leaves out somebody who is their own manager', { id: 'a', managerId: 'a' }, line(['a', 'a']), []],
    ['ends at a director who is their own manager', { id: 'a', managerId: 'b' }, line(['b', 'b']), ['b']],
    ['ends where two manage each other', { id: 'a', managerId: 'b' }, line(['a', 'b'], ['b', 'a']), ['b']],
    ['ends in a circle further up', { id: 'a', managerId: 'b' }, line(['b', 'c'], ['c', 'd'], ['d', 'b']), ['b', 'c', 'd']],
    ['ends where nobody is known', { id: 'a', managerId: 'b' }, line(['b', 'x']), ['b']],
  ])('%s', (_, person, all, expected) => {
    expect(ids(person, all)).toEqual(expected);
  });

  test('in any company ends, without the person and without a name twice', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.option(id))), id, fc.option(id), (pairs, self, managerId) => {
        const chain = ids({ id: self, managerId }, line(...pairs));
        expect(chain).not.toContain(self);
        expect(new Set(chain).size).toBe(chain.length);
      }),
    );
  });
});

const free = { sharedLogins: 0, offices: 0 };

test.each<[Role, Role[], typeof free, Exclusion | null]>([
  ['hr', [], free, null],
  ['hr', ['auditor'], free, null],
  ['hr', ['admin'], free, 'hr-and-admin'],
  ['admin', ['hr'], free, 'hr-and-admin'],
  ['admin', ['hr', 'auditor'], free, 'hr-and-admin'],
  ['admin', ['auditor'], free, null],
  ['auditor', ['hr'], free, null],
  ['auditor', ['admin'], free, null],
  ['hr', [], { sharedLogins: 1, offices: 0 }, 'hr-and-secrets'],
  ['hr', [], { sharedLogins: 0, offices: 1 }, 'hr-and-secrets'],
  ['admin', [], { sharedLogins: 9, offices: 9 }, null],
  ['auditor', [], { sharedLogins: 9, offices: 9 }, null],
])('%s beside %j, holding %j: %s', (role, roles, holdings, expected) => {
  expect(excludes(role, roles, holdings)).toBe(expected);
});

const stands = (id: string, state: PersonState = 'active', endsAt: number | null = null): Standing => ({
  id,
  state,
  endsAt: endsAt === null ? null : veil(endsAt),
});

test.each<[string, Standing[], boolean]>([
  ['the only one', [stands('ada')], true],
  ['one of two', [stands('ada'), stands('bob')], false],
  ['one of two, the other on leave', [stands('ada'), stands('bob', 'absent')], false],
  ['one of two, the other leaving', [stands('ada'), stands('bob', 'leaving')], true],
  ['one of two, the other with an end that the reader knows of', [stands('ada'), stands('bob', 'active', 200)], true],
  ['one of two, the other with an end that the reader does not know of', [stands('ada'), stands('cas', 'active', 200)], false],
  ['one of two, the other gone by the clock', [stands('ada'), stands('cas', 'active', 100)], true],
  ['one who is leaving themselves, alone', [stands('ada', 'leaving', 9)], true],
  ['one who is leaving themselves, with another', [stands('ada', 'leaving', 9), stands('bob')], false],
  ['no administrator', [stands('bob')], false],
  ['nobody at all', [], false],
])('the last administrator: %s', (_, administrators, expected) => {
  expect(isLastAdministrator('ada', administrators, 100, new Set(['bob']))).toBe(expected);
});

test.each<[PersonState, number | null, boolean, boolean]>([
  ['active', null, true, true],
  ['absent', null, true, true],
  ['leaving', 101, true, false],
  ['leaving', 100, false, false],
  ['active', 100, false, true],
  ['left', null, false, false],
  ['left', 101, false, false],
])('%s with an end at %s: here at 100 %s, on staff %s', (state, endsAt, here, staff) => {
  expect(isHere(stands('ada', state, endsAt), 100)).toBe(here);
  expect(isOnStaff({ state })).toBe(staff);
});

test.each<[PersonState, number | null, number | null, number | null]>([
  ['active', null, null, null],
  ['active', 101, null, 101],
  ['absent', 101, null, 101],
  ['active', 100, 100, 100],
  ['leaving', 101, 101, 101],
  ['left', 101, 101, 101],
  ['left', null, null, null],
])('%s with an end at %s: at 100 it is %s for everybody, and %s for whoever was told', (state, endsAt, forAll, forTold) => {
  expect(knownEnd(stands('ada', state, endsAt), 100)).toBe(forAll);
  expect(knownEnd(stands('ada', state, endsAt), 100, new Set(['bob']))).toBe(forAll);
  expect(knownEnd(stands('ada', state, endsAt), 100, new Set(['ada']))).toBe(forTold);
});

test.each<[PersonState, number | null, boolean, boolean]>([
  ['active', null, true, true],
  ['active', 201, true, true],
  ['active', 200, true, false],
  ['active', 100, false, false],
  ['absent', null, false, false],
  ['leaving', 201, false, false],
])('%s with an end at %s: available at 200 as everybody knows it %s, and as HR does %s', (state, endsAt, forAll, forHr) => {
  expect(isAvailable(stands('ada', state, endsAt), 200, 100)).toBe(forAll);
  expect(isAvailable(stands('ada', state, endsAt), 200, 100, new Set(['ada']))).toBe(forHr);
});
