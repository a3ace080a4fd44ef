import { isPlainText } from '#src/ground/plain-text.ts';
import type { Day, DayReader } from './dates.rules.ts';
import type { Columns } from './headings.ts';
import type { Line } from './parse.ts';
import { type Remark, type RemarkCode, remark } from './remarks.ts';

/** The cells of one row by field. The first thing wrong with it is kept in `wrong`: one reason a row is enough to mend it. */
export type RowReader<F extends string> = {
  line: number;
  has(field: F): boolean;
  heading(field: F): string | null;
  /** Without the spaces and line breaks around and inside it; undefined when the file has no such column. */
  text(field: F, longest: number): string | null | undefined;
  day(field: F): Day | null | undefined;
  refuse(code: RemarkCode, field: F | null, value?: string | number): void;
  wrong(): Remark | undefined;
};

/** Nearly every cell: printable ASCII with single spaces, which needs no tidying. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** What spreadsheets leave where they could not calculate, had no room, or took a long number for a quantity; in English, Dutch, German and French. */
const spoiled =
  /^(#(NAME|NAAM|NOM|VALUE|WAARDE|WERT|VALEUR|REF|VERW|BEZUG|DIV\/0|DEEL\/0|NUM|GETAL|ZAHL|NOMBRE|NULL|LEEG|NUL|SPILL|OVERLOOP|CALC|FIELD|VELD|N\/A|N\/B|NV)[?!]?|#{3,}|Err:\d{3}|-?\d([.,]\d+)?E\+\d{2,})$/i;

/** The text of a cell without what only spreads it out. */
export function tidied(cell: string): string {
  return plain.test(cell) ? cell : cell.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

export function rowReader<F extends string>(columns: Columns<F>, headings: number, row: Line, days: ReadonlyMap<F, DayReader>): RowReader<F> {
  let wrong: Remark | undefined;
  const heading = (field: F) => columns.fields.get(field)?.heading ?? null;
  const reader: RowReader<F> = {
    line: row.line,
    has: (field) => columns.fields.has(field),
    heading,
    text(field, longest) {
      const column = columns.fields.get(field);
      if (!column) return undefined;
      const cell = row.cells[column.index] ?? '';
      const text = tidied(cell);
      if (spoiled.test(text)) reader.refuse('spoiled', field, text);
      if (text.length > longest) reader.refuse('too-long', field, longest);
      else if (!plain.test(text) && !isPlainText(text)) reader.refuse('unprintable', field);
      return text || null;
    },
    day(field) {
      const text = reader.text(field, 40);
      if (!text) return text === undefined ? undefined : null;
      const read = days.get(field)?.(text) ?? { wrong: 'not-a-date', value: text };
      if ('day' in read) return read.day;
      reader.refuse(read.wrong, field, read.value);
      return undefined;
    },
    refuse(code, field, value = '') {
      wrong ??= remark(code, { line: row.line, column: field && heading(field) }, value);
    },
    wrong: () => wrong,
  };
  const extra = row.cells.slice(headings).some((cell) => cell.trim() !== '');
  if (extra || row.cells.length < headings) reader.refuse('cells', null, row.cells.length);
  return reader;
}

/** Also asked of addresses that only name somebody. */
export const looksLikeEmail = (text: string) => text.includes('@');
