import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { migrate, shippedMigrations } from '#src/host/db/migrate.ts';
import { movedMarker } from '#src/host/db/moved.ts';
import { openPostgres } from '#src/host/db/postgres.ts';
import { shapeOfPostgres } from '#tests/contract/shape.ts';
import { createPostgres, silent } from '#tests/helpers/database.ts';
import { runCommand, startServer } from '#tests/helpers/server.ts';
import { anchorOf, copyOfDirectory, dataDirectory } from './company.ts';
import { wireTo } from './proxy.ts';

let furnished: string;
beforeAll(() => {
  furnished = dataDirectory();
  execFileSync(process.execPath, ['tests/nodes/furnish-child.ts', furnished], { env: { ...process.env, KEYHOLDER_DATABASE_URL: 'sqlite:' } });
});

/** The company in a directory of its own, and an empty database to move it to. */
async function ready() {
  const dataDir = copyOfDirectory(furnished);
  const { databaseUrl, name } = await createPostgres('template0');
  const env = { PATH: process.env.PATH ?? '', KEYHOLDER_DATA_DIR: dataDir };
  return { dataDir, databaseUrl, name, env, moves: (...words: string[]) => runCommand(['migrate-to', databaseUrl, ...words], env) };
}

/** How many rows each table has. */
async function contents(databaseUrl: string): Promise<Record<string, number>> {
  const driver = await openPostgres(databaseUrl, silent);
  const counts: Record<string, number> = {};
  try {
    await driver.alone(async (session) => {
      const tables = await session.rows(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
      for (const { name } of tables) counts[String(name)] = Number((await session.rows(`select count(*) as n from ${name}`))[0]?.n);
    });
  } finally {
    await driver.close();
  }
  return counts;
}

function sourceCounts(dataDir: string): Record<string, number> {
  const db = new BetterSqlite(join(dataDir, 'keyholder.db'), { readonly: true });
  const tables = db.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all() as string[];
  const counts = Object.fromEntries(tables.map((name) => [name, db.prepare(`select count(*) from ${name}`).pluck().get() as number]));
  db.close();
  return counts;
}

test('a whole company moves: every row, the chain to the same head, the guards, and a server that goes on with it', async () => {
  const { dataDir, databaseUrl, env, moves } = await ready();
  const before = readFileSync(join(dataDir, 'keyholder.db'));
  const dry = await moves('--dry-run');
  expect(dry).toMatchObject({ exit: 0, out: expect.stringMatching(/^Would move \d+ tables/) });
  expect(await contents(databaseUrl)).toEqual({});

  const moved = await moves('--json');
  expect(moved).toMatchObject({ exit: 0, err: '' });
  const { audit_events: events = 0, ...others } = await contents(databaseUrl);
  const { audit_events: eventsBefore = 0, ...othersBefore } = sourceCounts(dataDir);
  expect(others).toEqual(othersBefore);
  expect(events).toBe(eventsBefore + 1);
  expect(JSON.parse(moved.out)).toMatchObject({ result: 'moved', tables: Object.keys(others).length, head: { seq: eventsBefore } });
  expect(readFileSync(join(dataDir, 'keyholder.db'))).toEqual(before);

  const driver = await openPostgres(databaseUrl, silent);
  const { databaseUrl: fresh } = await createPostgres('template0');
  const made = await openPostgres(fresh, silent);
  await migrate(made, shippedMigrations('postgres'), () => 1);
  expect(await shapeOfPostgres(driver)).toEqual(await shapeOfPostgres(made));
  await Promise.all([driver.close(), made.close()]);

  const old = await runCommand(['audit', 'verify'], env);
  expect(old).toMatchObject({ exit: 1, err: expect.stringContaining('moved to PostgreSQL') });
  const server = await startServer(dataDir, { KEYHOLDER_DATABASE_URL: databaseUrl });
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(await server.keyholder('audit', 'verify')).toMatchObject({ exit: 0, out: expect.stringMatching(/^Yes\..*The anchor agrees/s) });
  await server.stop();
  expect(await moves()).toMatchObject({ exit: 0, out: expect.stringContaining('already') });
});

test('a log that differs from its anchor is not moved, and a server that is not there takes nothing', async () => {
  const { dataDir, databaseUrl, env, moves } = await ready();
  const intact = readFileSync(anchorOf(dataDir), 'utf8');
  writeFileSync(
    anchorOf(dataDir),
    intact.replace(/"seq":(\d+)/, (_, seq) => `"seq":${Number(seq) + 5}`),
  );
  expect(await moves()).toMatchObject({ exit: 1, err: expect.stringMatching(/differs from its anchor/) });
  writeFileSync(anchorOf(dataDir), intact);
  expect(await runCommand(['migrate-to', 'postgres://ann@localhost:1/k'], env)).toMatchObject({
    exit: 1,
    err: expect.stringMatching(/cannot be reached.*Nothing was moved/s),
  });
  expect(await contents(databaseUrl)).toEqual({});
  expect(existsSync(movedMarker(dataDir))).toBe(false);
});

test('nothing is moved over anything else', async () => {
  const { databaseUrl, moves } = await ready();
  const driver = await openPostgres(databaseUrl, silent);
  await driver.alone((session) => session.apply(['create table somebody_elses (id text)']));
  expect(await moves()).toMatchObject({ exit: 1, err: expect.stringMatching(/not empty: it holds somebody_elses/) });
  await driver.alone((session) => session.apply(['drop table somebody_elses']));
  await driver.close();
  expect(await moves()).toMatchObject({ exit: 0 });

  const other = dataDirectory();
  const { exit } = await runCommand(['init'], { PATH: process.env.PATH ?? '', KEYHOLDER_DATA_DIR: other });
  expect(exit).toBe(0);
  const second = await runCommand(['migrate-to', databaseUrl], { PATH: process.env.PATH ?? '', KEYHOLDER_DATA_DIR: other });
  expect(second).toMatchObject({ exit: 1, err: expect.stringMatching(/already holds an installation/) });
});

test.each([
  ['before', /^Moved/],
  ['after', /already/],
] as const)('a move whose commit was cut %s the server did it does not know, and run again it does', async (when, found) => {
  const { dataDir, databaseUrl, env } = await ready();
  const driver = await openPostgres(databaseUrl, silent);
  await migrate(driver, shippedMigrations('postgres'), () => 1);
  await driver.close();
  const wire = await wireTo(databaseUrl);
  wire.cutNextCommit(when);
  expect(await runCommand(['migrate-to', wire.url], env)).toMatchObject({ exit: 1, err: expect.stringMatching(/Run the same command again/) });
  expect(existsSync(movedMarker(dataDir))).toBe(true);
  expect(await runCommand(['migrate-to', wire.url], env)).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(found) });
  expect((await contents(databaseUrl)).audit_events).toBe((sourceCounts(dataDir).audit_events ?? 0) + 1);
});
