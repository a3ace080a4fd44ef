import { Problem, type ProblemParams } from '#src/ground/problem.ts';
import { fold } from '#src/ground/words.ts';
import { tidied } from './cells.ts';
import { contentOf, textOf } from './content.ts';
import { type DateOrder, type DateQuestion, type DayReader, readDates } from './dates.rules.ts';
import { type Columns, nameOf, recogniseColumns } from './headings.ts';
import { fileLimits, type Line, readLines, type Table } from './parse.ts';
import { readWorkbook } from './xlsx.ts';

/** What a file is taken for: its headings, which of them it needs, and which of its columns are dates. */
export type FileKind<F extends string> = {
  headings: Readonly<Record<F, readonly string[]>>;
  isEnough: (columns: Columns<F>) => boolean;
  dates: readonly F[];
  /** Read only where the other field has no column. */
  instead?: { of: F; read: F };
  code: string;
};

/** How whoever brings a file wants it read, where the file does not say it. `columns` names the field of a heading of theirs. */
export type Reading = { dates?: DateOrder | undefined; zone: string; columns?: Readonly<Record<string, string>> | undefined };

/** What was done to read a file that its owner may not expect: "the headings are on line 4". */
export type Told = { code: 'sheet' | 'hidden-sheets' | 'headings-at' | 'windows-1252' | 'totals'; value: string };

/** `question` is what has to be answered before the dates of the file mean anything. */
export type OpenFile<F extends string> = {
  table: Table;
  columns: Columns<F>;
  days: ReadonlyMap<F, DayReader>;
  question: DateQuestion | null;
  told: readonly Told[];
};

/** A file with columns that mean something; otherwise one problem that lists what was seen. */
export function openFile<F extends string>(bytes: Buffer, kind: FileKind<F>, { dates: order, zone, columns: named }: Reading): OpenFile<F> {
  const { table, columns: seen, told } = findTable(bytes, kind, named);
  const columns = without(seen, kind.instead);
  const totals = totalsOf(table);
  const rows = table.rows.slice(0, table.rows.length - totals.length);
  const dates = kind.dates.flatMap((field) => {
    const column = columns.fields.get(field);
    if (!column) return [];
    const { heading, index } = column;
    const cells = rows.map(({ line, cells: all }) => ({ line, text: tidied(all[index] ?? '') })).filter(({ text }) => text !== '');
    return [{ field, heading, european: european.test(nameOf(heading)), cells }];
  });
  const said = totals.length > 0 ? [...told, { code: 'totals' as const, value: totals.map(({ line }) => line).join(', ') }] : told;
  return { table: { ...table, rows }, columns, told: said, ...readDates(dates, { order, zone }) };
}

type Candidate = { lines: readonly Line[]; told: readonly Told[]; padded: boolean };

/** The headings may stand below a title, and on another sheet than the first. */
function findTable<F extends string>(bytes: Buffer, kind: FileKind<F>, named: Reading['columns']): { table: Table; columns: Columns<F>; told: Told[] } {
  let first: readonly Line[] | undefined;
  for (const { lines, told, padded } of candidates(bytes)) {
    first ??= lines.length > 0 ? lines : undefined;
    for (const [index, { line, cells: headings }] of lines.slice(0, mostTitles).entries()) {
      const columns = recogniseColumns(headings, kind.headings, named);
      if ('twice' in columns || !kind.isEnough(columns)) continue;
      const width = headings.length;
      const rows = lines.slice(index + 1).map((row) => (padded && row.cells.length < width ? { ...row, cells: padTo(row.cells, width) } : row));
      if (width > fileLimits.columns) throw refusal('directory.too-many-columns', { maximum: fileLimits.columns });
      if (rows.length > fileLimits.rows) throw refusal('directory.too-many-rows', { maximum: fileLimits.rows });
      return { table: { headings, rows }, columns, told: [...told, ...(index > 0 ? [{ code: 'headings-at' as const, value: String(line) }] : [])] };
    }
  }
  throw first ? unknownHeadings(fullestOf(first), kind) : refusal('directory.empty');
}

/** Most likely the headings, in a file that was meant for something else. */
function fullestOf(lines: readonly Line[]): readonly string[] {
  const filled = ({ cells }: Line) => cells.filter((cell) => cell.trim() !== '').length;
  return lines.slice(0, mostTitles).reduce((best, next) => (filled(next) > filled(best) ? next : best)).cells;
}

/** Above the headings; more than any report has. */
const mostTitles = 20;

const padTo = (cells: readonly string[], width: number) => [...cells, ...Array<string>(width - cells.length).fill('')];

/** Every table that a file may hold, the likeliest first. */
function* candidates(bytes: Buffer): Generator<Candidate> {
  if (bytes.length > fileLimits.bytes) throw refusal('directory.too-big', { megabytes: fileLimits.bytes / 1024 / 1024 });
  const content = contentOf(bytes);
  if (content === 'xlsx') return yield* sheets(bytes);
  if (content === 'opendocument' || content === 'old-office') throw refusal('directory.other-spreadsheet');
  if (content !== 'text' && content !== 'json' && content !== 'xml') throw refusal('directory.no-table');
  const { text, told } = decoded(bytes);
  for (const lines of readLines(text, { ...fileLimits, rows: fileLimits.rows + mostTitles })) yield { lines, told, padded: false };
}

function* sheets(bytes: Buffer): Generator<Candidate> {
  const all = readWorkbook(bytes, { ...fileLimits, rows: fileLimits.rows + mostTitles });
  const hidden = all.filter((sheet) => sheet.hidden).map(({ name }) => name);
  const shown = all.filter((sheet) => !sheet.hidden);
  for (const { name, rows } of shown) {
    const told: Told[] = [
      ...(shown.length > 1 ? [{ code: 'sheet' as const, value: name }] : []),
      ...(hidden.length > 0 ? [{ code: 'hidden-sheets' as const, value: hidden.join(', ') }] : []),
    ];
    yield { lines: rows(), told, padded: true };
  }
}

/**
 * What is no Unicode was most likely written by a spreadsheet in the West of Europe. That cannot be proven, so it is said, with a word
 * to look at.
 */
function decoded(bytes: Buffer): { text: string; told: Told[] } {
  try {
    return { text: textOf(bytes), told: [] };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'directory.not-unicode') throw error;
    const text = new TextDecoder('windows-1252').decode(bytes);
    // Bytes that this encoding has no letter for.
    if (/^(ÿþ|þÿ)|[\0\u0081\u008d\u008f\u0090\u009d]/.test(text)) throw error;
    return { text, told: [{ code: 'windows-1252', value: /[\p{L}\p{N}.@]*[^\0-\u007f][\p{L}\p{N}.@]*/u.exec(text)?.[0].slice(0, 40) ?? '' }] };
  }
}

/** Rows at the end that count the others. */
function totalsOf({ rows }: Table): readonly Line[] {
  const last = rows.findLastIndex(({ cells }) => !isTotal(cells));
  return rows.slice(last + 1);
}

const total = /^((sub|eind|grand |report )?-?(totaal|totalen|totals?|totaux)|gesamt\w*|summe|somme|insgesamt|aantal|count|number of|anzahl|nombre)\b/;

function isTotal(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length * 2 <= cells.length + 1 && total.test(fold(filled[0] ?? '')) && !filled.some((cell) => cell.includes('@'));
}

function without<F extends string>({ fields, ignored }: Columns<F>, instead: FileKind<F>['instead']): Columns<F> {
  const second = instead && fields.has(instead.of) ? fields.get(instead.read) : undefined;
  if (!second) return { fields, ignored };
  return {
    fields: new Map([...fields].filter(([field]) => field !== instead?.read)),
    ignored: [...ignored, { heading: second.heading, why: 'other-column' }],
  };
}

/** Headings of dates in Dutch or German, where nobody puts the month first. */
const european = /dienst|datum|werkdag|gewijzigd|geroteerd|rotatie|wijziging|einde|austritt|eintritt|arbeitstag|vertrags/;

function unknownHeadings<F extends string>(headings: readonly string[], { headings: known, code }: FileKind<F>): Problem {
  const columns = recogniseColumns(headings, known);
  if ('twice' in columns) return refusal('directory.heading-twice', { heading: short(columns.twice) });
  const seen = headings.map((heading) => heading.trim()).filter(Boolean);
  return refusal(code, { seen: seen.slice(0, fileLimits.columns).map(short).join(', ') });
}

function refusal(code: string, params: ProblemParams = {}): Problem {
  return new Problem('invalid', code, { params });
}

const short = (heading: string) => (heading.length > 40 ? `${heading.slice(0, 40)}…` : heading);
