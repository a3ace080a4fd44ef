import { expect, test } from 'vitest';
import { featureOrder } from '#src/features/order.ts';
import { readSources, tree } from './laws/sources.ts';
import { tableOwners, tableViolations } from './laws/tables.ts';

const owners = tableOwners(readSources(['db/schema']));

test('every table is written by its own feature and read by those to its right', () => {
  expect(owners.size).toBeGreaterThan(35);
  expect(tableViolations(readSources(['src']), owners, featureOrder)).toEqual([]);
});

const schema = "import { auditEvents, people, grants, outbox, leases as runs } from '#db/schema/index.ts';\n";

test.each([
  ['src/features/accounts/service.ts', 'await tx.update(people).set({});', 'updates people'],
  ['src/features/access/end.ts', 'await tx\n    .insert(people)\n    .values(row);', 'inserts people'],
  ['src/features/audit/service.ts', 'await tx.delete(auditEvents);', 'deletes auditEvents'],
  ['src/features/people/service.ts', 'await tx.insert(outbox).values(row);', 'inserts outbox'],
  ['src/features/audit/service.ts', 'await tx.delete(runs);', 'deletes leases'],
  ['src/app/boot.ts', 'await tx.insert(grants).values(row);', 'inserts grants'],
  ['src/features/home/service.ts', 'await tx.update(table).set({});', 'no table by name'],
  ['src/features/people/queries.ts', 'await read.select().from(grants);', 'reads grants of access'],
])('%s with «%s» is found', (path, text, because) => {
  const found = tableViolations(tree({ [path]: schema + text }), owners, featureOrder);
  expect(found.map((one) => one.because).join('\n')).toContain(because);
});

test('an owner, the ground and a Map are left alone', () => {
  const fine = tree({
    'src/features/access/store.ts':
      "import { grants, people } from '#db/schema/index.ts';\nawait tx.update(grants).set({}); read.from(people); seen.delete(key);",
    'src/ground/notice.ts': "import { outbox } from '#db/schema/index.ts';\nawait tx.insert(outbox).values(row);",
  });
  expect(tableViolations(fine, owners, featureOrder)).toEqual([]);
});
