import type { Drizzle } from './handle.ts';

/** Told of every statement of one handle. `before` may refuse it by throwing. */
export type Watch = {
  before(): void;
  done(rows: number): void;
  failed(error: unknown): void;
  /** Let others have the event loop before each statement: SQLite would hold it for the whole unit. */
  yields: boolean;
};

/** One physical transaction. Several units of work may share it, each behind a savepoint. */
export type Transaction = {
  handle(watch: Watch): Drizzle;
  run(statement: string): Promise<void>;
  commit(): Promise<void>;
  /** Never throws: the engine may have rolled back by itself, and the first error must not be hidden. */
  rollback(): Promise<void>;
};

/** Alone with the database: nobody else writes or migrates meanwhile. */
export type MigrationSession = {
  rows(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** All of them in one transaction. */
  apply(statements: readonly string[]): Promise<void>;
};

export type Driver = {
  reader(watch: Watch): Drizzle;
  begin(): Promise<Transaction>;
  alone(work: (session: MigrationSession) => Promise<void>): Promise<void>;
  backup(file: string): Promise<{ bytes: number }>;
  close(): Promise<void>;
};
