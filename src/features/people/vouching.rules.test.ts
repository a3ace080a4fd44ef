import { describe, expect, it } from 'vitest';
import { day, minute } from '#src/ground/time.ts';
import { broughtIn } from './vouching.rules.ts';

const now = 100 * day;
const lasts = 14 * day;

describe('whoever lately set an address', () => {
  it.each([
    ['added them now', { createdAt: now, emailSetAt: now, emailSetBy: 'ada' }, 'added'],
    ['changed it now', { createdAt: now - day, emailSetAt: now, emailSetBy: 'ada' }, 'changed'],
    ['changed it just short of two weeks ago', { createdAt: 0, emailSetAt: now - lasts + 1, emailSetBy: 'ada' }, 'changed'],
    ['changed it two weeks ago', { createdAt: 0, emailSetAt: now - lasts, emailSetBy: 'ada' }, null],
    ['changed it by a clock that ran ahead', { createdAt: 0, emailSetAt: now + 6 * minute, emailSetBy: 'ada' }, 'changed'],
    ['is somebody else', { createdAt: 0, emailSetAt: now, emailSetBy: 'bea' }, null],
    ['was vouched for', { createdAt: 0, emailSetAt: now, emailSetBy: null }, null],
    ['set it before anybody kept when', { createdAt: 0, emailSetAt: null, emailSetBy: 'ada' }, null],
  ] as const)('%s', (_, facts, brought) => {
    expect(broughtIn(facts, 'ada', lasts, now)).toBe(brought);
  });

  it('is nobody where there is no human', () => {
    expect(broughtIn({ createdAt: now, emailSetAt: now, emailSetBy: null }, null, lasts, now)).toBeNull();
  });
});
