import { expect, test } from 'vitest';
import { readSources, tree } from './laws/sources.ts';
import { wayInViolations } from './laws/ways-in.ts';

test('every statement that lets somebody into an account passes a decision that is listed', () => {
  expect(wayInViolations(readSources(['src']))).toEqual([]);
});

test.each([
  ['a new one', 'export async function lend(tx) {\n  await tx\n    .insert(grants)\n    .values(row);\n}', 'by no decision that is listed'],
  ['one that lost its decision', 'export async function giveOffice(ctx) {\n  return placeInOffice(ctx);\n}', 'does not say ensure'],
  ['a helper whose callers nobody asks', 'export async function quietly(tx) {\n  await openOffices(tx, rows);\n}', 'who are not asked'],
])('%s is found', (_, text, because) => {
  const path = 'src/features/accounts/offices.ts';
  const listed = { [`${path} giveOffice`]: "ensure(ctx, 'office.take-up'", [`${path} quietly`]: 'by whoever calls it' };
  expect(
    wayInViolations(tree({ [path]: text }), listed)
      .map((one) => one.because)
      .join('\n'),
  ).toContain(because);
});

test('a listed one that opens no way in any more is found', () => {
  expect(wayInViolations([], { 'src/features/access/bulk.ts lend': 'grants' })).toEqual([
    { path: 'src/features/access/bulk.ts lend', because: 'is listed and opens no way in' },
  ]);
});
