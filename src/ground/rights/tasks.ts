import { allowed, anybody, anyOf, auditor, hr, no, office, operator, yes, type RightsOf, type Verdict, type Who } from './who.ts';

export type TaskFacts = { assigneeId: string | null; subjectId: string | null; ownerId: string | null; deputyIds: readonly string[] };

export type TasksSubjects = {
  'task.list': null;
  'task.view': TaskFacts;
  'task.complete': TaskFacts;
  'task.except': TaskFacts;
  'task.assign': TaskFacts;
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
    return facts.assigneeId === who.person.id ? no('own-task') : answersForTask(who, facts);
  },
  'task.assign': answersForTask,
};
