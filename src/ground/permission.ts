import { type Actor, type PersonActor, personOf, type Role } from './actor.ts';
import type { Ctx } from './ctx.ts';
import { Problem } from './problem.ts';

export type Level = 'code' | 'reveal' | 'manage';

/** What the decision about an account needs to know of it and of the actor's place in it, as of now. */
export type AccountFacts = {
  ownerId: string | null;
  deputyIds: readonly string[];
  critical: boolean;
  /** Level of the actor's strongest vault-enforced grant in force, own or through a team. */
  level: Level | null;
  /** The actor has a way in of any kind in force. */
  holds: boolean;
};

/** What stands between a right to a secret and the secret. */
export type RevealFacts = AccountFacts & {
  acknowledged: boolean;
  reason: string | null;
  /** An announced notice period asks for a reason; an unannounced one is never shown here. */
  noticePeriod: boolean;
};

/** An office is a way in: whoever is appointed may not be who appoints. */
export type OfficeFacts = AccountFacts & { personId: string };
export type GrantFacts = AccountFacts & { holderId: string | null; holderIsHr: boolean; kind: string };
export type PersonFacts = { id: string; isHr: boolean; isAdmin: boolean };
export type TaskFacts = { assigneeId: string | null; subjectId: string | null; ownerId: string | null; deputyIds: readonly string[] };
export type OffboardingFacts = { personId: string; personIsHr: boolean; announced: boolean; cut: boolean; confidantId: string | null; ownsTask: boolean };

/** One line an action: what has to be known to decide it. */
export type Subjects = {
  'account.list': null;
  'account.view': AccountFacts;
  'account.add': null;
  'account.edit': AccountFacts;
  'office.give': AccountFacts;
  'office.take-up': OfficeFacts;
  'access.view': AccountFacts;
  'grant.give': GrantFacts;
  'grant.end': GrantFacts;
  'secret.add': AccountFacts;
  'secret.reveal': RevealFacts;
  'secret.code': RevealFacts;
  'rotation.list': null;
  'rotation.run': AccountFacts;
  'rotation.reveal': RevealFacts;
  'person.list': null;
  'person.view': PersonFacts;
  'person.holdings': PersonFacts;
  'person.add': null;
  'person.edit': PersonFacts;
  'person.invite': PersonFacts;
  'role.change': PersonFacts;
  'offboarding.list': null;
  'offboarding.preview': PersonFacts;
  'offboarding.start': PersonFacts;
  'offboarding.view': OffboardingFacts;
  'offboarding.change': OffboardingFacts;
  'offboarding.reason': OffboardingFacts;
  'certificate.view': OffboardingFacts;
  'task.list': null;
  'task.view': TaskFacts;
  'task.complete': TaskFacts;
  'task.except': TaskFacts;
  'task.assign': TaskFacts;
  'policy.view': null;
  'policy.publish': null;
  'policy.acknowledge': null;
  'import.run': null;
  'audit.view': null;
  'settings.view': null;
  'settings.edit': null;
  'token.create': null;
  'self.manage': { id: string };
  'status.view': null;
  'register.browse': null;
  'people.browse': null;
  'offboarding.browse': null;
};

export type Action = keyof Subjects;

export type Verdict =
  | { allow: true; because: string }
  | { allow: false; because: string }
  | { needs: 'step-up' | 'acknowledgement' | 'reason'; because: string };

const yes = (because: string): Verdict => ({ allow: true, because });
const no = (because: string): Verdict => ({ allow: false, because });

/** A second factor proven this long ago still counts. */
export const stepUpLasts = 10 * 60 * 1000;

type Rule<A extends Action> = (who: Who, subject: Subjects[A], now: number) => Verdict;

/** The actor as the table sees it: nobody's roles are read anywhere else. */
type Who = { person: PersonActor | null; has(role: Role): boolean; machine: 'operator' | 'system' | null; factorAt: number | null };

const anyOf =
  (...tests: readonly [string, (who: Who) => boolean][]) =>
  (who: Who): Verdict => {
    const hit = tests.find(([, test]) => test(who));
    return hit ? yes(hit[0]) : no('no-role');
  };
const admin = ['admin', (who: Who) => who.has('admin')] as [string, (who: Who) => boolean];
const hr = ['hr', (who: Who) => who.has('hr')] as [string, (who: Who) => boolean];
const auditor = ['auditor', (who: Who) => who.has('auditor')] as [string, (who: Who) => boolean];
const operator = ['operator', (who: Who) => who.machine !== null] as [string, (who: Who) => boolean];
const anybody = ['person', (who: Who) => who.person !== null] as [string, (who: Who) => boolean];

function office(who: Who, facts: { ownerId: string | null; deputyIds: readonly string[] }): 'owner' | 'deputy' | null {
  if (!who.person) return null;
  if (facts.ownerId === who.person.id) return 'owner';
  return facts.deputyIds.includes(who.person.id) ? 'deputy' : null;
}

function accountLevel(who: Who, facts: AccountFacts): { level: Level; because: string } | null {
  const held = office(who, facts);
  if (held) return { level: 'manage', because: held };
  return facts.level && who.person ? { level: facts.level, because: `grant-${facts.level}` } : null;
}

function inOffice(who: Who, facts: AccountFacts): Verdict {
  const held = office(who, facts);
  return held ? yes(held) : no('not-owner');
}

/** Rule 2: a named condition for each thing that is missing, in the order in which a person can mend it. */
function reveal(who: Who, facts: RevealFacts, now: number, enough: readonly Level[]): Verdict {
  if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
  const access = accountLevel(who, facts);
  if (!access || !enough.includes(access.level)) return no('no-grant');
  if (!facts.acknowledged) return { needs: 'acknowledgement', because: 'policy' };
  if (who.factorAt === null || now - who.factorAt > stepUpLasts) return { needs: 'step-up', because: 'factor-too-old' };
  if ((facts.critical || facts.noticePeriod) && !facts.reason?.trim()) return { needs: 'reason', because: facts.critical ? 'critical' : 'notice-period' };
  return yes(access.because);
}

function seesOffboarding(who: Who, facts: OffboardingFacts): Verdict {
  if (who.person?.id === facts.personId) return no('own-offboarding');
  if (who.has('hr')) return yes('hr');
  if (who.machine) return yes('operator');
  if (who.has('admin') && facts.confidantId === who.person?.id) return yes('confidant');
  const open = facts.announced || facts.cut;
  if (open && who.has('admin')) return yes('admin');
  if (open && who.has('auditor')) return yes('auditor');
  return open && facts.ownsTask ? yes('task') : no('not-announced');
}

function startsOffboarding(who: Who, facts: PersonFacts): Verdict {
  if (who.person?.id === facts.id) return no('own-offboarding');
  if (who.has('hr')) return yes('hr');
  if (who.has('admin')) return yes('admin');
  return who.machine ? yes('operator') : no('no-role');
}

function answersForTask(who: Who, facts: TaskFacts): Verdict {
  const held = office(who, facts);
  if (held) return yes(held);
  return who.has('admin') ? yes('admin') : no('not-yours');
}

function closesTask(who: Who, facts: TaskFacts): Verdict {
  if (!who.person || who.person.id === facts.subjectId) return no('own-departure');
  return facts.assigneeId === who.person.id ? yes('assignee') : answersForTask(who, facts);
}

const table: { [A in Action]: Rule<A> } = {
  'account.list': anyOf(anybody, operator),
  'account.view': (who, facts) => {
    const held = office(who, facts);
    if (held) return yes(held);
    if (facts.holds && who.person) return yes('holder');
    return anyOf(admin, auditor, operator)(who);
  },
  'account.add': anyOf(admin, operator),
  'account.edit': (who, facts) => (who.has('admin') ? yes('admin') : inOffice(who, facts)),
  'office.give': (who, facts) => (who.has('admin') ? yes('admin') : office(who, facts) === 'owner' ? yes('owner') : no('not-owner')),
  'office.take-up': (who, facts) => {
    if (facts.personId === who.person?.id) return no('grant-to-self');
    return who.has('admin') ? yes('admin') : office(who, facts) === 'owner' ? yes('owner') : no('not-owner');
  },
  'access.view': (who, facts) => {
    const held = office(who, facts);
    return held ? yes(held) : anyOf(admin, auditor, operator)(who);
  },
  'grant.give': (who, facts) => {
    if (facts.holderId !== null && facts.holderId === who.person?.id) return no('grant-to-self');
    if (facts.holderIsHr && facts.kind === 'shared-login') return no('hr-and-secrets-exclude-each-other');
    return who.has('admin') ? yes('admin') : inOffice(who, facts);
  },
  'grant.end': (who, facts) => {
    if (facts.holderId !== null && facts.holderId === who.person?.id) return yes('own-access');
    if (who.machine) return yes('operator');
    return who.has('admin') ? yes('admin') : inOffice(who, facts);
  },
  'secret.add': (who, facts) => {
    if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
    return accountLevel(who, facts)?.level === 'manage' ? yes('manage') : no('no-grant');
  },
  'secret.reveal': (who, facts, now) => reveal(who, facts, now, ['reveal', 'manage']),
  'secret.code': (who, facts, now) => reveal(who, facts, now, ['code', 'reveal', 'manage']),
  'rotation.list': anyOf(anybody, operator),
  'rotation.run': (who, facts) => {
    if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
    return accountLevel(who, facts)?.level === 'manage' ? yes('manage') : no('no-grant');
  },
  'rotation.reveal': (who, facts, now) => reveal(who, facts, now, ['manage']),
  'person.list': (who) => (who.person || who.machine ? yes('person') : no('no-role')),
  'person.view': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator)(who)),
  'person.holdings': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator)(who)),
  'person.add': anyOf(admin, operator),
  'person.edit': anyOf(admin, operator),
  'person.invite': anyOf(admin, operator),
  'role.change': (who, facts) => (who.person?.id === facts.id ? no('own-role') : anyOf(admin)(who)),
  'offboarding.list': anyOf(anybody, operator),
  'offboarding.preview': startsOffboarding,
  'offboarding.start': startsOffboarding,
  'offboarding.view': seesOffboarding,
  'offboarding.change': (who, facts) => {
    if (who.person?.id === facts.personId) return no('own-offboarding');
    if (who.has('hr')) return yes('hr');
    if (who.has('admin') && (facts.announced || facts.confidantId === who.person?.id)) return yes('admin');
    return who.machine ? yes('operator') : no('no-role');
  },
  'offboarding.reason': (who, facts) => (who.has('hr') && who.person?.id !== facts.personId ? yes('hr') : no('hr-only')),
  'certificate.view': seesOffboarding,
  'task.list': anyOf(anybody),
  'task.view': (who, facts) => {
    const may = closesTask(who, facts);
    return 'allow' in may && may.allow ? may : anyOf(hr, auditor, operator)(who);
  },
  'task.complete': closesTask,
  'task.except': (who, facts) => {
    if (!who.person || who.person.id === facts.subjectId) return no('own-departure');
    return facts.assigneeId === who.person.id ? no('own-task') : answersForTask(who, facts);
  },
  'task.assign': answersForTask,
  'policy.view': anyOf(anybody),
  'policy.publish': anyOf(admin),
  'policy.acknowledge': anyOf(anybody),
  'import.run': anyOf(admin, operator),
  'audit.view': anyOf(admin, auditor, operator),
  'settings.view': anyOf(admin, auditor, operator),
  'settings.edit': anyOf(admin, operator),
  'token.create': anyOf(anybody),
  'self.manage': (who, facts) => (who.person?.id === facts.id ? yes('self') : no('not-yours')),
  'status.view': anyOf(anybody, operator),
  // What the navigation offers: HR works on departures and has no business in the register.
  'register.browse': (who) => (who.has('hr') ? no('hr') : anyOf(anybody, operator)(who)),
  'people.browse': anyOf(admin, hr, auditor, operator),
  'offboarding.browse': anyOf(admin, hr, auditor, operator),
};

/** Is this person gone at `now`, whether or not the cut has been made? */
export function isGone(person: Pick<PersonActor, 'alive' | 'endsAt'>, now: number): boolean {
  return !person.alive || (person.endsAt !== null && person.endsAt <= now);
}

/** Who may do what. The only place that compares roles; everything not said here is refused. */
export function decide<A extends Action>(actor: Actor, action: A, subject: Subjects[A], now: number): Verdict {
  if (actor.kind === 'stranger') return no('stranger');
  const person = personOf(actor);
  if (person && isGone(person, now)) return no('gone');
  if (actor.kind === 'token' && !inScope(actor.scopes, action)) return no('not-in-scope');
  const who: Who = {
    person,
    has: (role) => person?.roles.includes(role) ?? false,
    machine: actor.kind === 'operator' || actor.kind === 'system' ? actor.kind : null,
    factorAt: actor.kind === 'person' ? actor.factorAt : null,
  };
  return table[action](who, subject, now);
}

/** A scope is `read` (everything that lists or views) or the exact name of an action. */
function inScope(scopes: readonly string[], action: Action): boolean {
  return scopes.includes(action) || (scopes.includes('read') && /\.(list|view|holdings|browse)$/.test(action));
}

export function allows<A extends Action>(ctx: Pick<Ctx, 'actor' | 'now'>, action: A, subject: Subjects[A]): boolean {
  const verdict = decide(ctx.actor, action, subject, ctx.now());
  return 'allow' in verdict && verdict.allow;
}

/** The reason why it is allowed, for the audit event; or the problem that says what is missing. */
export function ensure<A extends Action>(ctx: Pick<Ctx, 'actor' | 'now'>, action: A, subject: Subjects[A]): string {
  const verdict = decide(ctx.actor, action, subject, ctx.now());
  if ('needs' in verdict) {
    if (verdict.needs === 'step-up') throw new Problem('step-up', 'permission.step-up');
    throw new Problem('forbidden', `permission.${verdict.needs}`);
  }
  if (verdict.allow) return verdict.because;
  if (verdict.because === 'gone' || verdict.because === 'stranger') throw new Problem('unauthenticated', 'permission.sign-in');
  throw new Problem('forbidden', `permission.${verdict.because}`);
}
