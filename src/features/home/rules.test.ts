import { describe, expect, it } from 'vitest';
import { day } from '#src/ground/time.ts';
import { type Point, trendOf } from './history.rules.ts';
import { escalates, type Need, sortNeeds } from './rules.ts';

const now = 1_794_921_600_000;
type Due = Parameters<typeof escalates>[0];

describe('an overdue secret of another', () => {
  const owner = { id: 'per_o', name: 'Olga' };
  const rows: [string, Due, boolean][] = [
    ['is left to its owner for two weeks', { owner, criticality: 'normal', dueAt: now - 13 * day }, false],
    ['comes to the administrator after that', { owner, criticality: 'normal', dueAt: now - 15 * day }, true],
    ['comes at once when the account is critical', { owner, criticality: 'critical', dueAt: now - 1 }, true],
    ['comes at once when nobody owns the account', { owner: null, criticality: 'low', dueAt: now - 1 }, true],
    ['does not come before it is due', { owner: null, criticality: 'critical', dueAt: now + 1 }, false],
  ];
  it.each(rows)('%s', (_, due, expected) => {
    expect(escalates(due, now)).toBe(expected);
  });
});

it('puts what is late first, somebody who may still get in before an old password, and the critical before the old', () => {
  const rotation = (account: string, at: number, criticality: string) => ({ kind: 'rotation', at, due: { account, criticality } }) as unknown as Need;
  const needs = [
    { kind: 'policy', at: now + 1, policy: { policyId: 'soon' } } as unknown as Need,
    rotation('old', now - 30 * day, 'low'),
    rotation('critical', now - day, 'critical'),
    { kind: 'offboarding', at: now - 1, departure: { name: 'gone' } } as unknown as Need,
  ];
  const told = sortNeeds(needs, now).map((need) => (need.kind === 'rotation' ? need.due.account : need.kind));
  expect(told).toEqual(['offboarding', 'critical', 'old', 'policy']);
});

describe('how a figure moved', () => {
  const points = (...values: number[]): Point[] => values.map((value, index) => ({ at: now + index * day, value, share: value }));
  it('is told against the last month end when it differs from it', () => {
    expect(trendOf(points(1, 4, 6), 'less')).toMatchObject({ change: { by: 2, since: now + day }, isWorse: true });
    expect(trendOf(points(1, 4, 6), 'more')).toMatchObject({ isWorse: false });
  });
  it('is told as unchanged since the month end from which on it is the same', () => {
    expect(trendOf(points(1, 6, 6, 6), 'less')).toMatchObject({ change: { by: 0, since: now + day }, isWorse: false });
  });
  it('is not told of one point', () => {
    expect(trendOf(points(3), 'less')).toBeNull();
    expect(trendOf(points(3, 3), 'less')).toMatchObject({ change: null });
  });
});
