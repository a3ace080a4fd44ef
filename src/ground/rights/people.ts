import { admin, anybody, anyOf, auditor, hr, no, operator, service, yes, type RightsOf } from './who.ts';

export type PersonFacts = { id: string; isHr: boolean; isAdmin: boolean };

export type PeopleSubjects = {
  'person.list': null;
  'person.view': PersonFacts;
  'person.holdings': PersonFacts;
  'person.add': null;
  'person.edit': PersonFacts;
  'person.invite': PersonFacts;
  'person.absence': PersonFacts;
  'role.change': PersonFacts;
  'role.rescue': PersonFacts;
  'self.manage': { id: string };
  'people.browse': null;
};

export const peopleRights: RightsOf<PeopleSubjects> = {
  'person.list': anyOf(anybody, operator, service),
  'person.view': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator, service)(who)),
  'person.holdings': (who, facts) => (who.person?.id === facts.id ? yes('self') : anyOf(admin, hr, auditor, operator, service)(who)),
  'person.add': anyOf(admin, operator, service),
  // Where an invitation goes and whom a mail warns is no machine's to change for those who administer or work for HR.
  'person.edit': (who, facts) => (who.service && (facts.isAdmin || facts.isHr) ? no('not-by-service') : anyOf(admin, operator, service)(who)),
  'person.invite': anyOf(admin, operator),
  // Their vault rests meanwhile: somebody else has seen that they are back.
  'person.absence': (who, facts) => {
    if (who.person?.id === facts.id) return no('own-absence');
    return who.service && (facts.isAdmin || facts.isHr) ? no('not-by-service') : anyOf(admin, hr, operator, service)(who);
  },
  'role.change': (who, facts) => (who.person?.id === facts.id ? no('own-role') : anyOf(admin)(who)),
  // For when no administrator can: whoever has the machine appoints one, and every administrator is told.
  'role.rescue': anyOf(operator),
  'self.manage': (who, facts) => (who.person?.id === facts.id ? yes('self') : no('not-yours')),
  'people.browse': anyOf(admin, hr, auditor, operator, service),
};
