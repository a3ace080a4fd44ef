import type { Role } from '../actor.ts';
import { admin, allowed, anybody, anyOf, auditor, hr, isFresh, no, operator, service, yes, type RightsOf, type Verdict, type Who } from './who.ts';

export type PersonFacts = { id: string; isHr: boolean; isAdmin: boolean };
/** How the actor lately decided where this person's mail goes, if nobody has vouched for it. */
export type InviteFacts = PersonFacts & { broughtIn?: 'added' | 'changed' | null };
/** `newAddress`: their mail goes elsewhere from now on. */
export type EditFacts = PersonFacts & { newAddress?: boolean };
/** `gives`: what they would be, beside what they are. */
export type RoleFacts = PersonFacts & { gives?: Role; broughtIn?: boolean };
/** `reachesSecrets`: whoever signs in as them gets at something that is kept. */
export type VouchFacts = PersonFacts & { reachesSecrets: boolean };

/** `broughtIn`: whoever asks, or asked, lately changed where this person's mail goes. */
export type ResetFacts = PersonFacts & { broughtIn?: boolean };

export type PeopleSubjects = {
  'person.list': null;
  'person.view': PersonFacts;
  'person.holdings': PersonFacts;
  'person.add': null;
  'person.edit': EditFacts;
  'person.invite': InviteFacts;
  'person.vouch': VouchFacts;
  'person.absence': PersonFacts;
  'sign-in-reset.ask': ResetFacts;
  'sign-in-reset.hand-over': PersonFacts & { askedById: string | null };
  'sign-in-reset.stop': PersonFacts;
  'sign-in-reset.view': PersonFacts;
  'role.change': RoleFacts;
  'role.rescue': PersonFacts;
  'self.manage': { id: string };
  'people.browse': null;
};

/** A person proves the second factor besides; a machine has none. */
function stepped(who: Who, verdict: Verdict, now: number): Verdict {
  return allowed(verdict) && who.person && !isFresh(who, now) ? { needs: 'step-up', because: 'factor-too-old' } : verdict;
}

export const peopleRights: RightsOf<PeopleSubjects> = {
  'person.list': anyOf(anybody, operator, service),
  'person.view': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator, service)(who)),
  'person.holdings': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator, service)(who)),
  'person.add': anyOf(admin, operator, service),
  // Where an invitation goes and whom a mail warns is no machine's to change for those who administer or work for HR.
  'person.edit': (who, facts, now) => {
    if (who.service && (facts.isAdmin || facts.isHr)) return no('not-by-service');
    const verdict = anyOf(admin, operator, service)(who);
    return facts.newAddress ? stepped(who, verdict, now) : verdict;
  },
  // A link goes to whoever reads the address: not by whoever has just changed it.
  'person.invite': (who, facts) => (facts.broughtIn === 'changed' ? no('after-change') : anyOf(admin, operator)(who)),
  'person.vouch': (who, facts) => {
    if (facts.reachesSecrets) return who.has('admin') ? yes('admin') : no('no-role');
    return anyOf(admin, hr)(who);
  },
  // Whoever gets the link signs in as them: nobody opens that to themselves, nor to an address of their own making.
  'sign-in-reset.ask': (who, facts, now) => {
    if (who.person?.id === facts.id) return no('about-oneself');
    if (facts.broughtIn) return no('after-change-reset');
    return stepped(who, anyOf(admin, operator)(who), now);
  },
  'sign-in-reset.hand-over': (who, facts, now) => {
    if (who.person?.id === facts.id) return no('about-oneself');
    if (who.person && facts.askedById === who.person.id) return no('own-proposal');
    return stepped(who, anyOf(admin, operator)(who), now);
  },
  'sign-in-reset.view': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, auditor, operator)(who)),
  'sign-in-reset.stop': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, operator)(who)),
  // Their vault rests meanwhile: somebody else has seen that they are back.
  'person.absence': (who, facts) => {
    if (who.person?.id === facts.id) return no('own-absence');
    return who.service && (facts.isAdmin || facts.isHr) ? no('not-by-service') : anyOf(admin, hr, operator, service)(who);
  },
  'role.change': (who, facts) => {
    if (who.person?.id === facts.id) return no('own-role');
    // A second administrator of one's own making would be no second person.
    return facts.gives === 'admin' && facts.broughtIn ? no('after-change-role') : anyOf(admin)(who);
  },
  // For when no administrator can: whoever has the machine appoints one, and every administrator is told.
  'role.rescue': anyOf(operator),
  'self.manage': (who, facts) => (who.person?.id === facts.id ? yes('self') : no('not-yours')),
  'people.browse': anyOf(admin, hr, auditor, operator, service),
};
