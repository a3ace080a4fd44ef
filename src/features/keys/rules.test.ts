import { describe, expect, test } from 'vitest';
import { type Custody, judgeCustody, nextKeyName } from './rules.ts';

const ours = { checkValue: Buffer.from('ours') };
const theirs = { checkValue: Buffer.from('theirs') };

describe('the root key', () => {
  test.each<[string, Parameters<typeof judgeCustody>, Custody]>([
    ['nothing was ever sealed and there is no file', [undefined, 'absent'], 'create'],
    ['nothing was ever sealed and a file is there', [undefined, ours], 'adopt'],
    ['the file is the one of the database', [ours, { checkValue: Buffer.from('ours') }], 'open'],
    ['the file is gone', [ours, 'absent'], 'sealed'],
    ['the file is of another database', [ours, theirs], 'sealed'],
  ])('when %s', (_, facts, expected) => {
    expect(judgeCustody(...facts)).toBe(expected);
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
