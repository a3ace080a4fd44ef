import { describe, expect, it } from 'vitest';
import { deadline, taskState } from './rules.ts';

it('a deadline is the later of the clean-up clock and the platform’s waiting period', () => {
  expect([deadline(10, null), deadline(10, 5), deadline(10, 20)]).toEqual([10, 10, 20]);
});

describe('at a moment a task', () => {
  const task = { state: 'open', waitsUntil: null, exceptionUntil: null, waitsForDone: true } as const;
  it.each([
    ['is open', task, 'open'],
    ['waits for the platform', { ...task, waitsUntil: 101 }, 'waiting'],
    ['has waited long enough', { ...task, state: 'waiting', waitsUntil: 100 } as const, 'open'],
    ['waits for another task', { ...task, waitsForDone: false }, 'waiting'],
    ['is excepted', { ...task, state: 'excepted', exceptionUntil: 101 } as const, 'excepted'],
    ['is open again when the exception has run out', { ...task, state: 'excepted', exceptionUntil: 100 } as const, 'open'],
    ['is done whatever the clock says', { ...task, state: 'done', waitsUntil: 500 } as const, 'done'],
  ])('%s', (_, given, expected) => {
    expect(taskState(given, 100)).toBe(expected);
  });
});
