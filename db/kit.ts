import * as pg from 'drizzle-orm/pg-core';
import * as lite from 'drizzle-orm/sqlite-core';
import { engine } from './engine.ts';

/**
 * One column vocabulary for both engines. A column has the same JavaScript type on each: instants are milliseconds
 * since the epoch, JSON is text that we encode ourselves (its bytes may be hashed), bytes are Buffers.
 * `id`, `ref` and `key` sort by bytes on both engines; `text` is for people and is never sorted by the database.
 */
declare const veil: unique symbol;
/** An instant that not everybody who holds the row may know: it is neither compared nor printed until `ground/veil.ts` opens it. */
export type Veiled = { readonly [veil]: 'instant' };

const sqliteKit = {
  table: lite.sqliteTable,
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  check: lite.check,
  id: () => lite.text().primaryKey(),
  ref: (target: () => lite.AnySQLiteColumn) => lite.text().references(target),
  key: () => lite.text(),
  text: () => lite.text(),
  oneOf: <const T extends readonly [string, ...string[]]>(values: T) => lite.text({ enum: values }),
  int: () => lite.integer({ mode: 'number' }),
  serial: () => lite.integer({ mode: 'number' }).primaryKey(),
  bool: () => lite.integer({ mode: 'boolean' }),
  time: () => lite.integer({ mode: 'number' }),
  veiledTime: () => lite.integer({ mode: 'number' }).$type<Veiled>(),
  bytes: () => lite.blob({ mode: 'buffer' }),
};

type Kit = typeof sqliteKit;

const collated = pg.customType<{ data: string }>({ dataType: () => 'text collate "C"' });
const bytea = pg.customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const postgresKit = {
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  check: pg.check,
  id: () => collated().primaryKey(),
  ref: (target: () => pg.AnyPgColumn) => collated().references(target),
  key: () => collated(),
  text: () => pg.text(),
  oneOf: (values: [string, ...string[]]) => pg.text({ enum: values }),
  int: () => pg.bigint({ mode: 'number' }),
  serial: () => pg.bigint({ mode: 'number' }).primaryKey(),
  bool: () => pg.boolean(),
  time: () => pg.bigint({ mode: 'number' }),
  veiledTime: () => pg.bigint({ mode: 'number' }),
  bytes: () => bytea(),
};

// The one place where PostgreSQL's tables pass for SQLite's: queries are written against one set of types.
const kit: Kit = engine === 'postgres' ? (postgresKit as unknown as Kit) : sqliteKit;

export const { table, index, uniqueIndex, primaryKey, check, id, ref, key, text, oneOf, int, serial, bool, time, veiledTime, bytes } = kit;
