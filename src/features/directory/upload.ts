import { Problem, type ProblemParams } from '#src/ground/problem.ts';
import { tidied } from './cells.ts';
import { type DateOrder, type DateQuestion, type DayReader, readDates } from './dates.rules.ts';
import { type Columns, nameOf, recogniseColumns } from './headings.ts';
import { readTable, type Table } from './parse.ts';

/** What a file is taken for: its headings, which of them it needs, and which of its columns are dates. */
export type FileKind<F extends string> = {
  headings: Readonly<Record<F, readonly string[]>>;
  isEnough: (columns: Columns<F>) => boolean;
  dates: readonly F[];
  /** Read only where the other field has no column. */
  instead?: { of: F; read: F };
  code: string;
};

/** How whoever brings a file wants it read, where the file does not say it. */
export type Reading = { dates?: DateOrder | undefined; zone: string };

/** `question` is what has to be answered before the dates of the file mean anything. */
export type OpenFile<F extends string> = { table: Table; columns: Columns<F>; days: ReadonlyMap<F, DayReader>; question: DateQuestion | null };

/** A file with columns that mean something; otherwise one problem that lists what was seen. */
export function openFile<F extends string>(bytes: Buffer, kind: FileKind<F>, { dates: order, zone }: Reading): OpenFile<F> {
  const table = readTable(bytes);
  const columns = without(columnsOf(table, kind), kind.instead);
  const dates = kind.dates.flatMap((field) => {
    const column = columns.fields.get(field);
    if (!column) return [];
    const { heading, index } = column;
    const cells = table.rows.map(({ line, cells: all }) => ({ line, text: tidied(all[index] ?? '') })).filter(({ text }) => text !== '');
    return [{ field, heading, european: european.test(nameOf(heading)), cells }];
  });
  return { table, columns, ...readDates(dates, { order, zone }) };
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

function columnsOf<F extends string>(table: Table, { headings, isEnough, code }: FileKind<F>): Columns<F> {
  const columns = recogniseColumns(table.headings, headings);
  if ('twice' in columns) throw refusal('directory.heading-twice', { heading: short(columns.twice) });
  if (!isEnough(columns))
    throw refusal(code, {
      seen: table.headings
        .map((heading) => heading.trim())
        .filter(Boolean)
        .map(short)
        .join(', '),
    });
  return columns;
}

function refusal(code: string, params: ProblemParams): Problem {
  return new Problem('invalid', code, { params });
}

const short = (heading: string) => (heading.length > 40 ? `${heading.slice(0, 40)}…` : heading);
