import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { engine } from '#db/engine.ts';
import { onDatabase, type Place } from '#tests/helpers/database.ts';

/** As somebody with the database and a program for it: triggers do not stop them. */
export async function tamper({ dataDir, databaseUrl }: Place, sql: string): Promise<void> {
  if (engine === 'postgres') return onDatabase(databaseUrl, `set session_replication_role = replica; ${sql}`);
  const db = new BetterSqlite(join(dataDir, 'keyholder.db'));
  for (const { name } of db.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[]) db.exec(`drop trigger ${name}`);
  db.pragma('foreign_keys = off');
  db.exec(sql);
  db.close();
}

export function bytesLiteral(bytes: Buffer): string {
  return engine === 'postgres' ? `'\\x${bytes.toString('hex')}'::bytea` : `x'${bytes.toString('hex')}'`;
}
