import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Where an installation keeps everything it has. */
export type Place = { dataDir: string; databaseUrl: string };

/** A place on the engine of this run for a product that starts by itself; nothing is there yet. */
export async function freshPlace(): Promise<Place> {
  const dataDir = join(freshFolder(), 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  return { dataDir, databaseUrl: engine === 'sqlite' ? 'sqlite:' : (await createPostgres('template0')).databaseUrl };
}

/** With its key and its anchor. PostgreSQL copies a database only when nobody is connected to it. */
export async function copyOf(place: Place): Promise<Place> {
  const folder = freshFolder();
  cpSync(dirname(place.dataDir), folder, { recursive: true });
  const databaseUrl = engine === 'sqlite' ? place.databaseUrl : (await createPostgres(nameIn(place.databaseUrl))).databaseUrl;
  return { dataDir: join(folder, 'data'), databaseUrl };
}

/**
 * A migrated, empty database on the engine of this run: a copy of a template that each worker makes once. Or a copy of one
 * that is there and closed, with everything beside it.
 */
export async function freshDatabase(options: Partial<DatabaseOptions> = {}, like?: DatabaseOptions['config']): Promise<FreshDatabase> {
  const { config, remove } = await (like ? copyAll(like) : engine === 'sqlite' ? copySqlite() : copyPostgres());
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

type Copied = { config: DatabaseOptions['config']; remove(): Promise<void> };

async function copyAll(like: DatabaseOptions['config']): Promise<Copied> {
  const dataDir = freshFolder();
  cpSync(like.dataDir, dataDir, { recursive: true });
  const anchor = `${like.dataDir}.anchor`;
  if (existsSync(anchor)) cpSync(anchor, `${dataDir}.anchor`);
  if (engine === 'sqlite') return { config: { databaseUrl: 'sqlite:', dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
  const { name, databaseUrl } = await createPostgres(nameIn(like.databaseUrl));
  return { config: { databaseUrl, dataDir }, remove: async () => void emptied.push(await emptyPostgres(name)) };
}

let sqliteTemplate: Promise<string> | undefined;

async function copySqlite(): Promise<Copied> {
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
/** Left by earlier tests without a row: making and dropping a database costs ten times as much as emptying one. */
const emptied: string[] = [];
let made = 0;

async function copyPostgres(): Promise<Copied> {
  postgresTemplate ??= makePostgresTemplate();
  const template = await postgresTemplate;
  const name = emptied.pop() ?? (await createPostgres(template)).name;
  return {
    config: { databaseUrl: urlOf(name), dataDir: freshFolder() },
    remove: async () => void emptied.push(await emptyPostgres(name)),
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
  const name = nextName();
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  return { name, databaseUrl: urlOf(name) };
}

const deleteRows = `
  begin;
  set local session_replication_role = replica;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' loop
      execute format('delete from %I', name);
    end loop;
  end $$;
  commit`;

/** PostgreSQL renames a database only when nobody is connected to it: a test that leaves a connection open fails here. */
async function emptyPostgres(name: string): Promise<string> {
  await onDatabase(urlOf(name), deleteRows);
  const renamed = nextName();
  await onServer(`alter database ${name} rename to ${renamed}`);
  return renamed;
}

export const onServer = (statement: string) => onDatabase(inject('postgresUrl'), statement);

export async function onDatabase(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function nextName(): string {
  return `test_${process.pid}_${++made}`;
}

function nameIn(databaseUrl: string): string {
  return databaseUrl.slice(databaseUrl.lastIndexOf('/') + 1);
}

function urlOf(name: string): string {
  return inject('postgresUrl').replace(/postgres$/, name);
}
