import { afterEach, beforeEach, expect, test } from 'vitest';
import { engine } from '#db/engine.ts';
import type { Driver } from '#src/host/db/driver.ts';
import { migrate } from '#src/host/db/migrate.ts';
import { openPostgres } from '#src/host/db/postgres.ts';
import { openSqlite } from '#src/host/db/sqlite.ts';
import { freshPlace, silent } from '#tests/helpers/database.ts';
import { migration, parents, rowsIn } from './migrations.ts';

let driver: Driver;
beforeEach(async () => {
  const { dataDir, databaseUrl } = await freshPlace();
  driver = engine === 'sqlite' ? openSqlite(dataDir) : await openPostgres(databaseUrl, silent);
});
afterEach(() => driver.close());

test('a migration is applied once and remembered', async () => {
  expect(await migrate(driver, [parents], () => 42)).toEqual(['0000_start']);
  expect(await migrate(driver, [parents], () => 43)).toEqual([]);
  expect(await rowsIn(driver, 'select name, applied_at from schema_migrations')).toEqual([{ name: '0000_start', applied_at: 42 }]);
});

test('one that fails leaves nothing of itself, and those before it stay', async () => {
  const broken = migration('0001_broken', 'create table half (id text)', 'create nonsense');
  await expect(migrate(driver, [parents, broken], () => 1)).rejects.toThrow(/syntax error/);
  await driver.alone(async (session) => expect(await session.hasTable('half')).toBe(false));
  expect(await rowsIn(driver, 'select name from schema_migrations')).toEqual([{ name: '0000_start' }]);
  expect(await rowsIn(driver, 'select id from children')).toEqual([{ id: 'c' }]);
});
