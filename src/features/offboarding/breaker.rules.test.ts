import { describe, expect, it } from 'vitest';
import { begunAt, isMoreThanUsual } from './breaker.rules.ts';

describe('departures at once', () => {
  it.each([
    [1, 1, false],
    [2, 2, false],
    [2, 15, false],
    [3, 15, true],
    [3, 29, true],
    [3, 30, false],
    [4, 39, true],
    [4, 40, false],
    [5, 49, true],
    [5, 50, false],
    [5, 10_000, false],
    [6, 10_000, true],
  ])('%d of %d: more than usual is %s', (leaving, staff, expected) => {
    expect(isMoreThanUsual(leaving, staff)).toBe(expected);
  });

  it.each([
    [100, null, 100],
    [100, 300, 300],
    // Begun anew by another clock that ran behind.
    [100, 50, 100],
  ])('begun at %d and brought forward at %s count at %d', (createdAt, hastenedAt, expected) => {
    expect(begunAt({ createdAt, hastenedAt })).toBe(expected);
  });
});
