import { type SQL, sql } from 'drizzle-orm';
import { isWriteHandle } from '#src/host/db/handle.ts';
import type { Ctx, WriteHandle } from './ctx.ts';

export { among, rowsOf } from '#src/host/db/dialect.ts';

/** Rows a statement, so that readers and other units are let through in between. */
const size = 500;

export function batches<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
}

/** For `onConflictDoUpdate`: these columns take the values of the row that was to be inserted. */
export function replaced(columns: readonly string[]): Record<string, SQL> {
  const inDatabase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(columns.map((name) => [name, sql.raw(`excluded.${inDatabase(name)}`)]));
}

/** For verbs that only make sense inside the unit that decided them: `verb(within(ctx, tx), …)`. */
export function needUnit(ctx: Ctx): WriteHandle {
  if (!isWriteHandle(ctx.read)) throw new Error('This verb joins the unit of its caller: call it with within(ctx, tx).');
  return ctx.read;
}
