import { Problem } from '#src/ground/problem.ts';
import { day as dayLength, dayText, wallTime } from '#src/ground/time.ts';
import type { fileLimits, Line } from './parse.ts';
import { readXml } from './xml.ts';
import { listZip, unzip, type ZipEntry } from './zip.ts';

/** A sheet of a workbook; its rows are read when somebody asks, because most files have sheets that nobody needs. */
export type Sheet = { name: string; hidden: boolean; rows(): Line[] };

/** What one part of a workbook may grow to, unpacked: 10,000 rows of 50 columns are some 40 MB. */
const mostUnpacked = 64 * 1024 * 1024;

/** The sheets of a workbook of Excel 2007 and later (ECMA-376 part 1, §18). Cells come as text, days as `2026-12-31`. */
export function readWorkbook(bytes: Buffer, limits: typeof fileLimits): Sheet[] {
  const entries = new Map(listZip(bytes).map((entry) => [entry.name, entry]));
  const part = (name: string) => unpacked(bytes, entries.get(name));
  const targets = new Map<string, string>();
  readXml(part('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const found: { name: string; hidden: boolean; path: string }[] = [];
  let from1904 = false;
  readXml(part('xl/workbook.xml'), {
    open(element, { name = '', state = 'visible', id = '', date1904 = '' }) {
      if (element === 'workbookPr') from1904 = date1904 === '1' || date1904 === 'true';
      if (element === 'sheet') found.push({ name, hidden: state !== 'visible', path: targets.get(id) ?? '' });
    },
  });
  const strings = readStrings(part('xl/sharedStrings.xml'));
  const formats = readFormats(part('xl/styles.xml'));
  const written = (text: string, style: number) => numberText(text, formats[style] ?? 'General', from1904);
  return found.map(({ name, hidden, path }) => ({ name, hidden, rows: () => readRows(part(path), strings, written, limits) }));
}

function unpacked(bytes: Buffer, entry: ZipEntry | undefined): string {
  return entry ? unzip(bytes, entry, mostUnpacked).toString('utf8') : '';
}

/** Texts are kept once for all cells. What only says how a word sounds is no part of it. */
function readStrings(xml: string): string[] {
  const strings: string[] = [];
  let [text, inText, phonetic] = ['', false, false];
  readXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') phonetic = false;
      inText = false;
    },
  });
  return strings;
}

/** The format of numbers by style, as cells name them. */
function readFormats(xml: string): string[] {
  const codes = new Map<string, string>();
  const formats: string[] = [];
  let inCells = false;
  readXml(xml, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(numFmtId, formatCode);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(codes.get(numFmtId) ?? builtIn(Number(numFmtId)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** Formats that have a number and no code (§18.8.30): of dates, and of dates in East Asia. */
function builtIn(id: number): string {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58) ? 'yyyy-mm-dd' : 'General';
}

function readRows(xml: string, strings: readonly string[], written: (text: string, style: number) => string, limits: typeof fileLimits): Line[] {
  const lines: Line[] = [];
  let [line, column, style, type, value, inValue] = [0, 0, 0, 'n', '', false];
  let cells: string[] = [];
  readXml(xml, {
    open(name, { r = '', s = '0', t = 'n' }) {
      if (name === 'row') [line, column, cells] = [Number(r) || line + 1, 0, []];
      if (name === 'c') {
        column = columnOf(r) ?? column + 1;
        if (column > limits.columns * 2) throw new Problem('invalid', 'directory.too-many-columns', { params: { maximum: limits.columns } });
        [style, type, value] = [Number(s), t, ''];
      }
      inValue = name === 'v' || name === 't';
    },
    text(piece) {
      if (inValue) value += piece;
    },
    close(name) {
      inValue = false;
      if (name === 'c') {
        while (cells.length < column) cells.push('');
        cells[column - 1] = type === 's' ? (strings[Number(value)] ?? '') : type === 'n' && value !== '' ? written(value, style) : value;
        if ((cells[column - 1] ?? '').length > limits.cell) throw new Problem('invalid', 'directory.cell-too-long', { params: { line, maximum: limits.cell } });
      }
      if (name === 'row' && cells.some((cell) => cell.trim() !== '')) lines.push({ line, cells });
      if (lines.length > limits.rows + 1) throw new Problem('invalid', 'directory.too-many-rows', { params: { maximum: limits.rows } });
    },
  });
  return lines;
}

/** `C7` is in the third column. */
function columnOf(cell: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(cell)?.[0];
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** As it is shown where that matters: days, and numbers that a format fills up with zeros. More digits than a spreadsheet keeps are not made up. */
export function numberText(text: string, format: string, from1904: boolean): string {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  if (isDateFormat(format)) return dateText(number, from1904);
  if (Math.abs(number) >= 1e15) return number.toExponential(5).toUpperCase();
  const zeros = /^0{2,}$/.exec(format.split(';')[0] ?? '')?.[0].length ?? 0;
  return Number.isInteger(number) ? String(number).padStart(zeros, '0') : String(number);
}

/** Codes stand in the file in English, whatever the language of the program. */
function isDateFormat(format: string): boolean {
  const [first = ''] = format.split(';');
  const plain = first.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|[_*]./g, '').toLowerCase();
  return plain !== 'general' && (/[yd]/.test(plain) || (plain.includes('m') && !/[hs]/.test(plain)));
}

const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** Spreadsheets believe in a 29 February 1900, day 60: the days before it are counted from one later. */
function dateText(serial: number, from1904: boolean): string {
  const whole = Math.floor(serial);
  if (whole < 0 || whole > 2_958_465 || (!from1904 && whole === 60)) return String(serial);
  const early = !from1904 && whole < 60 ? 1 : 0;
  return dayText(wallTime((from1904 ? epoch1904 : epoch1900) + (whole + early) * dayLength, 'UTC'));
}
