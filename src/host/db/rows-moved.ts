import { createHash } from 'node:crypto';
import { type Column, count, getTableColumns, getTableName, is, sql, type Table } from 'drizzle-orm';
import { getTableConfig as ofPostgres, PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as ofSqlite, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from '#db/schema/index.ts';
import type { ReadHandle, WriteHandle } from './handle.ts';

/** A row as both engines give it: by property, with the same kind of value for each column. */
export type Row = Readonly<Record<string, unknown>>;
export type TableReport = { table: string; rows: number; digest: string };

type HouseTable = (typeof schema)[keyof typeof schema];

const config = (table: Table) => {
  if (is(table, PgTable)) return ofPostgres(table);
  if (is(table, SQLiteTable)) return ofSqlite(table);
  throw new Error('A table belongs to neither engine.');
};

/** Every table, those that others refer to first. @throws when they refer to each other in a circle */
export function tablesInOrder(tables: readonly HouseTable[] = Object.values(schema)): readonly HouseTable[] {
  const ordered: HouseTable[] = [];
  let left = tables;
  while (left.length > 0) {
    const ready = left.filter((table) => targets(table).every((target) => !left.some((one) => getTableName(one) === target)));
    if (ready.length === 0) throw new Error(`These tables refer to each other in a circle: ${left.map(getTableName).join(', ')}.`);
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
}

function targets(table: Table): string[] {
  return config(table).foreignKeys.map((key) => getTableName(key.reference().foreignTable));
}

export const tableName = (table: Table) => getTableName(table);

export function tableByName(name: string): HouseTable {
  const table = Object.values(schema).find((one) => getTableName(one) === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  return table;
}

type Key = { property: string; column: Column }[];

function keyOf(table: HouseTable): Key {
  const { columns, primaryKeys } = config(table);
  const names = (primaryKeys[0]?.columns ?? columns.filter((column) => column.primary)).map((column) => column.name);
  return Object.entries(getTableColumns(table)).flatMap(([property, column]) => (names.includes(column.name) ? [{ property, column }] : []));
}

/** The rows behind `last` in the order of their key. */
export async function nextRows(read: ReadHandle, table: HouseTable, last: Row | undefined, limit: number): Promise<Row[]> {
  const key = keyOf(table);
  const columns = sql.join(
    key.map(({ column }) => column),
    sql`, `,
  );
  const behind =
    last &&
    sql`(${columns}) > (${sql.join(
      key.map(({ property, column }) => sql.param(last[property], column)),
      sql`, `,
    )})`;
  return read.select().from(table).where(behind).orderBy(columns).limit(limit);
}

export async function insertRows(tx: WriteHandle, table: HouseTable, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await tx.insert(table).values(rows as never);
}

export async function countRows(read: ReadHandle, table: HouseTable): Promise<number> {
  const [row] = await read.select({ n: count() }).from(table);
  return row?.n ?? 0;
}

/** Collects the rows of one table, in any order: the engines do not sort every text alike. */
export function createReport(table: string): { add(rows: readonly Row[]): void; finish(): TableReport } {
  const hashes: string[] = [];
  return {
    add: (rows) => {
      for (const row of rows) hashes.push(createHash('sha256').update(rowText(row)).digest('base64'));
    },
    finish: () => ({ table, rows: hashes.length, digest: createHash('sha256').update(hashes.sort().join('\n')).digest('hex') }),
  };
}

/** One text for one row, whichever engine it came from. */
function rowText(row: Row): string {
  return JSON.stringify(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value]),
  );
}
