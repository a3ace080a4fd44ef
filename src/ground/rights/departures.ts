import type { PersonFacts } from './people.ts';
import { admin, anybody, anyOf, auditor, hr, no, operator, service, yes, type RightsOf, type Verdict, type Who } from './who.ts';

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

/** Of a departure that is still to come HR decides, where there is an officer who may; anybody else can only propose it. */
export type StartFacts = PersonFacts & { hrDecides?: boolean /** Brought about by the actor, and held: somebody else lets it be made. */; began?: boolean };

export type DeparturesSubjects = {
  'offboarding.list': null;
  'offboarding.preview': PersonFacts;
  'offboarding.start': StartFacts;
  'offboarding.view': OffboardingFacts;
  'offboarding.change': OffboardingFacts;
  'offboarding.reason': OffboardingFacts;
  'offboarding.reinstate': PersonFacts;
  'certificate.view': OffboardingFacts;
  'offboarding.browse': null;
};

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

function startsOffboarding(who: Who, facts: StartFacts): Verdict {
  if (who.person?.id === facts.id) return no('own-offboarding');
  if (facts.began) return no('own-proposal');
  if (who.has('hr')) return yes('hr');
  if (facts.hrDecides && who.machine !== 'system') return no('hr-decides');
  if (who.has('admin')) return yes('admin');
  if (who.service) return yes('service');
  return who.machine ? yes('operator') : no('no-role');
}

export const departuresRights: RightsOf<DeparturesSubjects> = {
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
  // Nothing comes back by it but the way to sign in: whoever may add somebody may, and HR, who may have cut by mistake.
  'offboarding.reinstate': (who, facts) => (who.person?.id === facts.id ? no('own-offboarding') : anyOf(admin, hr, operator)(who)),
  'certificate.view': seesOffboarding,
  'offboarding.browse': anyOf(admin, hr, auditor, operator),
};
