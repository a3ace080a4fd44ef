import type { Guard } from './guards.ts';
import type { Drizzle } from './handle.ts';

/** Told of every statement of one handle. `before` may refuse it by throwing. */
export type Watch = {
  before(text: string): void;
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
  hasTable(name: string): Promise<boolean>;
  rows(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** All of them in one transaction. */
  apply(statements: readonly string[]): Promise<void>;
};

/** Something that has to be right outside this process. `must`: otherwise nothing starts. */
export type Condition = { what: string; must: boolean; ok: boolean; say: string };

/** Told now and then how far a long copy is. */
export type Progress = (done: number, total: number) => void;

export type Driver = {
  reader(watch: Watch): Drizzle;
  begin(): Promise<Transaction>;
  alone(work: (session: MigrationSession) => Promise<void>): Promise<void>;
  backup(file: string, progress?: Progress): Promise<{ bytes: number }>;
  conditions(): Promise<readonly Condition[]>;
  /** The triggers that are there and in force. */
  guards(): Promise<readonly Guard[]>;
  close(): Promise<void>;
};
