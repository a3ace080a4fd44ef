import { dayText, parseDay, wallTime } from '#src/ground/time.ts';
import { fold } from '#src/ground/words.ts';
import type { RemarkCode } from './remarks.ts';

export type Day = NonNullable<ReturnType<typeof parseDay>>;
export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** The cells of one column of dates. `european`: its heading is in a language in which nobody puts the month first. */
export type DateColumn<F extends string> = { field: F; heading: string; european: boolean; cells: readonly { line: number; text: string }[] };
export type DayReader = (text: string) => { day: Day | null } | { wrong: RemarkCode; value: string };
/** A date that can be read both ways in a file that does not say which is meant; the days as `2026-12-31`. */
export type DateQuestion = { column: string; line: number; text: string; dayFirst: string; monthFirst: string };

type Sign = '-' | '/' | '.';
type Numeric = { kind: 'numeric'; sign: Sign; dayFirst: Day | null | undefined; monthFirst: Day | null | undefined };
/** A moment with a zone: the day it was written on, and the day it is here; undefined where the moment is no edge of that day. */
type Moment = { kind: 'moment'; written: Day | undefined; here: Day | undefined };
type Cell = { kind: 'day'; day: Day | null } | Numeric | Moment | { kind: 'serial' } | { kind: 'none' };
type Seen = { line: number; text: string; cell: Cell };

/**
 * A column is read as one: a program writes all of it alike, and each date by itself would be turned round wherever that is
 * possible. What proves the order is a date with one reading only; the same signs elsewhere in the file share the proof. What
 * nothing proves is asked.
 */
export function readDates<F extends string>(
  columns: readonly DateColumn<F>[],
  { order, zone }: { order?: DateOrder | undefined; zone: string },
): { days: ReadonlyMap<F, DayReader>; question: DateQuestion | null } {
  const seen = columns.map((column) => ({ ...column, cells: column.cells.map((cell): Seen => ({ ...cell, cell: readCell(cell.text, zone) })) }));
  const proofs = seen.map(({ cells }) => proofOf(cells));
  const days = new Map<F, DayReader>();
  let question: DateQuestion | null = null;
  for (const [index, column] of seen.entries()) {
    const proof = proofs[index] ?? new Map();
    const others = proofs.filter((_, other) => other !== index);
    const read = decide(column, proof, others, order);
    if ('asks' in read) question ??= read.asks;
    else days.set(column.field, (text) => dayOf(readCell(text, zone), text, read));
  }
  return { days, question };
}

type Decision = { orders: ReadonlyMap<Sign, DateOrder>; moments: 'written' | 'here' | null; refused: { wrong: RemarkCode; value: string } | null };
type Found = { 'day-first'?: Seen; 'month-first'?: Seen; open?: Seen };
type Proof = ReadonlyMap<Sign, Found>;

/** By sign: the first cell that only one order can read, and the first that both can. */
function proofOf(cells: readonly Seen[]): Proof {
  const proof = new Map<Sign, Found>();
  for (const seen of cells) {
    if (seen.cell.kind !== 'numeric') continue;
    const { sign, dayFirst, monthFirst } = seen.cell;
    const found = proof.get(sign) ?? {};
    proof.set(sign, found);
    if (dayFirst === undefined) found['month-first'] ??= seen;
    else if (monthFirst === undefined) found['day-first'] ??= seen;
    else if (!sameDay(dayFirst, monthFirst)) found.open ??= seen;
  }
  return proof;
}

function decide<F extends string>(
  column: DateColumn<F> & { cells: readonly Seen[] },
  proof: Proof,
  others: readonly Proof[],
  said: DateOrder | undefined,
): Decision | { asks: DateQuestion } {
  const orders = new Map<Sign, DateOrder>();
  const first = (order: DateOrder) => [...proof.values()].find((found) => found[order])?.[order];
  const proven = { 'day-first': first('day-first'), 'month-first': first('month-first') };
  const moments = momentsOf(column.cells);
  const refuse = (wrong: RemarkCode, ...examples: (Seen | undefined)[]) => ({ orders, moments: null, refused: { wrong, value: quoted(examples) } });
  if (proven['day-first'] && proven['month-first']) return refuse('dates-mixed', proven['day-first'], proven['month-first']);
  const against = said && proven[said === 'day-first' ? 'month-first' : 'day-first'];
  if (against) return refuse('dates-against', against);
  if (typeof moments === 'object' && moments) return refuse('dates-moments', ...moments);
  for (const [sign, found] of proof) {
    const order = dateOrders.find((one) => found[one]) ?? said ?? orderByContext(sign, others, column.european);
    if (order) orders.set(sign, order);
    else if (found.open) return { asks: questionOf(column.heading, found.open) };
  }
  if (new Set(orders.values()).size > 1)
    return refuse('dates-mixed', ...[...proof.values()].map((found) => found['day-first'] ?? found['month-first'] ?? found.open));
  return { orders, moments, refused: null };
}

/**
 * By proof elsewhere in the file, or because nobody writes it otherwise. Of all locales none puts the month first
 * before dots or dashes; Americans write dashes by hand, but not under a Dutch heading. Slashes prove nothing: spreadsheets set
 * to American write them into every file.
 */
function orderByContext(sign: Sign, others: readonly Proof[], european: boolean): DateOrder | undefined {
  const elsewhere = dateOrders.filter((order) => others.some((proof) => proof.get(sign)?.[order]));
  if (elsewhere.length === 1) return elsewhere[0];
  return elsewhere.length === 0 && (sign === '.' || (sign === '-' && european)) ? 'day-first' : undefined;
}

/** Which of the two days the moments of a column mean, or the two that cannot mean the same one. */
function momentsOf(cells: readonly Seen[]): Decision['moments'] | readonly Seen[] {
  const moments = cells.filter((seen): seen is Seen & { cell: Moment } => seen.cell.kind === 'moment');
  const unwritten = moments.find(({ cell }) => !cell.written);
  if (!unwritten) return moments.length > 0 ? 'written' : null;
  const elsewhere = moments.find(({ cell }) => !cell.here);
  return elsewhere ? [unwritten, ...(elsewhere === unwritten ? [] : [elsewhere])] : 'here';
}

function questionOf(column: string, { line, text, cell }: Seen): DateQuestion {
  const { dayFirst, monthFirst } = cell as Numeric;
  return { column, line, text, dayFirst: dayFirst ? dayText(dayFirst) : '', monthFirst: monthFirst ? dayText(monthFirst) : '' };
}

function dayOf(cell: Cell, text: string, { orders, moments, refused }: Decision): ReturnType<DayReader> {
  if (cell.kind === 'serial') return { wrong: 'serial-date', value: text };
  if (cell.kind === 'none') return { wrong: 'not-a-date', value: text };
  if (refused) return refused;
  if (cell.kind === 'day') return cell;
  if (cell.kind === 'moment') return { day: (moments === 'here' ? cell.here : cell.written) ?? null };
  const day = orders.get(cell.sign) === 'month-first' ? cell.monthFirst : cell.dayFirst;
  return day === undefined ? { wrong: 'not-a-date', value: text } : { day };
}

/** What HR systems write for "no end". */
const never = 9999;
const endless = (day: Day): Day | null => (day.year < never ? day : null);
const sameDay = (a: Day | null, b: Day | null) => (a && dayText(a)) === (b && dayText(b));
const quoted = (examples: readonly (Seen | undefined)[]) => examples.flatMap((seen) => (seen ? `${seen.line}: ${seen.text}` : [])).join(', ');

const clock = /(?:[T ]|, )0?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([AP])\.?M\.?)?$/i;
const offset = /(?<=\d) ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/;
/** From 1927 to 2119, as spreadsheets count days. */
const serial = /^[1-7]\d{4}(?:[.,]0+)?$/;

function readCell(text: string, zone: string): Cell {
  if (serial.test(text)) return { kind: 'serial' };
  const whole = readDate(text);
  if (whole) return whole;
  const zoned = offset.exec(text);
  const local = zoned ? text.slice(0, zoned.index) : text;
  const time = clock.exec(local);
  const date = readDate(time ? local.slice(0, time.index) : local);
  if (!date || (time && !isTime(time))) return { kind: 'none' };
  // With a clock but no zone, or a zone but no clock, the day is the one that is written.
  return zoned && time && date.kind === 'day' && date.day ? momentOf(date.day, time, zoned[1] ?? 'Z', zone) : date;
}

function isTime([, hour, minutes, seconds]: RegExpExecArray): boolean {
  return Number(hour) < 24 && Number(minutes) < 60 && Number(seconds ?? 0) < 60;
}

/** Midnight, or the last minute of a day. */
const isEdge = (hour: number, minutes: number, seconds: number) => (hour === 0 && minutes === 0 && seconds === 0) || (hour === 23 && minutes === 59);

function momentOf(day: Day, time: RegExpExecArray, mark: string, zone: string): Moment {
  const [hours, minutes, seconds] = [Number(time[1]) % 12 === 0 && time[4] ? 0 : Number(time[1]), Number(time[2]), Number(time[3] ?? 0)];
  const hour = time[4]?.toUpperCase() === 'P' ? (hours % 12) + 12 : hours;
  const [, sign, ahead = '0', more = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(mark) ?? [];
  const shift = (Number(ahead) * 60 + Number(more)) * (sign === '-' ? -1 : 1);
  const here = wallTime(Date.UTC(day.year, day.month - 1, day.day, hour, minutes - shift, seconds), zone);
  return {
    kind: 'moment',
    written: isEdge(hour, minutes, seconds) ? day : undefined,
    here: isEdge(here.hour, here.minute, here.second) ? { year: here.year, month: here.month, day: here.day } : undefined,
  };
}

function readDate(text: string): Cell | undefined {
  const iso = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/.exec(text) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) return wordy(iso[1], iso[3], iso[4]);
  const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  if (numeric) return numericOf(numeric[2] as Sign, numeric[1], numeric[3], numeric[4]);
  const named = /^(\d{1,2})\.?[- ](\p{L}{3,})\.?[-, ]+(\d{4})$/u.exec(text);
  const american = /^(\p{L}{3,})\.? (\d{1,2}),? (\d{4})$/u.exec(text);
  if (named) return wordy(named[3], monthNamed(named[2]), named[1]);
  return american ? wordy(american[3], monthNamed(american[1]), american[2]) : undefined;
}

function wordy(year = '', month: string | undefined, day = ''): Cell | undefined {
  const found = month === undefined ? undefined : parseDay(`${year}-${month}-${day}`);
  return found && { kind: 'day', day: endless(found) };
}

function numericOf(sign: Sign, first = '', second = '', year = ''): Cell | undefined {
  const [dayFirst, monthFirst] = [parseDay(`${year}-${second}-${first}`), parseDay(`${year}-${first}-${second}`)];
  if (!dayFirst && !monthFirst) return undefined;
  return { kind: 'numeric', sign, dayFirst: dayFirst && endless(dayFirst), monthFirst: monthFirst && endless(monthFirst) };
}

/** By their first letters in Dutch, English, German and French, where no two of them begin alike. */
const months: readonly (readonly string[])[] = [
  ['jan'],
  ['feb', 'fev'],
  ['maa', 'mar', 'mrt', 'mae', 'mrz'],
  ['apr', 'avr'],
  ['mei', 'may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aou'],
  ['sep'],
  ['okt', 'oct'],
  ['nov'],
  ['dec', 'dez'],
];

function monthNamed(name = ''): string | undefined {
  const plain = fold(name);
  const found = months.findIndex((starts) => starts.some((start) => plain.startsWith(start)));
  return found < 0 ? undefined : String(found + 1);
}
