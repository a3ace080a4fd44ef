import { describe, expect, test } from 'vitest';
import { type Migration, pending } from './migrate.ts';

const migration = (name: string, ...statements: string[]): Migration => ({ name, hash: `of ${statements.join().length} characters`, statements });
const applied = (...list: Migration[]) => list.map(({ name, hash }) => ({ name, hash }));

describe('which migrations are to be applied', () => {
  const [a, b, c] = [migration('0000_a', 'a'), migration('0001_b', 'b'), migration('0002_c', 'c')];

  test('those that were not, in order', () => {
    expect(pending([a, b, c], [])).toEqual([a, b, c]);
    expect(pending([a, b, c], applied(a))).toEqual([b, c]);
    expect(pending([a, b, c], applied(a, b, c))).toEqual([]);
  });

  test('none when the database was written by a newer version', () => {
    expect(() => pending([a], applied(a, b))).toThrow(/newer Keyholder/);
  });

  test('none when one was edited after it was applied', () => {
    expect(() => pending([a, migration('0001_b', 'edited')], applied(a, b))).toThrow(/has changed/);
  });

  test('none when an earlier one was left out', () => {
    expect(() => pending([a, b, c], applied(a, c))).toThrow(/0001_b was never applied/);
  });
});
