export type { OffboardingState } from '#db/words.ts';
import type { OffboardingState, TaskState } from '#db/words.ts';
import type { Instant } from '#src/host/clock.ts';

const successors: Record<OffboardingState, readonly OffboardingState[]> = {
  scheduled: ['cut', 'held', 'cancelled'],
  held: ['scheduled', 'cancelled'],
  cut: ['completed'],
  completed: ['reopened'],
  reopened: ['completed'],
  cancelled: [],
};

export function mayBecome(from: OffboardingState, to: OffboardingState): boolean {
  return successors[from].includes(to);
}

export function isCut(state: OffboardingState): boolean {
  return state === 'cut' || state === 'completed' || state === 'reopened';
}

/** The cut has to be made now: the moment has come and nobody has made it yet. */
export function isCutDue(offboarding: { state: OffboardingState; effectiveAt: Instant }, now: Instant): boolean {
  return offboarding.state === 'scheduled' && offboarding.effectiveAt <= now;
}

/** What the clocks need to know of a task. */
export type TaskOnClock = {
  state: TaskState;
  deadlineAt: Instant;
  closedAt: Instant | null;
  exceptionUntil: Instant | null;
};

/** Done, or excepted by somebody for as long as the exception lasts. */
export function isSettled(task: TaskOnClock, now: Instant): boolean {
  if (task.state === 'done') return true;
  return task.state === 'excepted' && (task.exceptionUntil === null || task.exceptionUntil > now);
}

export function isProven(state: OffboardingState, tasks: readonly TaskOnClock[], now: Instant): boolean {
  return mayBecome(state, 'completed') && tasks.every((task) => isSettled(task, now));
}

export type CutClock =
  | { kind: 'planned'; at: Instant; soon: boolean }
  | { kind: 'held'; at: Instant }
  | { kind: 'ended'; at: Instant }
  | { kind: 'cancelled'; at: Instant };

export type CleanUpClock =
  | { kind: 'cancelled' }
  | { kind: 'unannounced' }
  | { kind: 'held' }
  | { kind: 'begins'; at: Instant }
  | { kind: 'runs'; done: number; total: number; late: number; lateSince: Instant | null; nextAt: Instant | null }
  | { kind: 'completed'; at: Instant; took: number };

export type ClockFacts = {
  state: OffboardingState;
  effectiveAt: Instant;
  announcedAt: Instant | null;
  cutAt: Instant | null;
  completedAt: Instant | null;
  cancelledAt: Instant | null;
};

const aWeek = 7 * 24 * 60 * 60 * 1000;

/** Two clocks, never one mixed status: when access ends, and how far the clean-up is. */
export function clocksOf(facts: ClockFacts, tasks: readonly TaskOnClock[], now: Instant): { cut: CutClock; cleanUp: CleanUpClock } {
  return { cut: cutClock(facts, now), cleanUp: cleanUpClock(facts, tasks, now) };
}

function cutClock(facts: ClockFacts, now: Instant): CutClock {
  if (facts.state === 'cancelled') return { kind: 'cancelled', at: facts.cancelledAt ?? facts.effectiveAt };
  if (facts.state === 'held') return { kind: 'held', at: facts.effectiveAt };
  // Access ends by the clock; whether the cut has been recorded yet is a detail of the second after.
  if (facts.cutAt !== null || facts.effectiveAt <= now) return { kind: 'ended', at: facts.effectiveAt };
  return { kind: 'planned', at: facts.effectiveAt, soon: facts.effectiveAt - now <= aWeek };
}

function cleanUpClock(facts: ClockFacts, tasks: readonly TaskOnClock[], now: Instant): CleanUpClock {
  if (facts.state === 'cancelled') return { kind: 'cancelled' };
  if (facts.state === 'held') return { kind: 'held' };
  if (facts.state === 'scheduled') return facts.announcedAt === null ? { kind: 'unannounced' } : { kind: 'begins', at: facts.effectiveAt };
  if (facts.state === 'completed' && facts.completedAt !== null) {
    return { kind: 'completed', at: facts.completedAt, took: facts.completedAt - (facts.cutAt ?? facts.effectiveAt) };
  }
  const open = tasks.filter((task) => !isSettled(task, now));
  const late = open.filter((task) => task.deadlineAt < now).map((task) => task.deadlineAt);
  const deadlines = open.map((task) => task.deadlineAt);
  return {
    kind: 'runs',
    done: tasks.length - open.length,
    total: tasks.length,
    late: late.length,
    lateSince: late.length > 0 ? Math.min(...late) : null,
    nextAt: deadlines.length > 0 ? Math.min(...deadlines) : null,
  };
}
