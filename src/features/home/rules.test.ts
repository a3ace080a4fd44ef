import { describe, expect, it } from 'vitest';
import { day } from '#src/ground/time.ts';
import { type Point, trendOf } from './history.rules.ts';

const now = 1_794_921_600_000;

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
