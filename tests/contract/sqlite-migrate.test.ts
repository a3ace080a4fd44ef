import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Driver } from '#src/host/db/driver.ts';
import { MigrationRefused } from '#src/host/db/errors.ts';
import { migrate } from '#src/host/db/migrate.ts';
import { openSqlite } from '#src/host/db/sqlite.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { migration, parents, rowsIn } from './migrations.ts';

let driver: Driver;
beforeEach(() => {
  driver = openSqlite(freshFolder());
});
afterEach(() => driver.close());

test('rebuilding a table, as this engine must to change one, keeps the rows that refer to it', async () => {
  const rebuild = migration(
    '0001_rebuild',
    'create table new_parents (id text primary key, name text)',
    'insert into new_parents (id) select id from parents',
    'drop table parents',
    'alter table new_parents rename to parents',
  );
  await migrate(driver, [parents, rebuild], () => 1);
  expect(await rowsIn(driver, 'select id from children')).toEqual([{ id: 'c' }]);
});

test('one that leaves rows referring to nothing is refused', async () => {
  const orphan = migration('0001_orphan', 'delete from parents');
  await expect(migrate(driver, [parents, orphan], () => 1)).rejects.toThrow(MigrationRefused);
  expect(await rowsIn(driver, 'select id from parents')).toEqual([{ id: 'p' }]);
});
