import type { PersonActor, Role } from './actor.ts';

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
export type OffboardingFacts = {
  personId: string;
  personIsHr: boolean;
  announced: boolean;
  cut: boolean;
  confidantId: string | null;
  ownsTask: boolean;
  /** Started on the machine itself: the operator knows of it, and of no other that is not announced. */
  byOperator?: boolean;
};

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
  'rotation.ask': AccountFacts;
  'rotation.reveal': RevealFacts;
  'person.list': null;
  'person.view': PersonFacts;
  'person.holdings': PersonFacts;
  'person.add': null;
  'person.edit': PersonFacts;
  'person.invite': PersonFacts;
  'role.change': PersonFacts;
  'role.rescue': PersonFacts;
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
  'token.list': null;
  'token.create': null;
  'service.list': null;
  'service.edit': null;
  'service-grant.give': AccountFacts;
  'service-grant.end': AccountFacts;
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

export type Rule<A extends Action> = (who: Who, subject: Subjects[A], now: number) => Verdict;

/** The actor as the table sees it: nobody's roles are read anywhere else. `service` is a machine with a name and a token of its own. */
export type Who = { person: PersonActor | null; has(role: Role): boolean; machine: 'operator' | 'system' | null; service: boolean; factorAt: number | null };

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
const service = ['service', (who: Who) => who.service] as [string, (who: Who) => boolean];
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

/** A machine has no second factor to prove and no policy to read: it reaches what a grant names, and where a reason is asked it gives one. */
function revealToService(facts: RevealFacts, enough: readonly Level[]): Verdict {
  if (!facts.level || !enough.includes(facts.level)) return no('no-grant');
  return facts.critical && !facts.reason?.trim() ? { needs: 'reason', because: 'critical' } : yes('service-grant');
}

/** Rule 2: a named condition for each thing that is missing, in the order in which a person can mend it. */
function reveal(who: Who, facts: RevealFacts, now: number, enough: readonly Level[]): Verdict {
  if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
  if (who.service) return revealToService(facts, enough);
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
  if (who.machine === 'system' || (who.machine === 'operator' && facts.byOperator)) return yes('operator');
  if (who.has('admin') && facts.confidantId === who.person?.id) return yes('confidant');
  const open = facts.announced || facts.cut;
  if (open && who.machine) return yes('operator');
  if (open && who.service) return yes('service');
  if (open && who.has('admin')) return yes('admin');
  if (open && who.has('auditor')) return yes('auditor');
  return open && facts.ownsTask ? yes('task') : no('not-announced');
}

function startsOffboarding(who: Who, facts: PersonFacts): Verdict {
  if (who.person?.id === facts.id) return no('own-offboarding');
  if (who.has('hr')) return yes('hr');
  if (who.has('admin')) return yes('admin');
  if (who.service) return yes('service');
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

/** For each action, who may and why. Everything not said here is refused. */
export const rights: { [A in Action]: Rule<A> } = {
  'account.list': anyOf(anybody, operator, service),
  'account.view': (who, facts) => {
    const held = office(who, facts);
    if (held) return yes(held);
    if (facts.holds && who.person) return yes('holder');
    return anyOf(admin, auditor, operator, service)(who);
  },
  'account.add': anyOf(admin, operator, service),
  'account.edit': (who, facts) => {
    const overseer = anyOf(admin, service)(who);
    return 'allow' in overseer && overseer.allow ? overseer : inOffice(who, facts);
  },
  'office.give': (who, facts) => (who.has('admin') ? yes('admin') : office(who, facts) === 'owner' ? yes('owner') : no('not-owner')),
  'office.take-up': (who, facts) => {
    if (facts.personId === who.person?.id) return no('grant-to-self');
    return who.has('admin') ? yes('admin') : office(who, facts) === 'owner' ? yes('owner') : no('not-owner');
  },
  'access.view': (who, facts) => {
    const held = office(who, facts);
    return held ? yes(held) : anyOf(admin, auditor, operator, service)(who);
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
  'rotation.list': anyOf(anybody, operator, service),
  'rotation.run': (who, facts) => {
    if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
    return accountLevel(who, facts)?.level === 'manage' ? yes('manage') : no('no-grant');
  },
  'rotation.ask': (who, facts) => (accountLevel(who, facts)?.level === 'manage' ? yes('manage') : anyOf(admin, operator)(who)),
  'rotation.reveal': (who, facts, now) => reveal(who, facts, now, ['manage']),
  'person.list': anyOf(anybody, operator, service),
  'person.view': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator, service)(who)),
  'person.holdings': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator, service)(who)),
  'person.add': anyOf(admin, operator, service),
  // Where an invitation goes and whom a mail warns is no machine's to change for those who administer or work for HR.
  'person.edit': (who, facts) => (who.service && (facts.isAdmin || facts.isHr) ? no('not-by-service') : anyOf(admin, operator, service)(who)),
  'person.invite': anyOf(admin, operator),
  'role.change': (who, facts) => (who.person?.id === facts.id ? no('own-role') : anyOf(admin)(who)),
  // For when no administrator can: whoever has the machine appoints one, and every administrator is told.
  'role.rescue': anyOf(operator),
  'offboarding.list': anyOf(anybody, operator, service),
  'offboarding.preview': startsOffboarding,
  'offboarding.start': startsOffboarding,
  'offboarding.view': seesOffboarding,
  'offboarding.change': (who, facts) => {
    if (who.person?.id === facts.personId) return no('own-offboarding');
    if (who.has('hr')) return yes('hr');
    if (who.has('admin') && (facts.announced || facts.confidantId === who.person?.id)) return yes('admin');
    if (who.machine === 'operator' && !facts.byOperator && !facts.announced) return no('not-announced');
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
  'import.run': anyOf(admin, operator, service),
  'audit.view': anyOf(admin, auditor, operator, service),
  'settings.view': anyOf(admin, auditor, operator),
  'settings.edit': anyOf(admin, operator),
  'token.list': anyOf(anybody),
  'token.create': anyOf(anybody),
  'service.list': anyOf(admin, auditor, operator),
  'service.edit': anyOf(admin),
  'service-grant.give': inOffice,
  'service-grant.end': (who, facts) => {
    const keeper = anyOf(admin, operator)(who);
    return 'allow' in keeper && keeper.allow ? keeper : inOffice(who, facts);
  },
  'self.manage': (who, facts) => (who.person?.id === facts.id ? yes('self') : no('not-yours')),
  'status.view': anyOf(anybody, operator, service),
  // What the navigation offers: HR works on departures and has no business in the register.
  'register.browse': (who) => (who.has('hr') ? no('hr') : anyOf(anybody, operator, service)(who)),
  'people.browse': anyOf(admin, hr, auditor, operator, service),
  'offboarding.browse': anyOf(admin, hr, auditor, operator),
};
