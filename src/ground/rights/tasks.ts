import { allowed, anybody, anyOf, auditor, hr, no, office, operator, yes, type RightsOf, type Verdict, type Who } from './who.ts';

export type TaskFacts = { assigneeId: string | null; subjectId: string | null; ownerId: string | null; deputyIds: readonly string[] };

/** `involvedIds`: everybody who has had the task since it was opened, or passed it on. */
export type ExceptFacts = TaskFacts & { involvedIds: readonly string[] };
/** `bringsAccess`: whoever has the task gets into the account by it. */
export type AssignFacts = TaskFacts & { newAssigneeId: string | null; bringsAccess: boolean; broughtIn?: boolean };

export type TasksSubjects = {
  'task.list': null;
  'task.view': TaskFacts;
  'task.complete': TaskFacts;
  'task.except': ExceptFacts;
  'task.assign': AssignFacts;
};

function answersForTask(who: Who, facts: TaskFacts): Verdict {
  const held = office(who, facts);
  if (held) return yes(held);
  return who.has('admin') ? yes('admin') : no('not-yours');
}

function closesTask(who: Who, facts: TaskFacts): Verdict {
  if (!who.person || who.person.id === facts.subjectId) return no('own-departure');
  return facts.assigneeId === who.person.id ? yes('assignee') : answersForTask(who, facts);
}

export const tasksRights: RightsOf<TasksSubjects> = {
  'task.list': anyOf(anybody),
  'task.view': (who, facts) => {
    const may = closesTask(who, facts);
    return allowed(may) ? may : anyOf(hr, auditor, operator)(who);
  },
  'task.complete': closesTask,
  'task.except': (who, facts) => {
    if (!who.person || who.person.id === facts.subjectId) return no('own-departure');
    return [facts.assigneeId, ...facts.involvedIds].includes(who.person.id) ? no('own-task') : answersForTask(who, facts);
  },
  // A task that opens an account is a grant: who is not in office there gives it to nobody but others.
  'task.assign': (who, facts) => {
    const verdict = answersForTask(who, facts);
    const toOneself = who.person !== null && facts.newAssigneeId === who.person.id;
    if (!facts.bringsAccess || office(who, facts)) return verdict;
    if (toOneself) return no('grant-to-self');
    return facts.broughtIn ? no('after-change') : verdict;
  },
};
