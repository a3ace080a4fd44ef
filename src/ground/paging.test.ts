import { expect, test } from 'vitest';
import { pageOf, readCursor, readNumber } from './paging.ts';

const keyOf = (row: { name: string; id: string }) => [row.name, row.id] as const;
const rows = ['a', 'b', 'ç', 'd'].map((name) => ({ name, id: `per_${name}` }));

test('a page ends where the next begins', () => {
  const page = pageOf(rows, 3, keyOf);
  expect(page.rows).toEqual(rows.slice(0, 3));
  expect(readCursor(page.next ?? '')).toEqual(['ç', 'per_ç']);
});

test.each([
  [4, 4],
  [9, 4],
])('the last page of %i leads nowhere', (limit, shown) => {
  expect(pageOf(rows, limit, keyOf)).toEqual({ rows: rows.slice(0, shown), next: null });
});

test('no rows are the last page', () => {
  expect(pageOf([], 3, keyOf)).toEqual({ rows: [], next: null });
});

test.each([undefined, ''])('%j is the beginning', (cursor) => {
  expect(readCursor(cursor)).toBeNull();
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each(['x', '!!', encoded(['a']), encoded(['a', 1]), encoded(['a', 'b', 'c']), encoded({ a: 'b' }), encoded(null), encoded(['a\u0000', 'b'])])(
  'a cursor of %j is refused',
  (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'cursor.invalid' }));
  },
);

test('a moment in a cursor is one that every database can hold', () => {
  expect(readNumber('1763424000000')).toBe(1_763_424_000_000);
  for (const part of ['', 'x', '1.5', '1e300', '9'.repeat(400)]) expect(() => readNumber(part)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }));
});
