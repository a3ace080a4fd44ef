import { describe, expect, test } from 'vitest';
import { findKeys, type KnownKey, nextKeyName } from './rules.ts';

const known = (id: string, state: KnownKey['state'], retiredAt: number | null = null): KnownKey => ({ id, checkValue: Buffer.from(id), state, retiredAt });
const files = (...ids: readonly string[]) => ids.map((id) => ({ checkValue: Buffer.from(id), file: id }));

describe('the root key files', () => {
  const first = [known('a', 'active')];
  const changing = [known('b', 'active'), known('a', 'retired')];
  const changed = [known('b', 'active'), known('a', 'retired', 5)];
  test.each<[string, KnownKey[], string[], ReturnType<typeof findKeys>]>([
    ['the one of the database', first, ['a'], { found: ['a'] }],
    ['none', first, [], { missing: 'a', because: 'absent' }],
    ['one of another database', first, ['z'], { missing: 'a', because: 'other' }],
    ['one of another database beside ours', first, ['z', 'a'], { found: ['a'] }],
    ['both, while it is changed', changing, ['a', 'b'], { found: ['b', 'a'] }],
    ['the one before, while it is changed', changing, ['a'], { missing: 'b', because: 'before' }],
    ['the new one alone, while it is changed', changing, ['b'], { missing: 'a', because: 'older' }],
    ['none, while it is changed', changing, [], { missing: 'b', because: 'absent' }],
    ['the one before, after the change', changed, ['a'], { missing: 'b', because: 'before' }],
    ['the new one, after the change', changed, ['b'], { found: ['b'] }],
    ['the one before and the new one, after the change', changed, ['a', 'b'], { found: ['b'] }],
    ['a foreign one, after the change', changed, ['z'], { missing: 'b', because: 'other' }],
  ])('that hold %s', (_, keys, there, expected) => {
    expect(findKeys(keys, files(...there))).toEqual(expected);
  });
});

describe('the name of a signing key', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `kh-2026-${i}`);

  test.each([
    [0, 'kh-2026-a'],
    [1, 'kh-2026-b'],
    [25, 'kh-2026-z'],
    [26, 'kh-2026-aa'],
    [53, 'kh-2026-bb'],
  ])('after %i in the same year is %s', (count, expected) => {
    expect(nextKeyName(Date.parse('2026-11-17T12:00:00Z'), names(count))).toBe(expected);
  });

  test('starts again each year', () => {
    expect(nextKeyName(Date.parse('2027-01-01T00:00:00Z'), names(3))).toBe('kh-2027-a');
  });
});
