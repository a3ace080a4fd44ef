export { setAbsent } from './absence.ts';
export { type Administration, administration, lastAdministrator, tellAdministrators } from './administration.ts';
export { peopleApi } from './api.ts';
export {
  announceLeaving,
  currentPeriod,
  periodsOf,
  raiseSecurityStamp,
  recordLeft,
  rehire,
  setEnd,
} from './employment.ts';
export type { EmploymentPeriod, Team } from './employment.queries.ts';
export { personInput } from './input.ts';
export {
  findActor,
  findPersonByEmail,
  findPersonByEmployeeNumber,
  getPerson,
  listPeople,
  manager,
  managersOf,
  peopleById,
  type PeopleQuery,
} from './look-up.ts';
export { emailKey } from './names.ts';
export { personExactly, personNamed } from './named.ts';
export type { OrganisationRow } from './organisation.queries.ts';
export { addOrganisation, listOrganisations } from './organisations.ts';
export type { Person } from './queries.ts';
export {
  appointAdministrator,
  appointFirstAdministrator,
  exclusion,
  giveRole,
  holdersOf,
  rolesOf,
  takeRole,
} from './roles.ts';
export { type Exclusion, type SecretHoldings, standingOf } from './rules.ts';
export { addPeople, addPerson, changePeople, changePerson, type NewPerson, type PersonFields, personFacts } from './service.ts';
export { goneNow, hereNow, standing } from './standing.queries.ts';
export { isAvailable, isHere, isOnStaff, knownEnd, type PersonState, type Standing, type Told } from './standing.rules.ts';
export { addTeam, getTeam, listTeams, memberIds, teamsOf } from './teams.ts';
export { broughtInBy, broughtInByActor, vouchFor } from './vouching.ts';
