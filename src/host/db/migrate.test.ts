import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Driver } from './driver.ts';
import { MigrationRefused } from './errors.ts';
import { type Migration, migrate, pending } from './migrate.ts';
import { openSqlite } from './sqlite.ts';

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

describe('on a database', () => {
  let folder: string;
  let driver: Driver;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyholder-migrate-'));
    driver = openSqlite(folder);
  });
  afterEach(async () => {
    await driver.close();
    rmSync(folder, { recursive: true });
  });

  const rows = async (query: string) => {
    const found: Record<string, unknown>[] = [];
    await driver.alone(async (session) => void found.push(...(await session.rows(query))));
    return found;
  };
  const parents = migration(
    '0000_start',
    'create table parents (id text primary key)',
    'create table children (id text primary key, parent text references parents(id) on delete cascade)',
    `insert into parents values ('p')`,
    `insert into children values ('c', 'p')`,
  );

  test('each is applied once and remembered', async () => {
    expect(await migrate(driver, [parents], () => 42)).toEqual(['0000_start']);
    expect(await migrate(driver, [parents], () => 43)).toEqual([]);
    expect(await rows('select name, applied_at from schema_migrations')).toEqual([{ name: '0000_start', applied_at: 42 }]);
  });

  test('one that fails leaves nothing of itself, and those before it stay', async () => {
    const broken = migration('0001_broken', 'create table half (id text)', 'create nonsense');
    await expect(migrate(driver, [parents, broken], () => 1)).rejects.toThrow(/syntax error/);
    expect(await rows(`select name from sqlite_schema where name = 'half'`)).toEqual([]);
    expect(await rows('select name from schema_migrations')).toEqual([{ name: '0000_start' }]);
  });

  test('rebuilding a table keeps the rows that refer to it', async () => {
    const rebuild = migration(
      '0001_rebuild',
      'create table new_parents (id text primary key, name text)',
      'insert into new_parents (id) select id from parents',
      'drop table parents',
      'alter table new_parents rename to parents',
    );
    await migrate(driver, [parents, rebuild], () => 1);
    expect(await rows('select id from children')).toEqual([{ id: 'c' }]);
  });

  test('one that leaves rows referring to nothing is refused', async () => {
    const orphan = migration('0001_orphan', 'delete from parents');
    await expect(migrate(driver, [parents, orphan], () => 1)).rejects.toThrow(MigrationRefused);
    expect(await rows('select id from parents')).toEqual([{ id: 'p' }]);
  });
});
