import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { BetterSQLite3Database, BetterSQLiteSession, type PreparedQuery } from 'drizzle-orm/better-sqlite3';
import { type PreparedQueryConfig, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { withoutValues } from './dialect.ts';
import type { Driver, MigrationSession, Progress, Transaction, Watch } from './driver.ts';
import { BackupRefused, DatabaseInUse, MigrationRefused } from './errors.ts';
import { type Guard, guardText } from './guards.ts';
import { type Built, builtQueries, type Drizzle } from './handle.ts';
import { joinsOf, rowMapper } from './rows.ts';

const dialect = new SQLiteSyncDialect({ casing: 'snake_case' });

export function openSqlite(dataDir: string): Driver {
  const file = join(dataDir, 'keyholder.db');
  const lock = takeLock(join(dataDir, 'lock.db'));
  try {
    touch(file);
    const writer = connect(file);
    const reader = connect(file, { readonly: true });
    reader.pragma('query_only = ON');
    reader.pragma(`cache_size = -${readerCacheKib}`);
    return {
      reader: (watch) => handleOn(statementsOf(reader), watch),
      begin: beginOn(writer),
      alone: (work) => work(migrationSession(writer)),
      backup: (target, progress) => backup(file, target, progress),
      // What it rests on is set and read back on every opening.
      conditions: async () => [{ what: 'database', must: true, ok: true, say: settingsOf(reader, file) }],
      guards: async () => guardsIn(reader),
      close: async () => {
        reader.close();
        writer.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw withoutValues(error);
  }
}

/** Grows with use: a small company never fills it, and the lists of a large one would otherwise read the same pages again. */
const readerCacheKib = 64 * 1024;

/** An exclusive transaction held open on a file of its own. The kernel frees it when the process ends, however it ends. */
export function takeLock(file: string): Sqlite.Database {
  touch(file);
  const lock = new Sqlite(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new DatabaseInUse('Another Keyholder process has this database open. Stop it first, or talk to it.');
  }
}

/** SQLite gives its other files the mode of the main one. */
function touch(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * `synchronous` is not kept in the file: this build of SQLite reopens a WAL database at NORMAL, which loses
 * acknowledged commits on a power cut. So it is set on every open, and read back.
 */
function connect(file: string, options: { readonly?: boolean } = {}): Sqlite.Database {
  const db = new Sqlite(file, { ...options, timeout: 250 });
  assertVersion(String(db.prepare('select sqlite_version()').pluck().get()));
  if (!options.readonly) db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('secure_delete = ON');
  db.pragma('cell_size_check = ON');
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, secure_delete: 1 };
  for (const [pragma, value] of Object.entries(expected)) {
    const actual = db.pragma(pragma, { simple: true });
    if (actual !== value) throw new Error(`SQLite did not take ${pragma} = ${value}; it says ${String(actual)}.`);
  }
  return db;
}

function guardsIn(db: Sqlite.Database): readonly Guard[] {
  const rows = db.prepare<[], { name: string; sql: string }>(`select name, sql from sqlite_schema where type = 'trigger'`).all();
  return rows.map(({ name, sql }) => ({ name, text: guardText(sql) }));
}

/** What is in force, as the connection itself says. */
function settingsOf(db: Sqlite.Database, file: string): string {
  const [journal, synchronous] = ['journal_mode', 'synchronous'].map((name) => String(db.pragma(name, { simple: true })));
  return `SQLite ${db.prepare('select sqlite_version()').pluck().get()}, journal ${journal}, ${synchronous === '2' ? 'every commit durable' : `synchronous ${synchronous}`}, ${file}`;
}

/** Older ones can corrupt a WAL database when two connections write and checkpoint at once. */
export function assertVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const order = major * 1e6 + minor * 1e3 + patch;
  if (order < 3_051_003 || order === 3_052_000) throw new Error(`SQLite ${version} is too old: 3.51.3 or newer is needed.`);
}

type QueryConfig = Omit<PreparedQueryConfig, 'run'>;
type Prepare = BetterSQLiteSession<Record<string, never>, Record<string, never>>['prepareQuery'];

class Session extends BetterSQLiteSession<Record<string, never>, Record<string, never>> {
  override prepareQuery<T extends QueryConfig>(...[query, fields, method, asArrays, mapper, ...rest]: Parameters<Prepare>): PreparedQuery<T> {
    const prepared: PreparedQuery<T> = super.prepareQuery<T>(
      query,
      fields,
      method,
      asArrays,
      mapper ?? (fields && rowMapper(fields, () => joinsOf(prepared))),
      ...rest,
    );
    return prepared;
  }
}

/** drizzle awaits what `run` and `all` return, so they may take a turn of the event loop first. */
class YieldingSession extends Session {
  override prepareQuery<T extends QueryConfig>(...args: Parameters<Session['prepareQuery']>): PreparedQuery<T> {
    const query = super.prepareQuery<T>(...args);
    const run = query.run.bind(query);
    const all = query.all.bind(query);
    return Object.assign(query, {
      run: (values?: Record<string, unknown>) => setImmediate().then(() => run(values)),
      all: (values?: Record<string, unknown>) => setImmediate().then(() => all(values)),
    });
  }
}

type Statements = (text: string) => Sqlite.Statement;

/** Prepared statements by their text. Bulk inserts make many texts, so a full cache is dropped whole. */
function statementsOf(db: Sqlite.Database): Statements {
  const cache = new Map<string, Sqlite.Statement>();
  return (text) => {
    const known = cache.get(text);
    if (known) return known;
    if (cache.size >= 500) cache.clear();
    const statement = db.prepare(text);
    cache.set(text, statement);
    return statement;
  };
}

function handleOn(statements: Statements, watch: Watch): Drizzle {
  const client = { prepare: (text: string) => watched(text, statements, watch) };
  const session = new (watch.yields ? YieldingSession : Session)(client as unknown as Sqlite.Database, dialect, undefined);
  return Object.assign(new BetterSQLite3Database<Record<string, never>>('sync', dialect, session, undefined), {
    [builtQueries]: async ({ query, mapper }: Built, values: Record<string, unknown>) =>
      session.prepareQuery(query, undefined, 'all', true, mapper).all(values),
  });
}

/** The part of a prepared statement that drizzle uses, for one watcher. */
function watched(text: string, statements: Statements, watch: Watch) {
  const guarded = <T>(rows: (result: T) => number, work: (statement: Sqlite.Statement) => T): T => {
    watch.before(text);
    try {
      const result = work(statements(text));
      watch.done(rows(result));
      return result;
    } catch (error) {
      const clean = withoutValues(error);
      watch.failed(clean);
      throw clean;
    }
  };
  const length = (rows: readonly unknown[]) => rows.length;
  const changes = (result: Sqlite.RunResult) => result.changes;
  // A cached statement keeps its raw mode, so each call says which mode it wants.
  const all = (raw: boolean, params: unknown[]) => guarded(length, (statement) => statement.raw(raw).all(...params));
  return {
    run: (...params: unknown[]) => guarded(changes, (statement) => statement.run(...params)),
    all: (...params: unknown[]) => all(false, params),
    raw: () => ({ all: (...params: unknown[]) => all(true, params) }),
  };
}

function beginOn(writer: Sqlite.Database): () => Promise<Transaction> {
  const statements = statementsOf(writer);
  const run = async (text: string): Promise<void> => {
    try {
      statements(text).run();
    } catch (error) {
      throw withoutValues(error);
    }
  };
  return async () => {
    await run('BEGIN IMMEDIATE');
    return {
      handle: (watch) => handleOn(statements, watch),
      run,
      commit: () => run('COMMIT'),
      rollback: async () => {
        // A full disk has already rolled back: then there is nothing left to do.
        if (writer.inTransaction) await run('ROLLBACK').catch(() => undefined);
      },
    };
  };
}

/** Foreign keys are off outside, so that rebuilding a table does not delete its children, and are checked inside. */
function migrationSession(writer: Sqlite.Database): MigrationSession {
  return {
    hasTable: async (name) => writer.prepare(`select 1 from sqlite_schema where type = 'table' and name = ?`).get(name) !== undefined,
    rows: async (text) => writer.prepare<[], Record<string, unknown>>(text).all(),
    apply: async (statements) => {
      writer.pragma('foreign_keys = OFF');
      try {
        writer.exec('BEGIN IMMEDIATE');
        for (const statement of statements) writer.exec(statement);
        const broken = writer.pragma('foreign_key_check');
        if (Array.isArray(broken) && broken.length > 0) throw new MigrationRefused(`${broken.length} rows would refer to rows that do not exist.`);
        writer.exec('COMMIT');
      } catch (error) {
        if (writer.inTransaction) writer.exec('ROLLBACK');
        throw withoutValues(error);
      } finally {
        writer.pragma('foreign_keys = ON');
      }
    },
  };
}

/** So many that a big file is done in a while, so few that others get their turn. */
const pagesAtOnce = 250;

/** Copies one snapshot while writers go on: the open read transaction keeps the copy from starting over. */
async function backup(file: string, target: string, progress?: Progress): Promise<{ bytes: number }> {
  try {
    closeSync(openSync(target, 'wx', 0o600));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new BackupRefused(`${target} exists already, and a backup never overwrites a file.`);
    }
    throw error;
  }
  const source = connect(file, { readonly: true });
  try {
    source.exec('BEGIN');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(target, {
      progress({ totalPages, remainingPages }) {
        progress?.(totalPages - remainingPages, totalPages);
        return pagesAtOnce;
      },
    });
    checkCopy(target);
    return { bytes: statSync(target).size };
  } catch (error) {
    rmSync(target, { force: true });
    throw withoutValues(error);
  } finally {
    source.close();
  }
}

function checkCopy(target: string): void {
  const copy = new Sqlite(target);
  try {
    // One file, without the -wal and -shm files that a copied WAL database would grow when opened.
    copy.pragma('journal_mode = DELETE');
    copy.pragma('synchronous = FULL');
    const verdict = copy.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok') throw new BackupRefused('The copy failed its integrity check and was removed.');
  } finally {
    copy.close();
  }
}
