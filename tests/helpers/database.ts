import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { engine } from '#db/engine.ts';
import { type Database, type DatabaseOptions, openDatabase } from '#src/host/db/database.ts';
import { createLog } from '#src/host/log.ts';

export type FreshDatabase = {
  database: Database;
  config: DatabaseOptions['config'];
  /** Closes the database and opens it again, as after a restart. */
  reopen(options?: Partial<DatabaseOptions>): Promise<Database>;
  /** Closes the database and removes everything. */
  dispose(): Promise<void>;
};

export const silent = createLog('silent');

/** Goes at the end of the run. */
export function freshFolder(): string {
  return mkdtempSync(join(inject('runFolder'), 'data-'));
}

/** A migrated, empty database on the engine of this run: a copy of a template that each worker makes once. */
export async function freshDatabase(options: Partial<DatabaseOptions> = {}): Promise<FreshDatabase> {
  const { config, remove } = await (engine === 'sqlite' ? copySqlite() : copyPostgres());
  const open = (more: Partial<DatabaseOptions> = {}) => openDatabase({ log: silent, ...options, ...more, config });
  const fresh: FreshDatabase = {
    database: await open(),
    config,
    reopen: async (more) => {
      await fresh.database.close();
      fresh.database = await open(more);
      return fresh.database;
    },
    dispose: async () => {
      await fresh.database.close();
      await remove();
    },
  };
  return fresh;
}

type Place = { config: DatabaseOptions['config']; remove(): Promise<void> };

let sqliteTemplate: Promise<string> | undefined;

async function copySqlite(): Promise<Place> {
  sqliteTemplate ??= makeSqliteTemplate();
  const dataDir = freshFolder();
  copyFileSync(await sqliteTemplate, join(dataDir, 'keyholder.db'));
  return {
    config: { databaseUrl: 'sqlite:', dataDir },
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

async function makeSqliteTemplate(): Promise<string> {
  const dataDir = freshFolder();
  const database = await openDatabase({ config: { databaseUrl: 'sqlite:', dataDir }, log: silent });
  await database.close();
  return join(dataDir, 'keyholder.db');
}

let postgresTemplate: Promise<string> | undefined;
let made = 0;

async function copyPostgres(): Promise<Place> {
  postgresTemplate ??= makePostgresTemplate();
  const { name, databaseUrl } = await createPostgres(await postgresTemplate);
  const dataDir = freshFolder();
  return {
    config: { databaseUrl, dataDir },
    remove: () => onServer(`drop database ${name} with (force)`),
  };
}

async function makePostgresTemplate(): Promise<string> {
  const { name, databaseUrl } = await createPostgres('template0');
  const database = await openDatabase({ config: { databaseUrl, dataDir: freshFolder() }, log: silent });
  await database.close();
  return name;
}

/** An empty database when the template is `template0`. */
export async function createPostgres(template: string): Promise<{ name: string; databaseUrl: string }> {
  const name = `test_${process.pid}_${++made}`;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  return { name, databaseUrl: inject('postgresUrl').replace(/postgres$/, name) };
}

export async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
