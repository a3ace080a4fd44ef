import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

export type Drizzle = BetterSQLite3Database<Record<string, never>>;

/** What one unit of work has done so far; kept beside its handle, out of reach of features. */
export type UnitState = { readonly writes: number; recorded: number; readonly housekeeping: WriteHandle };

export const unitState: unique symbol = Symbol('unit');

/** Reads only. Always awaited: `.all()`, `.get()` and `.run()` exist on one engine alone and are not part of the house. */
export type ReadHandle = Pick<Drizzle, 'select' | 'selectDistinct'>;

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
