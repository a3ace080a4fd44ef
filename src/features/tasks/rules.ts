import type { TaskKind, TaskState } from '#db/words.ts';
export type { TaskKind, TaskState } from '#db/words.ts';
import type { Instant } from '#src/ground/ctx.ts';

/** The clean-up clock, unless the platform makes everybody wait longer. */
export function deadline(slaAt: Instant, waitsUntil: Instant | null): Instant {
  return Math.max(slaAt, waitsUntil ?? slaAt);
}

type Clocked = { state: TaskState; waitsUntil: Instant | null; exceptionUntil: Instant | null; waitsForDone: boolean };

/** What a task is at `now`, whether or not a job has run: an exception that ran out leaves it open again. */
export function taskState(task: Clocked, now: Instant): TaskState {
  if (task.state === 'done') return 'done';
  if (task.state === 'excepted' && task.exceptionUntil !== null && task.exceptionUntil > now) return 'excepted';
  const waits = !task.waitsForDone || (task.waitsUntil !== null && task.waitsUntil > now);
  return waits ? 'waiting' : 'open';
}

export function isUnfinished(state: TaskState): boolean {
  return state === 'open' || state === 'waiting';
}

/** A new value proves a rotation; nothing that a person writes does. */
export function needsNewValue(kind: TaskKind): boolean {
  return kind === 'rotate';
}

/** Whoever has it gets into the account by it: a new value has to be seen by whoever sets it. */
export function bringsAccess(kind: TaskKind): boolean {
  return kind === 'rotate';
}

/** Days that something may stay undone at the most: never for ever. */
export const longestException = { critical: 30, normal: 90, low: 90 } as const;

/** Work that ends with somebody seeing or moving a secret; never HR's. */
export function involvesSecret(kind: TaskKind): boolean {
  return kind === 'rotate' || kind === 'move-factor' || kind === 'move-recovery';
}
