import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { RestoreRefused } from './errors.ts';
import { pending, shippedMigrations } from './migrate.ts';
import { needUnmoved } from './moved.ts';
import { takeLock } from './sqlite.ts';

/** Which root keys it was made under; one, or while the root key was changed two. */
export type BackupKey = { id: string; checkValue: Buffer; state: 'active' | 'retired'; retiredAt: number | null };

/** Where the log of a backup ends, and what opens its secrets. */
export type BackupFacts = { seq: number; at: number | null; bytes: number; rootKeys: BackupKey[] };

/** Is this file a backup that this version can open, whole? @throws RestoreRefused, MigrationRefused */
export function inspectBackup(file: string): BackupFacts {
  const db = openBackup(file);
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new RestoreRefused(`${file} is damaged. Take another backup.`);
    const applied = db.prepare<[], { name: string; hash: string }>('select name, hash from schema_migrations order by name').all();
    pending(shippedMigrations('sqlite'), applied);
    const head = db.prepare<[], { seq: number; at: number }>('select seq, at from audit_events order by seq desc limit 1').get();
    const bytes = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
    return { seq: head?.seq ?? 0, at: head?.at ?? null, bytes, rootKeys: rootKeysOf(db) };
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    throw new RestoreRefused(`${file} is not a backup of Keyholder.`);
  } finally {
    db.close();
  }
}

type KeyRow = { id: string; check_value: Buffer; state: BackupKey['state']; retired_at?: number | null };

/** A backup of an older version has not got every column. */
function rootKeysOf(db: Sqlite.Database): BackupKey[] {
  const rows = db.prepare<[], KeyRow>('select * from root_keys').all();
  return rows.map(({ id, check_value: checkValue, state, retired_at: retiredAt = null }) => ({ id, checkValue, state, retiredAt }));
}

function openBackup(file: string): Sqlite.Database {
  if (!existsSync(file)) throw new RestoreRefused(`${file} is not there.`);
  return new Sqlite(file, { readonly: true, fileMustExist: true });
}

const parts = ['', '-wal', '-shm'] as const;

/**
 * Puts the copy in place while nobody has the database open. What stood there is put aside under `suffix`, never
 * overwritten; returns where. @throws RestoreRefused, DatabaseInUse, DatabaseMoved
 */
export function putBack(file: string, dataDir: string, replace: { suffix: string } | null): string | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  needUnmoved(dataDir);
  const target = join(dataDir, 'keyholder.db');
  const lock = takeLock(join(dataDir, 'lock.db'));
  try {
    const aside = existsSync(target) ? asideFor(target, replace) : null;
    const fresh = `${target}.restoring`;
    rmSync(fresh, { force: true });
    copyFileSync(file, fresh);
    chmodSync(fresh, 0o600);
    sync(fresh);
    if (aside !== null) for (const part of parts) if (existsSync(target + part)) renameSync(target + part, aside + part);
    renameSync(fresh, target);
    sync(dataDir);
    return aside;
  } finally {
    lock.close();
  }
}

function asideFor(target: string, replace: { suffix: string } | null): string {
  if (!replace) throw new RestoreRefused(`There is a database already: ${target}. With --force it is put aside, and the backup takes its place.`);
  return `${target}.${replace.suffix}`;
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
