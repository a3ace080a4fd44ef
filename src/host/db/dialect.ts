import { type Column, getTableColumns, type SQL, type SQLWrapper, sql, type Table } from 'drizzle-orm';
import { engine } from '#db/engine.ts';
import { DatabaseError, DiskFails, DiskFull } from './errors.ts';

/** What differs between the engines and cannot be said in the schema. */

const uniqueCodes = ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'];
const foreignKeyCodes = ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'];
const fullCodes = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', '53100'];
/** Errors of reading and writing, a file that may not be written or opened; on a server also one that only reads now. */
const failing = /^(SQLITE_(IOERR|READONLY|CANTOPEN)|58030$|58P01$|25006$)/;
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

/**
 * The column is one of these. All of them are one parameter, so the statement is the same for any number of them: it is
 * prepared once, and meets no limit on parameters.
 */
export function among(column: Column, values: readonly string[]): SQL {
  if (engine === 'postgres') return sql`${column} = any(${sql.param([...values])}::text[])`;
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}

type Shape = { columns: readonly (readonly [string, Column])[]; cells: SQL };

const shapes = new Map<Table, Shape>();

/**
 * What to insert: `tx.insert(grants).select(rowsOf(grants, rows))`. As one parameter, for the reasons of `among`; what
 * a row does not say is null.
 */
export function rowsOf<T extends Table>(table: T, rows: readonly T['$inferInsert'][]): SQL {
  const { columns, cells } = shapeOf(table);
  const asCells = (row: Record<string, unknown>) => columns.map(([name, column]) => written(column, row[name] ?? null));
  const json = JSON.stringify(rows.map(asCells));
  const from = engine === 'postgres' ? sql`jsonb_array_elements(${json}::jsonb)` : sql`json_each(${json})`;
  // Without `where`, SQLite would take `on conflict` for the condition of a join.
  return sql`select ${cells} from ${from} where true`;
}

function shapeOf(table: Table): Shape {
  const known = shapes.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table));
  const shape = { columns, cells: sql.raw(columns.map(([, column], at) => read(column, `value ->> ${at}`)).join(', ')) };
  shapes.set(table, shape);
  return shape;
}

function written(column: Column, value: unknown): unknown {
  if (value === null) return null;
  if (typeof value === 'string') return value.toWellFormed();
  const raw = typeof value === 'number' ? value : column.mapToDriverValue(value);
  return Buffer.isBuffer(raw) ? raw.toString('hex') : raw;
}

/** A cell of JSON as a value of the column's type. */
function read(column: Column, cell: string): string {
  const type = column.getSQLType();
  if (type === 'blob') return `unhex(${cell})`;
  if (type === 'bytea') return `decode(${cell}, 'hex')`;
  return type === 'bigint' || type === 'boolean' ? `(${cell})::${type}` : cell;
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
  if (fullCodes.includes(code)) return new DiskFull(code, 'The disk of the database is full.');
  if (failing.test(code)) return new DiskFails(code, `The disk of the database fails (${code}).`);
  const tells = ofSqlite || tellingClasses.includes(code.slice(0, 2));
  return new DatabaseError(code, tells ? error.message : `the database refused a value (${code})`);
}
