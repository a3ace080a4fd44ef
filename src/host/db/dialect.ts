import type { SQL, SQLWrapper } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { DatabaseError } from './errors.ts';

/** What differs between the engines and cannot be said in the schema. */

const uniqueCodes = ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'];
const foreignKeyCodes = ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'];
const refusedCodes = ['SQLITE_CONSTRAINT_TRIGGER', 'P0001'];

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof DatabaseError && uniqueCodes.includes(error.code);
}

export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof DatabaseError && foreignKeyCodes.includes(error.code);
}

/** A trigger said no: the row may not go from that state to this one, or may not be edited at all. */
export function isRefusedByTrigger(error: unknown): boolean {
  return error instanceof DatabaseError && refusedCodes.includes(error.code);
}

/** SQLite puts nulls first and PostgreSQL last; these say it. */
export function ascending(column: SQLWrapper): SQL {
  return sql`${column} asc nulls last`;
}

// Classes of PostgreSQL's codes whose message names tables, columns and constraints only. Class 22 quotes the value.
const tellingClasses = ['08', '23', '25', '40', '42', '53', '55', '57', 'P0'];

/** An error of either engine as one that holds no values. Others (a lost connection, a bug) are returned as they are. */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const code = error.code;
  const ofSqlite = code.startsWith('SQLITE_');
  const ofPostgres = 'severity' in error;
  if (!ofSqlite && !ofPostgres) return error;
  const tells = ofSqlite || tellingClasses.includes(code.slice(0, 2));
  return new DatabaseError(code, tells ? error.message : `the database refused a value (${code})`);
}
