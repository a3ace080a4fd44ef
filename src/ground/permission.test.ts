import { describe, expect, test } from 'vitest';
import type { Actor, PersonActor, Role } from './actor.ts';
import {
  type AccountFacts,
  type Action,
  allows,
  decide,
  ensure,
  type GrantFacts,
  isGone,
  type OffboardingFacts,
  type PersonFacts,
  type ProposalFacts,
  type RevealFacts,
  stepUpLasts,
  type Subjects,
  type TaskFacts,
  type Verdict,
} from './permission.ts';
import { rights } from './rights.ts';
import { secretsRights } from './rights/secrets.ts';
import { veil } from './veil.ts';

const now = 1_800_000_000_000;

function person(id: string, roles: readonly Role[] = [], more: Partial<PersonActor> = {}): PersonActor {
  return { kind: 'person', id, name: id, roles, alive: true, endsAt: null, absent: false, sessionId: 'ses_1', factorAt: now, ...more };
}

const token = (owner: PersonActor | null, ...scopes: string[]): Actor => ({
  kind: 'token',
  id: 'tok_1',
  maker: { id: 'per_1', name: 'Maker' },
  owner,
  service: null,
  scopes,
  factorAt: null,
});

const everyAction = Object.keys(rights);

const actors = {
  admin: person('ada', ['admin']),
  hr: person('hanna', ['hr']),
  auditor: person('aad', ['auditor']),
  nobody: person('noor'),
  operator: { kind: 'operator', claimed: null },
  system: { kind: 'system', job: 'cut' },
  service: {
    kind: 'token',
    id: 'tok_2',
    maker: { id: 'per_1', name: 'Maker' },
    owner: null,
    service: { id: 'srv_1', name: 'Scheduler' },
    scopes: ['read', ...everyAction],
    factorAt: null,
  },
} satisfies Record<string, Actor>;

type Name = keyof typeof actors;

const account: AccountFacts = { ownerId: 'olga', deputyIds: ['dirk'], critical: false, level: null, holds: false };
const reveal: RevealFacts = { ...account, acknowledged: true, reason: 'a reply', noticePeriod: false };
const grant: GrantFacts = { ...account, holderId: 'bob', holderIsHr: false, kind: 'shared-login' };
const somebody: PersonFacts = { id: 'bob', isHr: false, isAdmin: false };
const task: TaskFacts = { assigneeId: 'tina', subjectId: 'bob', ownerId: 'olga', deputyIds: ['dirk'] };
const proposal: ProposalFacts = { askedById: 'olga', aboutId: 'bob', involvesSecret: true, hidden: false, readyAt: null };
const offboarding: OffboardingFacts = { personId: 'bob', personIsHr: false, announced: false, cut: false, confidantId: null, ownsTask: false };

const everybody: readonly Name[] = ['admin', 'hr', 'auditor', 'nobody', 'operator', 'system', 'service'];
const people: readonly Name[] = ['admin', 'hr', 'auditor', 'nobody'];
const machines: readonly Name[] = ['operator', 'system'];
const overseers: readonly Name[] = ['admin', 'auditor', ...machines];
const staff: readonly Name[] = ['admin', 'hr', 'auditor', ...machines];
/** What a service's scopes let it do; never anything that gives rights, decides or acts in person. */
const service: readonly Name[] = ['service'];

/** For each action an object that the actor has no part in, and who may all the same. */
const table: { [A in Action]: readonly [Subjects[A], readonly Name[]] } = {
  'account.list': [null, everybody],
  'account.view': [account, [...overseers, ...service]],
  'account.add': [null, ['admin', ...machines, ...service]],
  'account.edit': [account, ['admin', ...service]],
  'office.give': [account, ['admin']],
  'office.take-up': [{ ...account, personId: 'somebody' }, ['admin']],
  'access.view': [account, [...overseers, ...service]],
  'grant.give': [grant, ['admin']],
  'grant.end': [grant, ['admin', ...machines]],
  'proposal.list': [null, everybody],
  'proposal.browse': [null, staff],
  'proposal.view': [proposal, overseers],
  'proposal.decide': [proposal, ['admin', 'auditor', 'nobody']],
  'proposal.dismiss': [proposal, ['admin', 'auditor', 'nobody']],
  'service-token.consent': [account, []],
  'secret.add': [account, []],
  'secret.reveal': [reveal, []],
  'secret.code': [reveal, []],
  'rotation.list': [null, everybody],
  'rotation.run': [account, []],
  'rotation.ask': [account, ['admin', ...machines]],
  'rotation.reveal': [reveal, []],
  'person.list': [null, everybody],
  'person.view': [somebody, [...staff, ...service]],
  'person.holdings': [somebody, [...staff, ...service]],
  'person.add': [null, ['admin', ...machines, ...service]],
  'person.edit': [somebody, ['admin', ...machines, ...service]],
  'person.absence': [somebody, ['admin', 'hr', ...machines, ...service]],
  'person.invite': [somebody, ['admin', ...machines]],
  'person.vouch': [{ ...somebody, reachesSecrets: false }, ['admin', 'hr']],
  'sign-in-reset.ask': [somebody, ['admin', ...machines]],
  'sign-in-reset.hand-over': [{ ...somebody, askedById: 'olga' }, ['admin', ...machines]],
  'sign-in-reset.view': [somebody, overseers],
  'sign-in-reset.stop': [somebody, ['admin', ...machines]],
  'role.change': [somebody, ['admin']],
  'role.rescue': [somebody, machines],
  'offboarding.list': [null, everybody],
  'offboarding.preview': [somebody, ['admin', 'hr', ...machines, ...service]],
  'offboarding.start': [somebody, ['admin', 'hr', ...machines, ...service]],
  'offboarding.view': [offboarding, ['hr', 'system']],
  'offboarding.change': [offboarding, ['hr', 'system']],
  'offboarding.reinstate': [somebody, ['admin', 'hr', ...machines]],
  'offboarding.reason': [offboarding, ['hr']],
  'certificate.view': [offboarding, ['hr', 'system']],
  'task.list': [null, people],
  'task.view': [task, staff],
  'task.complete': [task, ['admin']],
  'task.except': [{ ...task, involvedIds: [] }, ['admin']],
  'task.assign': [{ ...task, newAssigneeId: 'somebody', bringsAccess: true }, ['admin']],
  'policy.view': [null, people],
  'policy.publish': [null, ['admin']],
  'policy.acknowledge': [null, people],
  'import.run': [null, ['admin', ...machines, ...service]],
  'audit.view': [null, [...overseers, ...service]],
  'settings.view': [null, overseers],
  'settings.edit': [null, ['admin', ...machines]],
  'keys.change': [null, machines],
  'token.list': [null, people],
  'token.create': [null, people],
  'service.list': [null, overseers],
  'service.edit': [null, ['admin']],
  'service-grant.give': [account, []],
  'service-grant.end': [account, ['admin', ...machines]],
  'self.manage': [{ id: 'bob' }, []],
  'status.view': [null, everybody],
  'alarm.browse': [null, ['admin']],
  'register.browse': [null, ['admin', 'auditor', 'nobody', ...machines, ...service]],
  'people.browse': [null, [...staff, ...service]],
  'offboarding.browse': [null, staff],
};

const actions = Object.keys(table) as Action[];
const isYes = (verdict: Verdict) => 'allow' in verdict && verdict.allow;

/** The table's subject belongs to its action; the union of all actions forgets that. */
function decided(actor: Actor, action: Action): Verdict {
  return decide(actor, action, table[action][0] as never, now);
}

describe.each(actions)('%s', (action) => {
  test.each(everybody)('as %s', (name) => {
    expect(isYes(decided(actors[name], action))).toBe(table[action][1].includes(name));
  });

  test('is refused to a stranger, to somebody gone and to a token without the scope', () => {
    const all: readonly Role[] = ['admin', 'hr', 'auditor'];
    expect(decided({ kind: 'stranger' }, action)).toEqual({ allow: false, because: 'stranger' });
    expect(decided(person('ada', all, { alive: false }), action)).toEqual({ allow: false, because: 'gone' });
    expect(decided(person('ada', all, { endsAt: veil(now) }), action)).toEqual({ allow: false, because: 'gone' });
    expect(decided(token(actors.admin), action)).toEqual({ allow: false, because: 'not-in-scope' });
    expect(decided(token(person('ada', all, { endsAt: veil(now) }), action), action)).toEqual({ allow: false, because: 'gone' });
  });

  test('allows a token no more than its owner', () => {
    for (const name of people) {
      const owner = actors[name];
      if (owner.kind !== 'person') continue;
      if (isYes(decided(token(owner, action), action))) expect(isYes(decided(owner, action))).toBe(true);
    }
    expect(isYes(decided(token(null, action), action))).toBe(false);
  });
});

describe('an account', () => {
  const olga = person('olga');
  const dirk = person('dirk');
  const holder = (level: AccountFacts['level']): AccountFacts => ({ ...account, level, holds: true });

  test.each<[Action, boolean, boolean]>([
    ['account.view', true, true],
    ['account.edit', true, true],
    ['office.give', true, false],
    ['access.view', true, true],
    ['secret.add', true, true],
    ['rotation.run', true, true],
    ['task.complete', true, true],
    ['task.except', true, true],
    ['task.assign', true, true],
    ['grant.give', true, true],
    ['grant.end', true, true],
    ['secret.reveal', true, true],
    ['rotation.reveal', true, true],
  ])('%s by its owner: %s, by a deputy: %s', (action, owner, deputy) => {
    expect(isYes(decided(olga, action))).toBe(owner);
    expect(isYes(decided(dirk, action))).toBe(deputy);
  });

  test.each<[AccountFacts['level'], boolean, boolean, boolean]>([
    ['code', true, false, false],
    ['reveal', true, true, false],
    ['manage', true, true, true],
    [null, false, false, false],
  ])('a grant of %s: code %s, value %s, rotation %s', (level, code, value, rotation) => {
    const facts = { ...reveal, ...holder(level) };
    expect(isYes(decide(actors.nobody, 'secret.code', facts, now))).toBe(code);
    expect(isYes(decide(actors.nobody, 'secret.reveal', facts, now))).toBe(value);
    expect(isYes(decide(actors.nobody, 'rotation.run', facts, now))).toBe(rotation);
  });

  test('is seen by whoever holds a way in of any kind', () => {
    expect(decide(actors.nobody, 'account.view', holder(null), now)).toEqual({ allow: true, because: 'holder' });
  });

  test('gives its owner nothing while they are in HR', () => {
    const both = person('olga', ['hr']);
    for (const action of ['secret.reveal', 'secret.code', 'secret.add', 'rotation.run', 'rotation.reveal'] as const) {
      expect(decided(both, action)).toEqual({ allow: false, because: 'hr-and-secrets-exclude-each-other' });
    }
  });

  test('takes no grant to oneself, nor a shared login to HR', () => {
    expect(decide(actors.admin, 'grant.give', { ...grant, holderId: 'ada' }, now)).toEqual({ allow: false, because: 'grant-to-self' });
    expect(isYes(decide(actors.admin, 'grant.give', { ...grant, holderIsHr: true }, now))).toBe(false);
    expect(isYes(decide(actors.admin, 'grant.give', { ...grant, holderIsHr: true, kind: 'platform-role' }, now))).toBe(true);
    expect(isYes(decide(actors.nobody, 'grant.end', { ...grant, holderId: 'noor' }, now))).toBe(true);
  });
});

describe('a reveal', () => {
  const facts = { ...reveal, ownerId: 'noor' };
  const old = now - stepUpLasts - 1;
  const as = (factorAt: number | null) => person('noor', [], { factorAt });

  test.each<[string, RevealFacts, number | null, string]>([
    ['the policy first', { ...facts, acknowledged: false, reason: null, critical: true }, old, 'acknowledgement'],
    ['then the second factor', { ...facts, reason: null, critical: true }, old, 'step-up'],
    ['a factor that was never proven', facts, null, 'step-up'],
    ['a reason for a critical account', { ...facts, critical: true, reason: ' ' }, now, 'reason'],
    ['a reason in an announced notice period', { ...facts, noticePeriod: true, reason: null }, now, 'reason'],
  ])('needs %s', (_, given, factorAt, needs) => {
    expect(decide(as(factorAt), 'secret.reveal', given, now)).toMatchObject({ needs });
  });

  test('is for nobody who is marked as absent, nor is anything else that reaches a value', () => {
    const asks = ['rotation.list', 'rotation.ask'];
    const reaching = (Object.keys(secretsRights) as (keyof typeof secretsRights)[]).filter((action) => !asks.includes(action));
    for (const action of reaching) {
      expect(decide(person('noor', [], { absent: true }), action, facts as never, now)).toEqual({ allow: false, because: 'absent' });
      expect(isYes(decide(person('noor'), action, facts as never, now))).toBe(true);
    }
    expect(decide(person('noor', [], { absent: true }), 'rotation.ask', facts, now)).toMatchObject({ allow: true });
  });

  test('is allowed to the last millisecond of the ten minutes', () => {
    expect(decide(as(now - stepUpLasts + 1), 'secret.reveal', facts, now)).toEqual({ allow: true, because: 'owner' });
  });

  test('comes through a token only while its owner has lifted it', () => {
    const lifted = (factorAt: number | null): Actor => ({
      kind: 'token',
      id: 'tok_1',
      maker: { id: 'per_1', name: 'Maker' },
      owner: as(now),
      service: null,
      scopes: ['secret.reveal'],
      factorAt,
    });
    expect(decide(lifted(null), 'secret.reveal', facts, now)).toMatchObject({ needs: 'step-up' });
    expect(decide(lifted(old), 'secret.reveal', facts, now)).toMatchObject({ needs: 'step-up' });
    expect(decide(lifted(now), 'secret.reveal', facts, now)).toEqual({ allow: true, because: 'owner' });
  });

  test.each<[string, Partial<RevealFacts>, unknown]>([
    ['nothing without a grant to it', {}, { allow: false, because: 'no-grant' }],
    ['the value with a grant to reveal', { level: 'reveal' }, { allow: true, because: 'service-grant' }],
    ['no value with a grant for codes', { level: 'code' }, { allow: false, because: 'no-grant' }],
    ['no policy to acknowledge', { level: 'reveal', acknowledged: false }, { allow: true, because: 'service-grant' }],
    ['a reason to give where the account is critical', { level: 'reveal', critical: true, reason: null }, { needs: 'reason', because: 'critical' }],
  ])('asks of a service %s', (_, more, verdict) => {
    expect(decide(actors.service, 'secret.reveal', { ...reveal, ...more }, now)).toEqual(verdict);
  });
});

describe('an offboarding', () => {
  const open = { ...offboarding, announced: true };

  test.each<[string, Actor, OffboardingFacts, boolean]>([
    ['the operator, before', actors.operator, offboarding, false],
    ['the operator who started it', actors.operator, { ...offboarding, byOperator: true }, true],
    ['the operator, after', actors.operator, { ...offboarding, announced: true }, true],
    ['HR, before it is announced', actors.hr, offboarding, true],
    ['an administrator, before', actors.admin, offboarding, false],
    ['the administrator whom HR named', actors.admin, { ...offboarding, confidantId: 'ada' }, true],
    ['somebody named who is no administrator', actors.nobody, { ...offboarding, confidantId: 'noor' }, false],
    ['a task owner, before', actors.nobody, { ...offboarding, ownsTask: true }, false],
    ['an administrator, after', actors.admin, open, true],
    ['an auditor, after the cut', actors.auditor, { ...offboarding, cut: true }, true],
    ['a task owner, after', actors.nobody, { ...open, ownsTask: true }, true],
    ['a colleague, after', actors.nobody, open, false],
    ['the leaver', person('bob'), open, false],
    ['the leaver in HR', person('bob', ['hr']), open, false],
    ['the leaver who administers', person('bob', ['admin']), { ...open, confidantId: 'bob' }, false],
  ])('is seen by %s', (_, actor, facts, expected) => {
    expect(isYes(decide(actor, 'offboarding.view', facts, now))).toBe(expected);
    expect(isYes(decide(actor, 'certificate.view', facts, now))).toBe(expected);
  });

  test("is nobody's own to start, change or give an account of", () => {
    for (const roles of [['hr'], ['admin']] as const) {
      const bob = person('bob', roles);
      expect(decide(bob, 'offboarding.start', somebody, now)).toEqual({ allow: false, because: 'own-offboarding' });
      expect(isYes(decide(bob, 'offboarding.change', open, now))).toBe(false);
      expect(isYes(decide(bob, 'offboarding.reason', open, now))).toBe(false);
    }
  });
});

describe("one's own", () => {
  test.each<[Action]>([['person.view'], ['person.holdings'], ['self.manage']])('%s', (action) => {
    expect(decided(person('bob'), action)).toEqual({ allow: true, because: 'self' });
  });

  test('absence is for others to end', () => {
    for (const roles of [[], ['hr'], ['admin']] as const) {
      expect(decided(person('bob', roles), 'person.absence')).toEqual({ allow: false, because: 'own-absence' });
    }
  });

  test('role is for others to change', () => {
    expect(decided(person('bob', ['admin']), 'role.change')).toEqual({ allow: false, because: 'own-role' });
  });

  test('departure leaves no task to close, and no exception for an own task', () => {
    expect(isYes(decide(person('bob', ['admin']), 'task.complete', { ...task, assigneeId: 'bob' }, now))).toBe(false);
    expect(isYes(decide(person('tina'), 'task.complete', task, now))).toBe(true);
    expect(decide(person('tina', ['admin']), 'task.except', { ...task, involvedIds: [] }, now)).toEqual({ allow: false, because: 'own-task' });
    expect(decide(person('ada', ['admin']), 'task.except', { ...task, involvedIds: ['ada'] }, now)).toEqual({ allow: false, because: 'own-task' });
  });

  test('access is not taken by giving the task that brings it to oneself, except in office', () => {
    const assign = (who: string, bringsAccess: boolean, newAssigneeId = who) =>
      decide(person(who, who === 'ada' ? ['admin'] : []), 'task.assign', { ...task, newAssigneeId, bringsAccess }, now);
    expect(assign('ada', true)).toEqual({ allow: false, because: 'grant-to-self' });
    expect(assign('ada', false)).toEqual({ allow: true, because: 'admin' });
    expect(assign('ada', true, 'bob')).toEqual({ allow: true, because: 'admin' });
    expect(assign('olga', true)).toEqual({ allow: true, because: 'owner' });
    expect(assign('dirk', true)).toEqual({ allow: true, because: 'deputy' });
  });
});

describe('a token', () => {
  test('that may read lists and views, and does nothing', () => {
    const reader = token(actors.admin, 'read');
    expect(actions.filter((action) => isYes(decided(reader, action)))).toEqual(
      actions.filter((action) => /\.(list|view|holdings|browse)$/.test(action) && table[action][1].includes('admin')),
    );
  });
});

test('somebody is gone from the effective moment on', () => {
  expect(isGone({ alive: true, endsAt: veil(now + 1) }, now)).toBe(false);
  expect(isGone({ alive: true, endsAt: veil(now) }, now)).toBe(true);
  expect(isGone({ alive: false, endsAt: null }, now)).toBe(true);
});

describe('a refusal', () => {
  const as = (actor: Actor) => ({ actor, now: () => now });

  test.each<[Actor, string, string]>([
    [{ kind: 'stranger' }, 'unauthenticated', 'permission.sign-in'],
    [person('ada', ['admin'], { endsAt: veil(now) }), 'unauthenticated', 'permission.sign-in'],
    [actors.nobody, 'forbidden', 'permission.no-role'],
  ])('says what to do: %j', (actor, kind, code) => {
    expect(() => ensure(as(actor), 'settings.edit', null)).toThrow(expect.objectContaining({ kind, code }));
    expect(allows(as(actor), 'settings.edit', null)).toBe(false);
  });

  test('that a fresh factor or a reason would lift asks for it', () => {
    const facts = { ...reveal, ownerId: 'noor', critical: true, reason: null };
    expect(() => ensure(as(person('noor', [], { factorAt: null })), 'secret.reveal', facts)).toThrow(expect.objectContaining({ kind: 'step-up' }));
    expect(() => ensure(as(actors.nobody), 'secret.reveal', facts)).toThrow(expect.objectContaining({ code: 'permission.reason' }));
    expect(allows(as(actors.nobody), 'secret.reveal', facts)).toBe(false);
  });

  test('is what a right is not: that gives its reason', () => {
    expect(ensure(as(actors.admin), 'settings.edit', null)).toBe('admin');
  });
});
