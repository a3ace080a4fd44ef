import { describe, expect, test } from 'vitest';
import { isKeyOf, nextKeyName } from './rules.ts';

const ours = { checkValue: Buffer.from('ours') };
const theirs = { checkValue: Buffer.from('theirs') };

describe('the root key', () => {
  test.each<[string, Parameters<typeof isKeyOf>, boolean]>([
    ['the one of the database', [ours, { checkValue: Buffer.from('ours') }], true],
    ['gone', [ours, 'absent'], false],
    ['of another database', [ours, theirs], false],
  ])('that is %s', (_, facts, expected) => {
    expect(isKeyOf(...facts)).toBe(expected);
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
