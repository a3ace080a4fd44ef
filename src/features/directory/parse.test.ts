import { describe, expect, test } from 'vitest';
import { Problem } from '#src/ground/problem.ts';
import { zipOf } from '#tests/helpers/zip.ts';
import { fileLimits, readTable } from './parse.ts';

const table = (text: string) => readTable(Buffer.from(text));
const refusal = (bytes: Buffer | string) => {
  try {
    readTable(Buffer.from(bytes));
  } catch (error) {
    if (error instanceof Problem) return { code: error.code.replace('directory.', ''), line: error.params.line };
    throw error;
  }
  throw new Error('it was read');
};

describe('what is read', () => {
  const expected = { headings: ['naam', 'e-mail'], rows: [{ line: 2, cells: ['Đorđe', 'd@x.example'] }] };
  const plain = 'naam;e-mail\r\nĐorđe;d@x.example\r\n';
  const swapped = Buffer.from(plain, 'utf16le').swap16();

  test.each([
    ['UTF-8', Buffer.from(plain)],
    ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${plain}`)],
    ['UTF-16 little-endian', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plain, 'utf16le')])],
    ['UTF-16 big-endian', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ['commas', Buffer.from(plain.replaceAll(';', ','))],
    ['tabs', Buffer.from(plain.replaceAll(';', '\t'))],
    ['bare carriage returns', Buffer.from(plain.replaceAll('\r\n', '\r'))],
    ['no line break at the end', Buffer.from(plain.trimEnd())],
    ['blank and empty rows', Buffer.from(`${plain}\n;\n  ;\n`)],
  ])('%s', (_, bytes) => expect(readTable(bytes)).toEqual(expected));

  test('a separator named in a first line of its own, which is counted', () => {
    expect(table('sep=,\na;x,b\n1,2\n')).toEqual({ headings: ['a;x', 'b'], rows: [{ line: 3, cells: ['1', '2'] }] });
  });

  test('the separator is looked for outside quotes', () => {
    expect(table('"naam, voornaam, titel";e-mail\nx;y').headings).toEqual(['naam, voornaam, titel', 'e-mail']);
  });

  test('quotes hold separators, quotes and line breaks; lines are those of the file', () => {
    const { rows } = table('a;b\r\n"1;""x""\r\ny";2\r\n\r\n3;4\r\n');
    expect(rows).toEqual([
      { line: 2, cells: ['1;"x"\ny', '2'] },
      { line: 5, cells: ['3', '4'] },
    ]);
  });

  test('a quote in the middle of a cell is a quote', () => {
    expect(table('a;b\nZaak "De Nieuwe";x').rows[0]?.cells).toEqual(['Zaak "De Nieuwe"', 'x']);
  });

  test('formulas and names that programs stumble over are just text', () => {
    expect(table('__proto__;constructor\n=cmd|x!A1;@SUM(1)')).toEqual({
      headings: ['__proto__', 'constructor'],
      rows: [{ line: 2, cells: ['=cmd|x!A1', '@SUM(1)'] }],
    });
    expect(Object.hasOwn(Object.prototype, 'cmd')).toBe(false);
  });

  test('as many rows as are allowed', () => {
    expect(table(`a;b\n${'1;2\n'.repeat(fileLimits.rows)}`).rows).toHaveLength(fileLimits.rows);
  });
});

describe('what is refused as a whole', () => {
  test.each([
    ['nothing', '', 'empty', undefined],
    ['blank lines', '\n\r\n', 'empty', undefined],
    ['a quote that is never closed', 'a;b\n1;2\n3;"4\n5;6\n7;8\n', 'quote-not-closed', 3],
    ['a quote that swallows a long file', `a;b\n1;2\n3;"4\n${'5;6\n'.repeat(200_000)}`, 'cell-too-long', 3],
    ['a cell too long', `a;b\n1;2\n3;${'x'.repeat(fileLimits.cell + 1)}\n`, 'cell-too-long', 3],
    ['a row too many', `a;b\n${'1;2\n'.repeat(fileLimits.rows + 1)}`, 'too-many-rows', undefined],
    ['a column too many', `${'a;'.repeat(fileLimits.columns)}b\n`, 'too-many-columns', undefined],
    ['a NUL', 'a;b\n1;\0\n', 'nul', undefined],
    ['a zip that is none', 'PK\u0003\u0004 the rest', 'zip-damaged', undefined],
    ['a spreadsheet', zipOf([{ name: 'xl/workbook.xml', bytes: '' }]), 'spreadsheet', undefined],
    ['a document', '%PDF-1.7', 'no-table', undefined],
    ['bytes that are no text', Buffer.from([0x61, 0xe9, 0x3b, 0x62]), 'not-unicode', undefined],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x61]), 'not-unicode', undefined],
    ['too many bytes', Buffer.alloc(fileLimits.bytes + 1, 'a'), 'too-big', undefined],
  ])('%s', (_, bytes, code, line) => expect(refusal(bytes)).toEqual({ code, line }));
});
