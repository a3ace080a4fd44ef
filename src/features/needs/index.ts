export { countLate, daysFrom, farthestAhead, hasNoDay, type Need, type Thing } from './rules.ts';
export type { Reached } from './queries.ts';
export { needsOf } from './service.ts';
export { canBeTold, dayIn, openThings } from './things.ts';
export { inForce, unsigned, unsignedColumns } from './unsigned.queries.ts';
export { describeNeed, type NeedWords } from './words.ts';
