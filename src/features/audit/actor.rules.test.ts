import { expect, test } from 'vitest';
import { type Doer, doerOf, type InText, type Known, type Recorded } from './actor.rules.ts';

const olga = { id: 'per_olga', name: 'Olga Owner' };
const ada = { id: 'per_ada', name: 'Ada Admin' };
const token = { id: 'tok_1', name: 'report' };
const poster = { id: 'srv_1', name: 'Poster' };
const nobody: Known = { actor: null, subject: null, token: null, maker: null, service: null };
const reveal = { event: 'secret.shown', subjectKind: 'account', subjectId: 'acc_1' };
const byToken = { ...reveal, actorKind: 'token', actorId: token.id };
const signIn = { event: 'sign-in.completed', actorKind: 'stranger', actorId: null, subjectKind: 'person', subjectId: olga.id };

const cases: readonly (readonly [string, Recorded, InText, Partial<Known>, Partial<Doer>])[] = [
  ['a person', { ...reveal, actorKind: 'person', actorId: olga.id }, {}, { actor: olga }, { name: olga.name, person: olga, token: null }],
  ['a token of their own', byToken, { person: olga.id }, { token, maker: olga }, { name: olga.name, person: olga, service: null, token }],
  ['one whose text is older than that', byToken, {}, { token, maker: olga }, { name: olga.name, person: olga, token }],
  [
    "a service's token",
    byToken,
    { person: ada.id, service: poster.id },
    { token, maker: ada, service: poster },
    { name: 'Poster', person: ada, service: poster, token },
  ],
  ["a service's, in an older text", byToken, {}, { token, maker: ada, service: poster }, { name: 'Poster', person: ada, service: poster, token }],
  [
    'a token whose row was given to somebody else since',
    byToken,
    { person: olga.id },
    { token, maker: ada },
    { name: null, person: { id: olga.id, name: null } },
  ],
  ['a token whose row is gone', byToken, { person: olga.id }, {}, { name: null, person: { id: olga.id, name: null }, token: { id: token.id, name: null } }],
  ['a sign-in written before its person was known', signIn, {}, { subject: olga }, { kind: 'stranger', name: olga.name, person: olga }],
  ['the first sign-in of all', { ...signIn, event: 'sign-in.created' }, {}, { subject: olga }, { name: olga.name, person: olga }],
  ['a refused one: a name typed by anybody', { ...signIn, event: 'sign-in.refused' }, {}, { subject: olga }, { name: null, person: null }],
  ['a right password without the second proof', { ...signIn, event: 'sign-in.password-proven' }, {}, { subject: olga }, { name: null, person: null }],
  ['the operator', { ...reveal, actorKind: 'operator', actorId: null }, {}, {}, { kind: 'operator', name: null, person: null, token: null }],
];

test.each(cases)('who did it is told of %s', (_, recorded, inText, known, doer) => {
  expect(doerOf(recorded, inText, { ...nobody, ...known })).toMatchObject(doer);
});
