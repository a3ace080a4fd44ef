import { expect, test } from 'vitest';
import { withoutDatabase } from '#tests/helpers/engines.ts';
import { engineViolations } from './laws/engines.ts';
import { readSources, tree } from './laws/sources.ts';

test('every test that opens a database runs on both engines, and no other does', () => {
  expect(engineViolations(readSources(['src', 'db', 'tests']), withoutDatabase)).toEqual([]);
});

const world = { 'tests/helpers/world.ts': "import { freshDatabase } from './database.ts';", 'tests/helpers/database.ts': '' };

test.each([
  ['src/ground/time.test.ts', "import { world } from '#tests/helpers/world.ts';", 'one engine only'],
  ['src/host/db/migrate.test.ts', "import { openSqlite } from './sqlite.ts';", 'one engine only'],
  ['src/features/people/names.test.ts', "import { tidy } from './names.ts';", 'on both engines'],
])('%s with «%s» is found', (path, text, because) => {
  const found = engineViolations(tree({ ...world, [path]: text }), withoutDatabase);
  expect(found).toEqual([{ path, because: expect.stringContaining(because) }]);
});

test('a test of one engine, by its name, and a type are left alone', () => {
  const fine = tree({
    ...world,
    'tests/contract/sqlite-locks.test.ts': "import { world } from '#tests/helpers/world.ts';",
    'src/ground/time.test.ts': "import type { World } from '#tests/helpers/world.ts';",
  });
  expect(engineViolations(fine, withoutDatabase)).toEqual([]);
});
