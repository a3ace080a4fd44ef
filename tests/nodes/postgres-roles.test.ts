import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableName } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as schema from '#db/schema/index.ts';
import { revealSecret } from '#src/features/access/index.ts';
import { walkChain } from '#src/features/audit/index.ts';
import { cutDue, startOffboarding } from '#src/features/offboarding/index.ts';
import { installation } from '#src/host/config.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { MigrationRefused } from '#src/host/db/errors.ts';
import { grantsFor } from '#src/host/db/grants.ts';
import { furnish } from '#tests/faults/installation.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { freshFolder, onServer, silent } from '#tests/helpers/database.ts';
import { dataDirectory, node } from './company.ts';

const as = (role: string) =>
  inject('postgresUrl')
    .replace('postgres@', `${role}@`)
    .replace(/postgres$/, 'keyholder');
const config = (role: string) => ({ databaseUrl: as(role), dataDir: freshFolder() });

async function run(role: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: as(role) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Exactly what docs/postgresql.md says to do. */
beforeAll(async () => {
  const script = readFileSync(join(installation, 'scripts/postgresql-roles.sql'), 'utf8').replace(/^--.*$/gm, '');
  for (const statement of script.split(';').filter((one) => one.trim() !== '')) await onServer(statement);
});
afterAll(async () => {
  for (const statement of ['drop database keyholder with (force)', 'drop role keyholder_app', 'drop role keyholder_owner']) await onServer(statement);
});

describe('the role that runs the servers', () => {
  test('makes no tables, and a start without them says who has to', async () => {
    await expect(openDatabase({ config: config('keyholder_app'), log: silent })).rejects.toThrow(MigrationRefused);
    await expect(openDatabase({ config: config('keyholder_app'), log: silent })).rejects.toThrow(/database migrate/);
  });

  test('runs the product once the owner has made the tables and given it what it needs', async () => {
    const owner = await openDatabase({ config: config('keyholder_owner'), log: silent });
    expect(owner.migrated.length).toBeGreaterThan(0);
    await owner.close();
    await run('keyholder_owner', grantsFor('keyholder_app'));

    const h = await node(as('keyholder_app'), dataDirectory(), tuesday);
    expect(h.app.state()).toBe('open');
    const cast = await furnish(h);
    await revealSecret(await h.as(cast.holderId), { secretId: cast.secretId, how: 'shown' });
    const effectiveAt = h.clock.now() + 60_000;
    await startOffboarding(await h.as(cast.hrId), { personId: cast.leaverId, effectiveAt, announced: true });
    h.clock.set(effectiveAt);
    expect(await cutDue(h.system, 'scheduler')).toBe(1);
    expect((await walkChain(h.system)).finding).toBeNull();
    expect(await h.db.conditions()).toContainEqual(expect.objectContaining({ what: 'database role', say: 'may not rewrite the log' }));
  });

  test.each([
    ...['audit_events', 'audit_details', 'audit_checkpoints', 'disclosures', 'causes'].flatMap((table) => [
      `delete from ${table}`,
      `truncate ${table}`,
      `update ${table} set ${table === 'audit_details' ? 'salt' : table === 'audit_events' || table === 'audit_checkpoints' ? 'hash' : 'id'} = 'x'`,
      `alter table ${table} disable trigger all`,
      `drop table ${table}`,
    ]),
    'update schema_migrations set name = name',
    'create table mine (id text)',
    'create temporary table mine (id text)',
    'drop trigger audit_events_no_update on audit_events',
    'create or replace function refuse() returns trigger language plpgsql as $$ begin return new; end $$',
    'alter role keyholder_app superuser',
  ])('may not %s', async (statement) => {
    await expect(run('keyholder_app', [statement])).rejects.toMatchObject({ code: '42501' });
  });

  test('may add to what the database lets nobody edit, and no more', async () => {
    const client = new pg.Client({ connectionString: as('keyholder_owner') });
    await client.connect();
    const { rows } = await client.query(
      `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname like '%_no_update'
         and (has_table_privilege('keyholder_app', c.oid, 'update') or has_table_privilege('keyholder_app', c.oid, 'delete')
         or not has_table_privilege('keyholder_app', c.oid, 'insert'))`,
    );
    await client.end();
    expect(rows).toEqual([]);
  });

  test('has a right on every table of the schema', async () => {
    const said = grantsFor('keyholder_app').join('\n');
    const missing = Object.values(schema)
      .map(getTableName)
      .filter((table) => !new RegExp(`\\b${table}\\b`).test(said));
    expect(missing).toEqual([]);
  });
});
