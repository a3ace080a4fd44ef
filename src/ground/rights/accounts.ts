import type { Level } from '#db/words.ts';
export type { Level } from '#db/words.ts';
import { admin, allowed, anybody, anyOf, auditor, isFresh, no, office, operator, service, yes, type RightsOf, type Verdict, type Who } from './who.ts';

/** What the decision about an account needs to know of it and of the actor's place in it, as of now. */
export type AccountFacts = {
  ownerId: string | null;
  deputyIds: readonly string[];
  critical: boolean;
  /** Level of the actor's strongest vault-enforced grant in force, own or through a team. */
  level: Level | null;
  /** The actor has a way in of any kind in force. */
  holds: boolean;
  /** The actor is a token whose service has a way in, and nobody of the account has let this token use it. */
  unconsented?: boolean;
};

/** An office is a way in: whoever is appointed may not be who appoints. */
export type OfficeFacts = AccountFacts & { personId: string; broughtIn?: boolean };
/** `broughtIn`: the actor lately decided where the mail of whoever gets in goes, and nobody has vouched for it. */
/** `lowers`: the account would no longer be critical, and one person alone could confirm its new values. */
export type EditFacts = AccountFacts & { lowers?: boolean };
export type GrantFacts = AccountFacts & { holderId: string | null; holderIsHr: boolean; kind: string; broughtIn?: boolean };

export type AccountsSubjects = {
  'account.list': null;
  'account.view': AccountFacts;
  'account.add': null;
  'account.edit': EditFacts;
  'office.give': AccountFacts;
  'office.take-up': OfficeFacts;
  'access.view': AccountFacts;
  'grant.give': GrantFacts;
  'grant.end': GrantFacts;
  'service-grant.give': AccountFacts;
  'service-grant.end': AccountFacts;
  'service-token.consent': AccountFacts;
  'register.browse': null;
};

export function accountLevel(who: Who, facts: AccountFacts): { level: Level; because: string } | null {
  const held = office(who, facts);
  if (held) return { level: 'manage', because: held };
  return facts.level && who.person ? { level: facts.level, because: `grant-${facts.level}` } : null;
}

function inOffice(who: Who, facts: AccountFacts): Verdict {
  const held = office(who, facts);
  return held ? yes(held) : no('not-owner');
}

export const accountsRights: RightsOf<AccountsSubjects> = {
  'account.list': anyOf(anybody, operator, service),
  'account.view': (who, facts) => {
    const held = office(who, facts);
    if (held) return yes(held);
    if (facts.holds && who.person) return yes('holder');
    return anyOf(admin, auditor, operator, service)(who);
  },
  'account.add': anyOf(admin, operator, service),
  // What protects the owner is the owner's to take away, with their own hands.
  'account.edit': (who, facts, now) => {
    if (facts.lowers) {
      const verdict = inOffice(who, facts);
      return allowed(verdict) && !isFresh(who, now) ? { needs: 'step-up', because: 'factor-too-old' } : verdict;
    }
    const overseer = anyOf(admin, service)(who);
    return allowed(overseer) ? overseer : inOffice(who, facts);
  },
  'office.give': (who, facts) => (who.has('admin') ? yes('admin') : office(who, facts) === 'owner' ? yes('owner') : no('not-owner')),
  'office.take-up': (who, facts) => {
    if (facts.personId === who.person?.id) return no('grant-to-self');
    if (facts.broughtIn && office(who, facts) !== 'owner') return no('after-change');
    return who.has('admin') ? yes('admin') : office(who, facts) === 'owner' ? yes('owner') : no('not-owner');
  },
  'access.view': (who, facts) => {
    const held = office(who, facts);
    return held ? yes(held) : anyOf(admin, auditor, operator, service)(who);
  },
  'grant.give': (who, facts) => {
    if (facts.holderId !== null && facts.holderId === who.person?.id) return no('grant-to-self');
    if (facts.holderIsHr && facts.kind === 'shared-login') return no('hr-and-secrets-exclude-each-other');
    if (facts.broughtIn && !office(who, facts)) return no('after-change');
    return who.has('admin') ? yes('admin') : inOffice(who, facts);
  },
  'grant.end': (who, facts) => {
    if (facts.holderId !== null && facts.holderId === who.person?.id) return yes('own-access');
    if (who.machine) return yes('operator');
    return who.has('admin') ? yes('admin') : inOffice(who, facts);
  },
  'service-grant.give': inOffice,
  // It opens what an owner keeps to a machine that somebody else made: they prove that it is them.
  'service-token.consent': (who, facts, now) => {
    const held = inOffice(who, facts);
    return allowed(held) && !isFresh(who, now) ? { needs: 'step-up', because: 'factor-too-old' } : held;
  },
  'service-grant.end': (who, facts) => {
    const keeper = anyOf(admin, operator)(who);
    return allowed(keeper) ? keeper : inOffice(who, facts);
  },
  // What the navigation offers: HR works on departures and has no business in the register.
  'register.browse': (who) => (who.has('hr') ? no('hr') : anyOf(anybody, operator, service)(who)),
};
