import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settings } from '#db/schema/index.ts';
import { BackupRefused, DatabaseInUse, DiskFull, openDatabase } from '#src/host/db/database.ts';
import type { ReadHandle } from '#src/host/db/handle.ts';
import { assertVersion, openSqlite } from '#src/host/db/sqlite.ts';
import { createWriter } from '#src/host/db/writer.ts';
import { type FreshDatabase, freshDatabase, freshFolder, silent } from '#tests/helpers/database.ts';
import { set } from './rows.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.dispose());

describe('on every opening, also of a file that was there before', () => {
  const ask = async (handle: ReadHandle, pragma: string) => {
    const [row] = await handle.select({ value: sql<number | string>`${sql.raw(pragma)}` }).from(sql.raw(`pragma_${pragma}`));
    return row?.value;
  };
  test.each([
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['secure_delete', 1],
  ] as const)('%s is %s', async (pragma, value) => {
    await fresh.database.write((tx) => set(tx, 'a'));
    const database = await fresh.reopen();
    expect(await ask(database.read, pragma)).toBe(value);
    expect(await database.write((tx) => ask(tx, pragma))).toBe(value);
  });

  test('files are for their owner only', async () => {
    await fresh.database.write((tx) => set(tx, 'a'));
    const folder = fresh.config.dataDir;
    const loose = readdirSync(folder).filter((name) => name !== 'keyholder.db' && statSync(join(folder, name)).mode & 0o077);
    expect(loose).toEqual([]);
    const dataDir = freshFolder();
    const made = await openDatabase({ config: { databaseUrl: 'sqlite:', dataDir }, log: silent });
    await made.close();
    expect(statSync(join(dataDir, 'keyholder.db')).mode & 0o777).toBe(0o600);
  });
});

test('an SQLite that can corrupt its files is refused', () => {
  expect(() => assertVersion('3.51.2')).toThrow(/too old/);
  expect(() => assertVersion('3.40.1')).toThrow(/too old/);
  expect(() => assertVersion('3.52.0')).toThrow(/too old/);
  assertVersion('3.51.3');
  assertVersion('3.54.1');
});

describe('a second opening', () => {
  test('is refused while the first lasts, and works after it', async () => {
    await expect(openDatabase({ config: fresh.config, log: silent })).rejects.toThrow(DatabaseInUse);
    await fresh.reopen();
  });

  test('is refused while another process has the database, and loses nothing when that process is killed', async () => {
    for (let round = 0; round < 3; round++) {
      const dataDir = freshFolder();
      const child = spawn(process.execPath, ['--conditions=source', 'tests/contract/sqlite-child.ts', dataDir], {
        env: { ...process.env, KEYHOLDER_DATABASE_URL: 'sqlite:' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'close');
      let said = '';
      for await (const chunk of child.stdout) {
        said += String(chunk);
        if (said.length < 5000 * (round + 1)) continue;
        if (!child.killed) {
          await expect(openDatabase({ config: { ...fresh.config, dataDir }, log: silent })).rejects.toThrow(DatabaseInUse);
          child.kill('SIGKILL');
        }
      }
      await ended;
      const acknowledged = said.slice(0, said.lastIndexOf('\n')).split('\n');
      const database = await openDatabase({ config: { ...fresh.config, dataDir }, log: silent });
      const kept = new Set((await database.read.select({ name: settings.name }).from(settings)).map((row) => row.name));
      await database.close();
      expect(acknowledged.length).toBeGreaterThan(500);
      expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
    }
  });
});

describe('a backup', () => {
  test('made while units go on holds whole units only, and opens like the original', async () => {
    let writing = true;
    const writers = Array.from({ length: 8 }, async (_, worker) => {
      for (let n = 0; writing; n++) {
        await fresh.database.write(async (tx) => {
          await set(tx, `${worker}-${n}-left`);
          await set(tx, `${worker}-${n}-right`);
        });
      }
    });
    while ((await fresh.database.read.select({ n: count() }).from(settings))[0]?.n === 0) await fresh.database.write(async () => undefined);
    const dataDir = freshFolder();
    const target = join(dataDir, 'keyholder.db');
    const { bytes } = await fresh.database.backup(target);
    writing = false;
    await Promise.all(writers);

    expect(readdirSync(dataDir)).toEqual(['keyholder.db']);
    expect(statSync(target)).toMatchObject({ size: bytes });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const copy = await openDatabase({ config: { ...fresh.config, dataDir }, log: silent });
    const names = (await copy.read.select({ name: settings.name }).from(settings)).map((row) => row.name);
    await copy.close();
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name.endsWith('-left'))).toHaveLength(names.length / 2);
  });

  test('never overwrites a file', async () => {
    const target = join(freshFolder(), 'there');
    writeFileSync(target, 'something else');
    await expect(fresh.database.backup(target)).rejects.toThrow(BackupRefused);
    expect(statSync(target).size).toBe('something else'.length);
  });

  test('that cannot be written leaves nothing behind', async () => {
    const target = join(fresh.config.dataDir, 'no-such-folder', 'copy.db');
    await expect(fresh.database.backup(target)).rejects.toThrow(/ENOENT/);
    expect(existsSync(target)).toBe(false);
  });
});

test('a full disk fails the units it hit with its own error, reading goes on, and so does writing once there is room', async () => {
  await fresh.database.close();
  const driver = openSqlite(fresh.config.dataDir);
  const writer = createWriter({ driver, unrecorded: new Set(), log: silent, hooks: {}, onStatement: () => undefined });
  const limit = async (pages: number) => {
    const transaction = await driver.begin();
    await transaction.run(`pragma max_page_count = ${pages}`);
    await transaction.rollback();
  };
  const big = (name: string) =>
    writer.write(async (tx) => {
      await set(tx, name);
      await tx.update(settings).set({ value: 'x'.repeat(1_000_000) });
    });
  await limit(1);
  const results = await Promise.allSettled([big('a'), big('b')]);
  expect(results).toMatchObject([
    { status: 'rejected', reason: expect.any(DiskFull) },
    { status: 'rejected', reason: expect.any(DiskFull) },
  ]);
  await limit(1_000_000);
  await big('c');
  await driver.close();
  const database = await fresh.reopen();
  expect(await database.read.select({ name: settings.name }).from(settings)).toEqual([{ name: 'c' }]);
});
