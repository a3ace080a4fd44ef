export { moveTasksOf, type NewTask, openTasks } from './bulk.ts';
export { closeRotationTasks, closeTask } from './close.ts';
export { type CloseInput, closeInput, type ExceptInput } from './input.ts';
export { bringsAccess, type TaskKind, type TaskState, taskState } from './rules.ts';
export { assignTask, exceptFacts, exceptTask, getTask, listTasks, openTask, type Task, tasksOf } from './service.ts';
