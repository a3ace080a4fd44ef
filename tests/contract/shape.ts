import { getTableName, is, type Table } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { getTableConfig as ofPostgres, PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as ofSqlite, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from '#db/schema/index.ts';
import type { Driver } from '#src/host/db/driver.ts';

/** A database in words that mean the same on both engines, sorted, so that a difference reads as a line. */
export type Shape = { columns: string[]; keys: string[]; indexes: string[]; foreignKeys: string[]; checks: string[]; triggers: string[] };

type Row = Record<string, unknown>;

const kinds = [
  { kind: 'text', types: ['text', 'text collate "C"'] },
  { kind: 'whole number', types: ['integer', 'bigint', 'boolean'] },
  { kind: 'bytes', types: ['blob', 'bytea'] },
];

function column(table: unknown, name: unknown, type: unknown, notNull: boolean): string {
  const kind = kinds.find(({ types }) => types.includes(String(type).replace(/^TEXT|INTEGER|BLOB$/, (upper) => upper.toLowerCase())))?.kind;
  if (!kind) throw new Error(`${table}.${name} has the type ${type}, which the other engine may not have.`);
  return `${table}.${name} ${kind}${notNull ? '' : ' or null'}`;
}

function index(table: unknown, name: unknown, columns: string, unique: boolean, partial: boolean): string {
  // drizzle-kit names the index of a unique column after the property, not after the column: that name is left out.
  const named = String(name).endsWith('_unique') ? '' : `${name} `;
  return `${named}on ${table} (${columns})${unique ? ' unique' : ''}${partial ? ' partial' : ''}`;
}

function sorted(shape: Shape): Shape {
  for (const list of Object.values(shape)) list.sort();
  return shape;
}

async function rowsOf(driver: Driver, queries: readonly string[]): Promise<Row[][]> {
  const results: Row[][] = [];
  await driver.alone(async (session) => {
    for (const query of queries) results.push([...(await session.rows(query))]);
  });
  return results;
}

export async function shapeOfSqlite(driver: Driver): Promise<Shape> {
  const tables = `(select name as t from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'schema_migrations')`;
  const [columns = [], keys = [], indexes = [], foreignKeys = [], sources = [], triggers = []] = await rowsOf(driver, [
    `select t, c.name, c.type, c."notnull" as required from ${tables}, pragma_table_info(t) c`,
    `select t, group_concat(name) as columns from (select t, c.name from ${tables}, pragma_table_info(t) c where c.pk > 0 order by t, c.pk) group by t`,
    `select t, i.name, i."unique" as is_unique, i.partial as is_partial,
       (select group_concat(name) from (select name from pragma_index_info(i.name) order by seqno)) as columns
     from ${tables}, pragma_index_list(t) i where i.origin <> 'pk'`,
    `select t, f."from" as source, f."table" as target, f."to" as target_column from ${tables}, pragma_foreign_key_list(t) f`,
    `select name as t, sql from sqlite_schema where type = 'table'`,
    `select tbl_name as t, name from sqlite_schema where type = 'trigger'`,
  ]);
  return sorted({
    columns: columns.map((row) => column(row['t'], row['name'], row['type'], row['required'] === 1)),
    keys: keys.map((row) => `${row['t']} (${row['columns']})`),
    indexes: indexes.map((row) => index(row['t'], row['name'], String(row['columns']), row['is_unique'] === 1, row['is_partial'] === 1)),
    foreignKeys: foreignKeys.map((row) => `${row['t']}.${row['source']} → ${row['target']}.${row['target_column']}`),
    checks: sources.flatMap((row) => [...String(row['sql']).matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map(([, name]) => `${name} on ${row['t']}`)),
    triggers: triggers.map((row) => `${row['name']} on ${row['t']}`),
  });
}

export async function shapeOfPostgres(driver: Driver): Promise<Shape> {
  const ours = `n.nspname = 'public' and t.relname <> 'schema_migrations'`;
  const from = 'pg_class t join pg_namespace n on n.oid = t.relnamespace';
  const names = (keys: string, relation: string) =>
    `(select string_agg(a.attname, ',' order by k.at) from unnest(${keys}) with ordinality k(number, at)
      join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number)`;
  const [columns = [], indexes = [], foreignKeys = [], checks = [], triggers = []] = await rowsOf(driver, [
    `select t.relname as t, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
     from ${from} join pg_attribute a on a.attrelid = t.oid where ${ours} and t.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    `select t.relname as t, c.relname as name, i.indisunique, i.indisprimary, i.indpred is not null as partial, ${names('i.indkey', 't.oid')} as columns
     from ${from} join pg_index i on i.indrelid = t.oid join pg_class c on c.oid = i.indexrelid where ${ours}`,
    `select t.relname as t, ${names('c.conkey', 't.oid')} as source, r.relname as target, ${names('c.confkey', 'r.oid')} as target_column
     from ${from} join pg_constraint c on c.conrelid = t.oid join pg_class r on r.oid = c.confrelid where ${ours} and c.contype = 'f'`,
    `select t.relname as t, c.conname as name from ${from} join pg_constraint c on c.conrelid = t.oid where ${ours} and c.contype = 'c'`,
    `select t.relname as t, g.tgname as name from ${from} join pg_trigger g on g.tgrelid = t.oid where ${ours} and not g.tgisinternal`,
  ]);
  const primary = indexes.filter((row) => row['indisprimary'] === true);
  const others = indexes.filter((row) => row['indisprimary'] !== true);
  return sorted({
    columns: columns.map((row) => column(row['t'], row['name'], row['type'], row['required'] === true)),
    keys: primary.map((row) => `${row['t']} (${row['columns']})`),
    indexes: others.map((row) => index(row['t'], row['name'], String(row['columns']), row['indisunique'] === true, row['partial'] === true)),
    foreignKeys: foreignKeys.map((row) => `${row['t']}.${row['source']} → ${row['target']}.${row['target_column']}`),
    checks: checks.map((row) => `${row['name']} on ${row['t']}`),
    triggers: triggers.map((row) => `${row['name']} on ${row['t']}`),
  });
}

/** What `db/schema` declares, for the engine of this process. Triggers are written by hand and declared nowhere. */
export function shapeOfSchema(): Omit<Shape, 'triggers'> {
  const shape: Shape = { columns: [], keys: [], indexes: [], foreignKeys: [], checks: [], triggers: [] };
  for (const table of Object.values(schema)) addTable(shape, table);
  const { triggers: _, ...declared } = sorted(shape);
  return declared;
}

type Named = { name: string; keyAsName: boolean };

function addTable(shape: Shape, table: Table): void {
  const t = getTableName(table);
  const snake = (column: unknown) => toSnakeCase((column as Named).name);
  const list = (columns: readonly unknown[]) => columns.map(snake).join(',');
  const config = is(table, PgTable) ? ofPostgres(table) : is(table, SQLiteTable) ? ofSqlite(table) : undefined;
  if (!config) throw new Error(`${t} belongs to neither engine.`);
  for (const c of config.columns) {
    shape.columns.push(column(t, snake(c), c.getSQLType(), c.notNull));
    if (c.primary) shape.keys.push(`${t} (${snake(c)})`);
    if (c.isUnique) shape.indexes.push(index(t, '_unique', snake(c), true, false));
  }
  for (const key of config.primaryKeys) shape.keys.push(`${t} (${list(key.columns)})`);
  for (const { config: i } of config.indexes) shape.indexes.push(index(t, i.name, list(i.columns), i.unique, i.where !== undefined));
  for (const key of config.foreignKeys) {
    const { columns, foreignColumns, foreignTable } = key.reference();
    shape.foreignKeys.push(`${t}.${list(columns)} → ${getTableName(foreignTable)}.${list(foreignColumns)}`);
  }
  for (const check of config.checks) shape.checks.push(`${check.name} on ${t}`);
}
