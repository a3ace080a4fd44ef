import { type AccountsSubjects, accountsRights } from './rights/accounts.ts';
import { type DeparturesSubjects, departuresRights } from './rights/departures.ts';
import { type HouseSubjects, houseRights } from './rights/house.ts';
import { type PeopleSubjects, peopleRights } from './rights/people.ts';
import { type ProposalsSubjects, proposalsRights } from './rights/proposals.ts';
import { type SecretsSubjects, secretsRights } from './rights/secrets.ts';
import { type TasksSubjects, tasksRights } from './rights/tasks.ts';
import type { RightsOf } from './rights/who.ts';

export type { AccountFacts, GrantFacts, Level, OfficeFacts } from './rights/accounts.ts';
export type { OffboardingFacts, StartFacts } from './rights/departures.ts';
export type { PersonFacts } from './rights/people.ts';
export type { ProposalFacts } from './rights/proposals.ts';
export type { RevealFacts } from './rights/secrets.ts';
export type { AssignFacts, ExceptFacts, TaskFacts } from './rights/tasks.ts';
export { stepUpLasts, type Verdict, type Who } from './rights/who.ts';

/** One line an action: what has to be known to decide it. */
export type Subjects = AccountsSubjects & DeparturesSubjects & HouseSubjects & PeopleSubjects & ProposalsSubjects & SecretsSubjects & TasksSubjects;

export type Action = keyof Subjects;

/** For each action, who may and why, in a file a noun. Everything not said there is refused. */
export const rights: RightsOf<Subjects> = {
  ...accountsRights,
  ...departuresRights,
  ...houseRights,
  ...peopleRights,
  ...proposalsRights,
  ...secretsRights,
  ...tasksRights,
};
