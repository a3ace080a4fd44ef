import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { migrateToCommand } from '#src/app/migrate-to.ts';
import { readConfig } from '#src/host/config.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { needUnmoved, writeMoved } from '#src/host/db/moved.ts';
import { tablesInOrder } from '#src/host/db/rows-moved.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { silent } from '#tests/helpers/database.ts';
import { furnish, openInstallation } from '#tests/faults/installation.ts';
import { copyOfDirectory, dataDirectory } from './company.ts';

let furnished: string;
let dataDir: string;
beforeAll(async () => {
  furnished = dataDirectory();
  const h = await openInstallation(furnished, tuesday);
  await furnish(h);
  await h.close();
});
beforeEach(() => {
  dataDir = copyOfDirectory(furnished);
});

const target = 'postgres://ann@localhost:1/keyholder';

async function moves(url = target, more: Readonly<Record<string, string>> = {}) {
  const config = readConfig({ KEYHOLDER_DATA_DIR: dataDir, KEYHOLDER_DATABASE_URL: 'sqlite:', KEYHOLDER_LOG_LEVEL: 'error', ...more });
  return migrateToCommand.offline?.({ arguments: { URL: url }, options: {}, files: {} }, () => config);
}

test.each([
  ['mysql://ann:geheim@localhost/k', /must look like/],
  ['postgres://ann:geheim@localhost/k', /holds a password/],
  ['postgres://ann@db.example.test/k', /sslmode=verify-full/],
])('%s is no target', async (url, because) => {
  await expect(moves(url)).rejects.toThrow(because);
  await expect(moves(url)).rejects.not.toThrow(/geheim/);
});

test('an installation that lives on PostgreSQL already is not moved', async () => {
  await expect(moves(target, { KEYHOLDER_DATABASE_URL: target })).rejects.toThrow(/already names PostgreSQL/);
});

test('a directory without a database is left without one', async () => {
  const empty = dataDirectory();
  await expect(moves(target, { KEYHOLDER_DATA_DIR: empty })).rejects.toThrow(/no keyholder\.db/);
  expect(existsSync(join(empty, 'keyholder.db'))).toBe(false);
});

test('a database that a server holds is not moved', async () => {
  const server = await openDatabase({ config: { dataDir, databaseUrl: 'sqlite:' }, log: silent });
  await expect(moves()).rejects.toThrow(/Stop it first/);
  await server.close();
});

test('a database whose root key is gone is not moved', async () => {
  renameSync(join(dataDir, 'root.key'), join(dataDir, 'aside'));
  await expect(moves()).rejects.toThrow(/root\.key is missing/);
});

test.each([
  ['of a newer version', `insert into schema_migrations values ('9999_future', 'x', 1)`, /newer Keyholder/],
  ['of an older version', `delete from schema_migrations where name <> '0000_start'`, /older version wrote/],
  ['whose log was edited', `drop trigger audit_events_no_update; update audit_events set via = 'scim' where seq = 3`, /event 3 .*column-altered/],
])('a database %s is not moved', async (_, tampering, because) => {
  const db = new BetterSqlite(join(dataDir, 'keyholder.db'));
  db.exec(tampering);
  db.close();
  await expect(moves()).rejects.toThrow(because);
});

test('a move that could not begin leaves the database as it was, and usable', async () => {
  const before = readFileSync(join(dataDir, 'keyholder.db'));
  await expect(moves('postgres://ann:geheim@localhost/k')).rejects.toThrow();
  expect(readFileSync(join(dataDir, 'keyholder.db'))).toEqual(before);
  needUnmoved(dataDir);
});

test('a database that was moved opens no more, and says where its rows are', async () => {
  writeMoved(dataDir, 'keyholder on db.example.test:5432 as ann');
  await expect(openDatabase({ config: { dataDir, databaseUrl: 'sqlite:' }, log: silent })).rejects.toThrow(/db\.example\.test:5432[\s\S]*keyholder\.db\.moved/);
});

test('every table comes after those it refers to', () => {
  const order = tablesInOrder();
  expect(new Set(order).size).toBe(order.length);
  expect(order.length).toBeGreaterThan(40);
});
