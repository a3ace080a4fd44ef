import type { Table } from 'drizzle-orm';
import type { Transaction, Watch } from './driver.ts';
import { UnitEnded, UnrecordedWrite } from './errors.ts';
import { builtQueries, type Drizzle, type ReadHandle, type UnitState, unitState, type WriteHandle } from './handle.ts';

export type Unit = {
  handle: WriteHandle;
  /** @throws the unit's failed statement, or UnrecordedWrite: then it must be rolled back. */
  end(): void;
  abandon(): void;
};

export function readHandle(db: Drizzle): ReadHandle {
  return {
    select: db.select.bind(db) as Drizzle['select'],
    selectDistinct: db.selectDistinct.bind(db) as Drizzle['selectDistinct'],
    [builtQueries]: db[builtQueries],
  };
}

/** Rows changed through `counted` must be told of by an audit event; rows changed through `plain` need not be. */
export function openUnit(transaction: Transaction, unrecorded: ReadonlySet<Table>, bulk: boolean, onStatement: (text: string) => void): Unit {
  let ended = false;
  let failure: { error: unknown } | undefined;
  let writes = 0;

  const watch = (done: Watch['done']): Watch => ({
    before(text) {
      if (ended) throw new UnitEnded('The unit of work of this handle is over. Await every statement inside the unit.');
      // PostgreSQL refuses everything after a failed statement; SQLite would go on. One rule for both.
      if (failure) throw failure.error;
      onStatement(text);
    },
    done,
    failed(error) {
      failure = { error };
    },
    yields: bulk,
  });
  const counted = transaction.handle(
    watch((rows) => {
      writes += rows;
    }),
  );
  const plain = transaction.handle(watch(() => undefined));

  const make = (forTable: (table: Table) => Drizzle, state: UnitState): WriteHandle => ({
    ...readHandle(plain),
    insert: (table) => forTable(table).insert(table),
    update: (table) => forTable(table).update(table),
    delete: (table) => forTable(table).delete(table),
    [unitState]: state,
  });
  const state: UnitState = {
    get writes() {
      return writes;
    },
    recorded: 0,
    get housekeeping(): WriteHandle {
      return make(() => plain, state);
    },
  };

  return {
    handle: make((table) => (unrecorded.has(table) ? plain : counted), state),
    end() {
      ended = true;
      if (failure) throw failure.error;
      if (writes > 0 && state.recorded === 0) {
        throw new UnrecordedWrite(`A unit of work changed ${writes} rows and recorded no event.`);
      }
    },
    abandon() {
      ended = true;
    },
  };
}
