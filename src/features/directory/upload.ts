import { Problem, type ProblemParams } from '#src/ground/problem.ts';
import { type Columns, recogniseColumns } from './headings.ts';
import { readTable, type Table } from './parse.ts';

/** A file with columns that mean something; otherwise one problem that lists what was seen. */
export function openFile<F extends string>(
  bytes: Buffer,
  known: Readonly<Record<F, readonly string[]>>,
  isEnough: (columns: Columns<F>) => boolean,
  code: string,
): { table: Table; columns: Columns<F> } {
  const table = readTable(bytes);
  const columns = recogniseColumns(table.headings, known);
  if ('twice' in columns) throw refusal('directory.heading-twice', { heading: short(columns.twice) });
  if (!isEnough(columns))
    throw refusal(code, {
      seen: table.headings
        .map((heading) => heading.trim())
        .filter(Boolean)
        .map(short)
        .join(', '),
    });
  return { table, columns };
}

function refusal(code: string, params: ProblemParams): Problem {
  return new Problem('invalid', code, { params });
}

const short = (heading: string) => (heading.length > 40 ? `${heading.slice(0, 40)}…` : heading);
