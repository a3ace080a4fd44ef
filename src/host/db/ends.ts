import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getTableName } from 'drizzle-orm';
import * as schema from '#db/schema/index.ts';
import type { Log } from '../log.ts';
import type { MigrationSession } from './driver.ts';
import { MigrationRefused, MoveRefused } from './errors.ts';
import type { ReadHandle } from './handle.ts';
import { appliedIn, pending, shippedMigrations } from './migrate.ts';
import { readHandle } from './unit.ts';

/** The two ends of a move: an embedded database as it is, and a PostgreSQL database that has to be empty. */

export type MoveSource = { read: ReadHandle; close(): Promise<void> };

/** Locked, and neither migrated nor written. @throws MoveRefused, DatabaseInUse */
export async function openSource(dataDir: string): Promise<MoveSource> {
  if (!existsSync(join(dataDir, 'keyholder.db'))) throw new MoveRefused(`There is no keyholder.db in ${dataDir}. KEYHOLDER_DATA_DIR names another place.`);
  const driver = (await import('./sqlite.ts')).openSqlite(dataDir);
  try {
    await driver.alone(async (session) => {
      if (pending(shippedMigrations('sqlite'), await appliedIn(session)).length > 0) {
        throw new MigrationRefused('An older version wrote this database. Start this version on it once and stop it; then it can be moved.');
      }
    });
    const reader = driver.reader({ before: () => undefined, done: () => undefined, failed: () => undefined, yields: false });
    return { read: readHandle(reader), close: driver.close };
  } catch (error) {
    await driver.close();
    throw error;
  }
}

export type TargetState = { filled: boolean /** The head of the chain that was moved here before. */; movedHead: string | null };

/** Looks and changes nothing. @throws MoveRefused when something else lives there, MigrationRefused when a newer version does */
export async function inspectTarget(url: string, log: Log): Promise<TargetState> {
  const driver = await (await import('./postgres.ts')).openPostgres(url, log);
  let state: TargetState = { filled: false, movedHead: null };
  try {
    await driver.alone(async (session) => {
      state = await stateOf(session);
    });
    return state;
  } finally {
    await driver.close();
  }
}

async function stateOf(session: MigrationSession): Promise<TargetState> {
  const found = await session.rows(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
  );
  const names = found.map((row) => String(row.name));
  const ours: readonly string[] = Object.values(schema).map(getTableName);
  const foreign = names.filter((name) => name !== 'schema_migrations' && !ours.includes(name));
  if (foreign.length > 0) throw new MoveRefused(`The target is not empty: it holds ${foreign.slice(0, 3).join(', ')}. Make a database for Keyholder alone.`);
  if (names.includes('schema_migrations')) pending(shippedMigrations('postgres'), await appliedIn(session));
  const counted = await session.rows(
    ['select 0 as n where false', ...names.filter((name) => ours.includes(name)).map((name) => `(select 1 as n from ${name} limit 1)`)].join(' union all '),
  );
  const moved = names.includes('audit_events')
    ? await session.rows(`select body from audit_events where event = 'installation.moved' order by seq desc limit 1`)
    : [];
  return { filled: counted.length > 0, movedHead: headIn(moved[0]?.body) };
}

function headIn(body: unknown): string | null {
  return typeof body === 'string' ? (JSON.parse(body) as { detail: { headHash: string } }).detail.headHash : null;
}
