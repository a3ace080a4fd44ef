import { CsvError, parse } from 'csv-parse/sync';
import { Problem, type ProblemParams } from '#src/ground/problem.ts';

/** `line` is where the row begins in the file, counted as an editor counts. */
export type Line = { line: number; cells: readonly string[] };
export type Table = { headings: readonly string[]; rows: readonly Line[] };

export const fileLimits = { bytes: 10 * 1024 * 1024, rows: 10_000, columns: 50, cell: 8 * 1024 };

const delimiters = [';', ',', '\t'] as const;
const longestRecord = fileLimits.columns * fileLimits.cell;

/** A file of values between separators → its headings and rows. What makes the whole file unreadable is one problem that says where. */
export function readTable(bytes: Buffer): Table {
  if (bytes.length > fileLimits.bytes) refuse('directory.too-big', { megabytes: fileLimits.bytes / 1024 / 1024 });
  const { text, firstLine, delimiter } = announced(decode(bytes).replace(/\r\n?/g, '\n'));
  const lines = split(text, delimiter ?? likeliestDelimiter(text), firstLine);
  const [head, ...rows] = lines;
  if (!head) return refuse('directory.empty');
  if (head.cells.length > fileLimits.columns) refuse('directory.too-many-columns', { maximum: fileLimits.columns });
  if (rows.length > fileLimits.rows) refuse('directory.too-many-rows', { maximum: fileLimits.rows });
  return { headings: head.cells, rows };
}

function refuse(code: string, params: ProblemParams = {}): never {
  throw new Problem('invalid', code, { params });
}

function decode(bytes: Buffer): string {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) refuse('directory.spreadsheet');
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = decoded(bytes, encoding);
  if (text.includes('\0')) refuse('directory.nul');
  return text;
}

function decoded(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuse('directory.not-unicode');
  }
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

function split(text: string, delimiter: string, firstLine: number): Line[] {
  let lastLine = firstLine - 1;
  const lines: Line[] = [];
  const keep = (cells: string[], lineOfEnd: number) => {
    const line = lineOfEnd - cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
    lastLine = lineOfEnd;
    if (cells.some((cell) => cell.length > fileLimits.cell)) refuse('directory.cell-too-long', { line, maximum: fileLimits.cell });
    if (cells.some((cell) => cell.trim() !== '')) lines.push({ line, cells });
  };
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: longestRecord,
      // One row more than allowed is enough to know that there are too many.
      to: fileLimits.rows + 2,
      on_record: (cells: string[], { lines: read }) => {
        keep(cells, read + firstLine - 1);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
    refuse(tooLong ? 'directory.cell-too-long' : 'directory.quote-not-closed', { line: lastLine + 1, maximum: fileLimits.cell });
  }
  return lines;
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}
