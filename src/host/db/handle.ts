import type { Query } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Mapper } from './rows.ts';

/** A query whose text is made already, on whatever handle it was made. */
export type Built = { readonly query: Query; readonly mapper: Mapper };

export const builtQueries: unique symbol = Symbol('built queries');

export type Drizzle = BetterSQLite3Database<Record<string, never>> & {
  [builtQueries](built: Built, values: Readonly<Record<string, unknown>>): Promise<unknown>;
};

/** What one unit of work has done so far; kept beside its handle, out of reach of features. */
export type UnitState = { readonly writes: number; recorded: number; readonly housekeeping: WriteHandle };

export const unitState: unique symbol = Symbol('unit');

/** Reads only. Always awaited: `.all()`, `.get()` and `.run()` exist on one engine alone and are not part of the house. */
export type ReadHandle = Pick<Drizzle, 'select' | 'selectDistinct' | typeof builtQueries>;

/** A unit's handle. It stops working when its unit ends. */
export type WriteHandle = ReadHandle & Pick<Drizzle, 'insert' | 'update' | 'delete'> & { readonly [unitState]: UnitState };

/** Called by `record`: a unit that changed rows and never called it does not commit. */
export function markRecorded(tx: WriteHandle): void {
  tx[unitState].recorded++;
}

export function isWriteHandle(handle: ReadHandle): handle is WriteHandle {
  return unitState in handle;
}

/** The same unit, for bookkeeping no event tells of (when a session was last used). Its few callers are listed by a law. */
export function housekeeping(tx: WriteHandle): WriteHandle {
  return tx[unitState].housekeeping;
}
