import { describe, expect, it } from 'vitest';
import { clocksOf, isCutDue, isProven, mayBecome, type OffboardingState, type TaskOnClock } from './rules.ts';

const hour = 3_600_000;
const now = 1_800_000_000_000;
const states: OffboardingState[] = ['scheduled', 'cut', 'completed', 'reopened', 'cancelled'];

const task = (more: Partial<TaskOnClock> = {}): TaskOnClock => ({ state: 'open', deadlineAt: now + hour, closedAt: null, exceptionUntil: null, ...more });
const done = task({ state: 'done', closedAt: now - hour });
const blank = { state: 'scheduled' as OffboardingState, effectiveAt: now + hour, announcedAt: now - hour, cutAt: null, completedAt: null, cancelledAt: null };

describe('a departure', () => {
  it('goes through its states in one direction, and is cancelled only before the cut', () => {
    const legal = states.flatMap((from) => states.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`));
    expect(legal).toEqual(['scheduled cut', 'scheduled cancelled', 'cut completed', 'completed reopened', 'reopened completed']);
  });

  it.each([
    ['scheduled', 0, true],
    ['scheduled', 1, false],
    ['cancelled', 0, false],
    ['cut', 0, false],
  ] as const)('%s with %d ms to go is due: %s', (state, left, due) => {
    expect(isCutDue({ state, effectiveAt: now + left }, now)).toBe(due);
  });

  it.each([
    ['no task at all', [], true],
    ['every task done', [done, done], true],
    ['one open', [done, task()], false],
    ['one waiting', [task({ state: 'waiting' })], false],
    ['an exception that lasts', [task({ state: 'excepted', exceptionUntil: now + 1 })], true],
    ['an exception that ran out', [task({ state: 'excepted', exceptionUntil: now })], false],
  ] as const)('is proven with %s: %s', (_, tasks, proven) => {
    expect(isProven('cut', tasks, now)).toBe(proven);
    expect(isProven('reopened', tasks, now)).toBe(proven);
    expect(isProven('scheduled', tasks, now)).toBe(false);
  });
});

describe('the two clocks', () => {
  it('say ended from the moment itself, recorded or not', () => {
    expect(clocksOf({ ...blank, effectiveAt: now }, [], now).cut).toEqual({ kind: 'ended', at: now });
    expect(clocksOf({ ...blank, state: 'cut', effectiveAt: now, cutAt: now + hour }, [], now - hour).cut).toEqual({ kind: 'ended', at: now });
  });

  it('wait until the moment, and say so without an announcement', () => {
    expect(clocksOf(blank, [], now)).toEqual({ cut: { kind: 'planned', at: now + hour, soon: true }, cleanUp: { kind: 'begins', at: now + hour } });
    expect(clocksOf({ ...blank, announcedAt: null }, [], now).cleanUp).toEqual({ kind: 'unannounced' });
  });

  it('count what is late by task, so that a total ahead of plan hides nothing', () => {
    const running = { ...blank, state: 'cut' as const, effectiveAt: now - 9 * hour, cutAt: now - 9 * hour };
    const tasks = [done, done, task({ deadlineAt: now - 5 * hour }), task({ state: 'excepted', exceptionUntil: now - 1, deadlineAt: now - hour })];
    expect(clocksOf(running, tasks, now).cleanUp).toEqual({ kind: 'runs', done: 2, total: 4, late: 2, lateSince: now - 5 * hour, nextAt: now - 5 * hour });
  });

  it('stop with the case', () => {
    const over = { ...blank, state: 'completed' as const, cutAt: now - 3 * hour, completedAt: now - hour };
    expect(clocksOf(over, [done], now).cleanUp).toEqual({ kind: 'completed', at: now - hour, took: 2 * hour });
    expect(clocksOf({ ...blank, state: 'cancelled', cancelledAt: now }, [], now)).toEqual({
      cut: { kind: 'cancelled', at: now },
      cleanUp: { kind: 'cancelled' },
    });
  });
});
