import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, type DatabaseOptions, openDatabase } from '#src/host/db/database.ts';
import { createLog } from '#src/host/log.ts';

export type FreshDatabase = {
  database: Database;
  config: DatabaseOptions['config'];
  /** Closes the database (when it is still open) and removes everything. */
  dispose(): Promise<void>;
};

export const silent = createLog('silent');

/** One folder a worker; it goes when the worker ends. */
let workerFolder: string | undefined;

export function freshFolder(): string {
  if (workerFolder === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'keyholder-test-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    workerFolder = folder;
  }
  return mkdtempSync(join(workerFolder, 'data-'));
}

let template: Promise<string> | undefined;

/** A migrated, empty database: a copy of a template that each worker makes once. */
export async function freshDatabase(options: Partial<DatabaseOptions> = {}): Promise<FreshDatabase> {
  template ??= makeTemplate();
  const dataDir = freshFolder();
  copyFileSync(await template, join(dataDir, 'keyholder.db'));
  const config = { databaseUrl: 'sqlite:', dataDir };
  const database = await openDatabase({ log: silent, ...options, config });
  return {
    database,
    config,
    dispose: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(): Promise<string> {
  const dataDir = freshFolder();
  const database = await openDatabase({ config: { databaseUrl: 'sqlite:', dataDir }, log: silent });
  await database.close();
  return join(dataDir, 'keyholder.db');
}
