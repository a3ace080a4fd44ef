import { describe, expect, test } from 'vitest';
import { day } from '#src/ground/time.ts';
import { countLate, type Need, sortNeeds, toldOf } from './rules.ts';

const now = 1_794_921_600_000;

describe('who is told', () => {
  const circles = [['owner'], ['deputy', 'second'], ['manager'], ['admin', 'owner']];
  const everybody = () => true;

  test.each([
    [-14, ['owner']],
    [0, ['owner']],
    [2, ['owner']],
    [3, ['owner', 'deputy', 'second']],
    [7, ['owner', 'deputy', 'second', 'manager']],
    [14, ['owner', 'deputy', 'second', 'manager', 'admin']],
  ])('%i days late: %j', (late, told) => {
    expect(toldOf(circles, late, everybody)).toEqual(told);
  });

  test('of what is critical is everybody from a day late on', () => {
    expect(toldOf(circles, 0, everybody, true)).toEqual(['owner']);
    expect(toldOf(circles, 1, everybody, true)).toEqual(['owner', 'deputy', 'second', 'manager', 'admin']);
  });

  test('is the next circle while nobody in the one before can come', () => {
    expect(toldOf(circles, -7, (id) => id !== 'owner')).toEqual(['deputy', 'second']);
    expect(toldOf(circles, 0, (id) => id === 'admin')).toEqual(['admin']);
    expect(toldOf([[], [], [], ['admin']], 0, everybody)).toEqual(['admin']);
    expect(toldOf(circles, 30, () => false)).toEqual([]);
  });
});

const rotation = (account: string, at: number, criticality: string) =>
  ({ kind: 'rotation', at, due: { account, criticality, secretId: account } }) as unknown as Need;
const nameOf = (need: Need) => (need.kind === 'rotation' ? need.due.account : need.kind);

test('what is late comes first, somebody who may still get in before an old password, and the critical before the old', () => {
  const needs = [
    { kind: 'policy', at: now + 1, policy: { policyId: 'soon' } } as unknown as Need,
    rotation('old', now - 30 * day, 'low'),
    rotation('critical', now - day, 'critical'),
    { kind: 'offboarding', at: now - 1, departure: { name: 'gone' } } as unknown as Need,
  ];
  expect(sortNeeds(needs, now).map(nameOf)).toEqual(['offboarding', 'critical', 'old', 'policy']);
  expect(countLate(needs, now + day)).toBe(3);
});

test('a secret is named once, by its task', () => {
  const task = { kind: 'task', at: now, task: { kind: 'rotate', secretId: 'x', risk: 1 } } as unknown as Need;
  expect(sortNeeds([rotation('x', now - day, 'low'), rotation('z', now + day, 'low'), task], now).map(nameOf)).toEqual(['task', 'z']);
});
