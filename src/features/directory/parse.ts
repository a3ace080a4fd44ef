import { CsvError, parse } from 'csv-parse/sync';
import { Problem, type ProblemParams } from '#src/ground/problem.ts';
import { type Content, contentOf, textOf } from './content.ts';

/** `line` is where the row begins in the file, counted as an editor counts. */
export type Line = { line: number; cells: readonly string[] };
export type Table = { headings: readonly string[]; rows: readonly Line[] };

export const fileLimits = { bytes: 10 * 1024 * 1024, rows: 10_000, columns: 50, cell: 8 * 1024 };

const delimiters = [';', ',', '\t'] as const;

/** A file of values between separators → its headings and rows. What makes the whole file unreadable is one problem that says where. */
export function readTable(bytes: Buffer, limits: typeof fileLimits = fileLimits): Table {
  if (bytes.length > limits.bytes) refuse('directory.too-big', { megabytes: limits.bytes / 1024 / 1024 });
  const content = contentOf(bytes);
  if (spreadsheets.has(content)) refuse('directory.spreadsheet');
  if (!readable.has(content)) refuse('directory.no-table');
  const { text, firstLine, delimiter } = announced(textOf(bytes).replace(/\r\n?/g, '\n'));
  const lines = split(text, delimiter ?? likeliestDelimiter(text), firstLine, limits);
  const [head, ...rows] = lines;
  if (!head) return refuse('directory.empty');
  if (head.cells.length > limits.columns) refuse('directory.too-many-columns', { maximum: limits.columns });
  if (rows.length > limits.rows) refuse('directory.too-many-rows', { maximum: limits.rows });
  return { headings: head.cells, rows };
}

const spreadsheets: ReadonlySet<Content> = new Set(['xlsx', 'opendocument', 'old-office']);
/** A heading may begin with a bracket: what is no table of ours is told by its headings. */
const readable: ReadonlySet<Content> = new Set(['text', 'json', 'xml']);

function refuse(code: string, params: ProblemParams = {}): never {
  throw new Problem('invalid', code, { params });
}

/** A text taken apart in every way it may be meant, the likeliest first: a title above the headings hides what separates them. */
export function* readLines(text: string, limits: typeof fileLimits): Generator<Line[]> {
  const { text: rest, firstLine, delimiter } = announced(text.replace(/\r\n?/g, '\n'));
  const likeliest = delimiter ?? likeliestDelimiter(rest);
  yield split(rest, likeliest, firstLine, limits);
  for (const other of delimiters) if (!delimiter && other !== likeliest) yield split(rest, other, firstLine, limits);
}

/** Some spreadsheets name the separator in a first line of its own: `sep=;`. */
function announced(text: string): { text: string; firstLine: number; delimiter?: string } {
  const line = /^"?sep=([;,\t])"?\n/i.exec(text);
  return line?.[1] ? { text: text.slice(line[0].length), firstLine: 2, delimiter: line[1] } : { text, firstLine: 1 };
}

/** The separator that stands most often in the heading, outside quotes. */
function likeliestDelimiter(text: string): string {
  const heading = /^\n*([^\n]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? '';
  const counted = delimiters.map((delimiter) => ({ delimiter, count: heading.split(delimiter).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function split(text: string, delimiter: string, firstLine: number, limits: typeof fileLimits): Line[] {
  let lastLine = firstLine - 1;
  const lines: Line[] = [];
  const keep = (cells: string[], lineOfEnd: number) => {
    const line = lineOfEnd - cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
    lastLine = lineOfEnd;
    if (cells.some((cell) => cell.length > limits.cell)) refuse('directory.cell-too-long', { line, maximum: limits.cell });
    if (cells.some((cell) => cell.trim() !== '')) lines.push({ line, cells });
  };
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: Math.min(limits.columns * limits.cell, limits.bytes),
      // One row more than allowed is enough to know that there are too many.
      to: limits.rows + 2,
      on_record: (cells: string[], { lines: read }) => {
        keep(cells, read + firstLine - 1);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
    refuse(tooLong ? 'directory.cell-too-long' : 'directory.quote-not-closed', { line: lastLine + 1, maximum: limits.cell });
  }
  return lines;
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}
