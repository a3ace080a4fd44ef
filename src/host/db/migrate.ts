import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '#db/engine.ts';
import { installation } from '../config.ts';
import type { Driver, MigrationSession } from './driver.ts';
import { MigrationRefused } from './errors.ts';

export type Migration = { name: string; hash: string; statements: readonly string[] };

export function shippedMigrations(engine: Engine, folder = join(installation, 'db', 'migrations', engine)): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return {
      name: file.slice(0, -'.sql'.length),
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
    };
  });
}

/** Applies what is missing, each migration in one transaction, and returns the names applied. */
export async function migrate(driver: Driver, shipped: readonly Migration[], now: () => number): Promise<readonly string[]> {
  const done: string[] = [];
  await driver.alone(async (session) => {
    // Asked first: a role that only runs the server may not make tables, not even one that is there.
    if (!(await session.hasTable('schema_migrations'))) {
      await session.apply(['create table schema_migrations (name text primary key, hash text not null, applied_at bigint not null)']);
    }
    for (const migration of pending(shipped, await appliedIn(session))) {
      const { name, hash, statements } = migration;
      await session.apply([...statements, `insert into schema_migrations (name, hash, applied_at) values ('${name}', '${hash}', ${now()})`]);
      done.push(name);
    }
  });
  return done;
}

export async function appliedIn(session: MigrationSession): Promise<{ name: string; hash: string }[]> {
  const rows = await session.rows('select name, hash from schema_migrations order by name');
  return rows.map(({ name, hash }) => ({ name: String(name), hash: String(hash) }));
}

/** @throws MigrationRefused when the database was not made by these migrations in this order. */
export function pending(shipped: readonly Migration[], applied: readonly { name: string; hash: string }[]): readonly Migration[] {
  for (const [at, { name, hash }] of applied.entries()) {
    if (!shipped.some((migration) => migration.name === name)) {
      throw new MigrationRefused(`The database knows migration ${name}, which this version lacks: a newer Keyholder wrote it.`);
    }
    const expected = shipped[at];
    if (expected?.name !== name) {
      throw new MigrationRefused(`Migration ${expected?.name} was never applied, although the later ${name} was.`);
    }
    if (expected.hash !== hash) {
      throw new MigrationRefused(`Migration ${name} has changed since it was applied. A released migration is never edited.`);
    }
  }
  return shipped.slice(applied.length);
}
