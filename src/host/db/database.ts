import type { Table } from 'drizzle-orm';
import { type Engine, engine } from '#db/engine.ts';
import { leases } from '#db/schema/audit.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Distribution } from '../histogram.ts';
import type { Log } from '../log.ts';
import type { Condition, Driver, Progress } from './driver.ts';
import { lostGuards, shippedGuards } from './guards.ts';
import type { ReadHandle } from './handle.ts';
import { DiskFails, DiskFull } from './errors.ts';
import { type Migration, migrate, shippedMigrations } from './migrate.ts';
import { needUnmoved } from './moved.ts';
import { readHandle } from './unit.ts';
import { unrecordedTables } from './unrecorded.ts';
import { type CommitHooks, createWriter, type Write } from './writer.ts';

export * from './errors.ts';

export type DatabaseOptions = {
  config: Pick<Config, 'databaseUrl' | 'dataDir'>;
  log: Log;
  unrecorded?: readonly Table[];
  migrations?: readonly Migration[];
  hooks?: CommitHooks;
  now?: () => number;
};

export type Database = {
  engine: Engine;
  /** Migrations applied by this opening. */
  migrated: readonly string[];
  /** Cannot write, whatever is sent through it. */
  read: ReadHandle;
  /** A unit of work: answered after its commit is durable. Bulk units may be slow; everybody else's are logged above 50 ms. */
  write: Write;
  /** Units waiting for the writer. */
  waiting(): number;
  /** How long commits took. */
  commits(): Distribution;
  /** Called with the text of each statement before it is sent. */
  onStatement(listener: (text: string) => void): void;
  /** Called after each commit, outside of it. */
  afterCommit(listener: () => void): void;
  /** Whether it answers now. */
  reachable(): Promise<boolean>;
  /** What the disk last did wrong, until a unit is on it again. Jobs write all the time, so that is soon known. */
  diskTrouble(): DiskTrouble | null;
  /** What has to be right at the server, as it is now. */
  conditions(): Promise<readonly Condition[]>;
  /** Triggers of ours that somebody dropped, switched off or changed. */
  lostGuards(): Promise<readonly string[]>;
  /** @throws BackupRefused */
  backup(file: string, progress?: Progress): Promise<{ bytes: number }>;
  /** After the units that wait; once, however often it is called. */
  close(): Promise<void>;
};

export type DiskTrouble = 'disk-full' | 'disk-fails';

/** Opens and migrates. @throws DatabaseInUse, DatabaseMoved, DatabaseUnavailable, UnsafeDatabase, MigrationRefused */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { config, log, unrecorded = unrecordedTables, hooks = {}, now = systemClock.now } = options;
  const driver = await openDriver(config, log);
  try {
    const migrations = options.migrations ?? shippedMigrations(engine);
    const migrated = await migrate(driver, migrations, now);
    const listeners: ((text: string) => void)[] = [];
    const onStatement = (text: string) => {
      for (const listener of listeners) listener(text);
    };
    let trouble: DiskTrouble | null = null;
    const note = (error: unknown) => {
      if (error instanceof DiskFull) trouble = 'disk-full';
      if (error instanceof DiskFails) trouble = 'disk-fails';
    };
    let closing: Promise<void> | undefined;
    const writer = createWriter({ driver, unrecorded: new Set(unrecorded), log, hooks, onStatement });
    const reader = driver.reader({ before: onStatement, done: () => undefined, failed: note, yields: false });
    return {
      engine,
      migrated,
      read: readHandle(reader),
      async write(unit, how) {
        try {
          const result = await writer.write(unit, how);
          trouble = null;
          return result;
        } catch (error) {
          note(error);
          throw error;
        }
      },
      waiting: writer.waiting,
      commits: writer.commits,
      onStatement: (listener) => void listeners.push(listener),
      afterCommit: writer.afterCommit,
      reachable: () =>
        reader
          .select({ name: leases.name })
          .from(leases)
          .limit(1)
          .then(
            () => true,
            () => false,
          ),
      diskTrouble: () => trouble,
      conditions: driver.conditions,
      lostGuards: async () => lostGuards(shippedGuards(migrations), await driver.guards()),
      backup: driver.backup,
      close: () => {
        closing ??= writer.close().then(driver.close);
        return closing;
      },
    };
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** Only the driver in use is loaded. */
async function openDriver({ databaseUrl, dataDir }: DatabaseOptions['config'], log: Log): Promise<Driver> {
  const asked: Engine = databaseUrl === 'sqlite:' ? 'sqlite' : 'postgres';
  if (asked !== engine) throw new Error(`The tables were made for ${engine}, but the database is ${asked}.`);
  if (asked === 'sqlite') {
    needUnmoved(dataDir);
    return (await import('./sqlite.ts')).openSqlite(dataDir);
  }
  return (await import('./postgres.ts')).openPostgres(databaseUrl, log);
}
