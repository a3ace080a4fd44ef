import { Problem } from './problem.ts';

/** `next` is the cursor behind the last row, null on the last page. */
export type Page<T> = { rows: T[]; next: string | null };

const usual = 50;
/** More rows would keep a browser, and a printer, for long. */
const most = 1000;

/** How many rows a page of a list has: `all` is asked for by whoever prints it. */
export function rowsAsked(asked: string | undefined): number {
  return asked === 'all' ? most : usual;
}

/** Takes one row more than the limit, to know whether there is a next page. `keyOf` names the columns of the order. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly [string, string]): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: shown, next: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}

/** What `pageOf` wrote; null is the beginning. */
export function readCursor(after: string | undefined): readonly [string, string] | null {
  if (after === undefined || after === '') return null;
  const key = parsed(Buffer.from(after, 'base64url').toString('utf8'));
  const [first, second, ...rest] = Array.isArray(key) ? key : [];
  if (!isPart(first) || !isPart(second) || rest.length > 0) throw new Problem('invalid', 'cursor.invalid');
  return [first, second];
}

/** PostgreSQL has no text with NUL in it. */
function isPart(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}

/** The part of a cursor that is a moment, or a place in the log. */
export function readNumber(part: string): number {
  const at = Number(part);
  if (part === '' || !Number.isSafeInteger(at)) throw new Problem('invalid', 'cursor.invalid');
  return at;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
