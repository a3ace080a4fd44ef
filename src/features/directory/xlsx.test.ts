import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '#src/ground/problem.ts';
import { dayText } from '#src/ground/time.ts';
import { zipOf } from '#tests/helpers/zip.ts';
import { fileLimits } from './parse.ts';
import { numberText, readWorkbook } from './xlsx.ts';
import { readXml } from './xml.ts';

const sample = (name: string) => readFileSync(`tests/samples/hr/${name}`);
const relations = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>';

function workbook(sheetData: string, more: { name: string; bytes: string }[] = []) {
  return zipOf([
    { name: 'xl/workbook.xml', bytes: '<workbook><sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>' },
    { name: 'xl/_rels/workbook.xml.rels', bytes: relations },
    { name: 'xl/worksheets/sheet1.xml', bytes: `<worksheet><sheetData>${sheetData}</sheetData></worksheet>` },
    ...more,
  ]);
}
const rowsOf = (bytes: Buffer) =>
  readWorkbook(bytes, fileLimits).map(({ name, hidden, rows }) => ({ name, hidden, rows: rows().map(({ line, cells }) => [line, ...cells]) }));
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
  return 'read';
};

describe('a workbook', () => {
  test('as one program writes it: hidden sheets, days under formats, zeros by a format, texts in pieces, a formula', () => {
    const [basis, , staff] = rowsOf(sample('workbook.xlsx'));
    expect(basis).toMatchObject({ name: 'Grondslagen', hidden: true });
    expect(staff).toEqual({
      name: 'Medewerkers',
      hidden: false,
      rows: [
        [1, 'Overzicht medewerkers'],
        [2, 'Peildatum', '2026-11-22'],
        [4, 'Personeelsnummer', 'Voornaam', 'Tussenvoegsel', 'Achternaam', 'E-mail zakelijk', 'Datum in dienst', 'Datum uit dienst'],
        [5, '000732', 'Bram', '', 'Nijs', '', '2020-02-29', '2026-12-12'],
        [6, '000733', 'Chloé', 'van den', 'Mal', 'chloe@voorbeeld.example', '1999-12-31'],
        [7, '000734', 'Đorđe', '', 'Test', 'dj@voorbeeld.example', '2024-01-01', '2026-11-20'],
        [8, 'Totaal', '3'],
      ],
    });
  });

  test('as another writes it, counting from 1904, with texts in the cells', () => {
    expect(rowsOf(sample('workbook-1904.xlsx'))[0]?.rows).toEqual([
      [1, 'Employee ID', 'Full Name', 'Hire Date', 'Termination Date'],
      [2, '9417', 'Fien Peters', '2022-03-14'],
      [3, '9421', 'Ben Aards', '2021-02-01', '2026-12-11'],
      [4, '9422', 'Lot Evers', '2021-02-01', '12/31/2027'],
    ]);
  });

  test('cells without a place follow each other; errors stay what they are', () => {
    const cells = '<c t="inlineStr"><is><t>A &amp; B</t></is></c><c r="C3" t="e"><v>#N/A</v></c><c><v>12.5</v></c>';
    expect(rowsOf(workbook(`<row r="3">${cells}</row>`))[0]?.rows).toEqual([[3, 'A & B', '', '#N/A', '12.5']]);
  });

  test.each([
    ['a document type', workbook('', [{ name: 'xl/styles.xml', bytes: '<!DOCTYPE x [<!ENTITY a "aaaa">]><styleSheet/>' }]), 'directory.zip-damaged'],
    ['half an element', workbook('<row r="1"><c'), 'directory.zip-damaged'],
    ['more rows than are read', workbook('<row><c><v>1</v></c></row>'.repeat(fileLimits.rows + 2)), 'directory.too-many-rows'],
    ['a cell far to the right', workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'directory.too-many-columns'],
    ['a cell too long', workbook(`<row><c t="str"><v>${'x'.repeat(fileLimits.cell + 1)}</v></c></row>`), 'directory.cell-too-long'],
    [
      'a part that unpacks to more than is read',
      workbook('', [{ name: 'xl/sharedStrings.xml', bytes: ' '.repeat(65 * 1024 * 1024) }]),
      'directory.zip-too-much',
    ],
  ])('%s is refused', (_, bytes, code) => expect(codeOf(() => rowsOf(bytes))).toBe(code));
});

describe('a number', () => {
  test.each([
    ['732', 'General', '732'],
    ['732', '000000', '000732'],
    ['1.5', '00', '1.5'],
    ['100065000000000', 'General', '100065000000000'],
    ['1.00065E+14', 'General', '100065000000000'],
    ['1.2345678901234E+17', 'General', '1.23457E+17'],
    ['46368', 'd-mm-yyyy', '2026-12-12'],
    ['46368.5', '[$-409]d-mmm-yy;@', '2026-12-12'],
    ['46368', '"dag "0', '46368'],
    ['46368', '[h]:mm', '46368'],
    ['1', 'yyyy', '1900-01-01'],
    ['59', 'yyyy', '1900-02-28'],
    ['60', 'yyyy', '60'],
    ['61', 'yyyy', '1900-03-01'],
    ['-1', 'yyyy', '-1'],
  ])('%s under %s is %s', (text, format, expected) => expect(numberText(text, format, false)).toBe(expected));

  test('counted from 1900 or from 1904 is the day that was meant', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1910, 0, 1) / day, max: Date.UTC(2100, 0, 1) / day }), (days) => {
        const date = new Date(days * day);
        const expected = dayText({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(numberText(String(days + 25_569), 'dd/mm/yyyy', false)).toBe(expected);
        expect(numberText(String(days + 24_107), 'dd/mm/yyyy', true)).toBe(expected);
      }),
    );
  });
});

test('XML is taken apart without its prefixes, and its signs are put back', () => {
  const told: string[] = [];
  readXml('<?xml version="1.0"?><x:a b="1 &lt; 2" c:d=\'"\'><!-- no --><e/>t&#233;&#x20ac;<![CDATA[<&amp;>]]></x:a >', {
    open: (name, attributes) => told.push(name, JSON.stringify({ ...attributes })),
    text: (text) => told.push(text),
    close: (name) => told.push(`/${name}`),
  });
  expect(told).toEqual(['a', '{"b":"1 < 2","d":"\\""}', 'e', '{}', '/e', 'té€', '<&amp;>', '/a']);
});
