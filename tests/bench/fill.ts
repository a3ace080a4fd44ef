import Sqlite from 'better-sqlite3';
import { getTableColumns, getTableName, type Table } from 'drizzle-orm';

export type Filler = {
  /** Adds rows as they are, names as in `db/schema`; columns that a row does not name become null. */
  rows<T extends Table>(table: T, rows: Iterable<T['$inferInsert']>): void;
  close(): void;
};

const inDatabase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Writes rows past the product, for data that only has to be there: a million in seconds. Nothing else may have the database open. */
export function openFiller(file: string): Filler {
  const db = new Sqlite(file);
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -400000');
  return {
    rows(table, rows) {
      const names = Object.keys(getTableColumns(table));
      const insert = db.prepare(`insert into ${getTableName(table)} (${names.map(inDatabase).join(', ')}) values (${names.map(() => '?').join(', ')})`);
      db.exec('begin');
      for (const row of rows) insert.run(names.map((name) => inSqlite((row as Record<string, unknown>)[name])));
      db.exec('commit');
    },
    close() {
      db.pragma('wal_checkpoint(truncate)');
      db.close();
    },
  };
}

function inSqlite(value: unknown): unknown {
  return value === undefined ? null : typeof value === 'boolean' ? Number(value) : value;
}
