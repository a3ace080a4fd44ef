import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leases } from '#db/schema/index.ts';
import { BackupRefused, type Database, openDatabase } from '#src/host/db/database.ts';
import { createPostgres, type FreshDatabase, freshDatabase, freshFolder, onServer, silent } from '#tests/helpers/database.ts';

let fresh: FreshDatabase;
let other: Database;
beforeEach(async () => {
  fresh = await freshDatabase();
  other = await openDatabase({ config: fresh.config, log: silent });
});
afterEach(async () => {
  await other.close();
  await fresh.dispose();
});

const takeOnce = (database: Database, name: string) =>
  database.write(async (tx) => {
    const [{ taken } = { taken: 0 }] = await tx.select({ taken: count() }).from(leases).where(eq(leases.holder, name));
    if (taken > 0) return false;
    await tx.insert(leases).values({ name: `${name}-${Math.floor(performance.now() * 1e6)}`, holder: name, fence: 1, expiresAt: 1 });
    return true;
  });

test('of two nodes that check and then act one wins, every time', async () => {
  for (let round = 0; round < 20; round++) {
    const won = await Promise.all([fresh.database, other].flatMap((node) => [takeOnce(node, `r${round}`), takeOnce(node, `r${round}`)]));
    expect(won.filter(Boolean)).toHaveLength(1);
  }
});

test('a node sees what another has committed, in its next unit', async () => {
  await fresh.database.write(async (tx) => {
    await tx.insert(leases).values({ name: 'a', holder: 'x', fence: 1, expiresAt: 1 });
  });
  expect(await other.write((tx) => tx.select({ n: count() }).from(leases))).toEqual([{ n: 1 }]);
});

test('two nodes that start on an empty database migrate it once', async () => {
  const { databaseUrl } = await createPostgres('template0');
  const open = () => openDatabase({ config: { databaseUrl, dataDir: freshFolder() }, log: silent });
  const nodes = await Promise.all([open(), open()]);
  expect(nodes.map((node) => node.migrated.length > 0).filter(Boolean)).toHaveLength(1);
  await Promise.all(nodes.map((node) => node.close()));
});

test('backups are left to PostgreSQL', async () => {
  await expect(fresh.database.backup('anywhere')).rejects.toThrow(BackupRefused);
});

test('a connection lost in the middle of a unit fails that unit and nothing else', async () => {
  const name = new URL(fresh.config.databaseUrl.replace(/@[^/]*/, '@server')).pathname.slice(1);
  const lost = fresh.database.write(async (tx) => {
    await tx.insert(leases).values({ name: 'a', holder: 'x', fence: 1, expiresAt: 1 });
    await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await tx.insert(leases).values({ name: 'b', holder: 'x', fence: 1, expiresAt: 1 });
  });
  await expect(lost).rejects.toThrow(/terminat|not queryable/i);
  expect(await takeOnce(fresh.database, 'after')).toBe(true);
  expect(await fresh.database.read.select({ holder: leases.holder }).from(leases)).toEqual([{ holder: 'after' }]);
});
