export { moveTasksOf, type NewTask, openTasks } from './bulk.ts';
export { closeRotationTasks, closeTask } from './close.ts';
export { type CloseInput, closeInput, type ExceptInput } from './input.ts';
export { bringsAccess, type TaskKind, type TaskState } from './rules.ts';
export { assignTask, exceptFacts, exceptTask, getTask, listTasks, openTask, openTasksAmong, type Task, tasksOf } from './service.ts';
