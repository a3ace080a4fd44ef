import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Problem } from '#src/ground/problem.ts';
import { planPeopleImport } from './people.rules.ts';
import { readPeopleFile } from './people.service.ts';

const zone = 'Europe/Brussels';
const read = (file: string | Buffer) => readPeopleFile(Buffer.from(file), { zone });
const names = ({ file }: ReturnType<typeof read>) =>
  file.rows.map(({ row }) => row.name && [row.name.givenName, row.name.nameParticle, row.name.familyName].filter(Boolean).join(' '));
const wrong = ({ file }: ReturnType<typeof read>) => file.rows.map(({ wrong: found }) => found?.code ?? null);
const refusal = (file: string | Buffer) => {
  try {
    read(file);
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.params['seen'] ?? error.params['heading']];
    throw error;
  }
  return 'read';
};

describe('where the headings are', () => {
  test.each<[string, string, string]>([
    ['below titles without a separator', 'Medewerkers\nPeildatum: 22 november\n\nNummer;Naam\n1;Bo Test\n', '4'],
    ['below a title with other separators', 'Staff, as of 22 November, all sites\nEmployee #;Name\n1;Bo Test\n', '2'],
    ['below a row of empty cells with a date', ';;\n;22-11-2026;\nNummer;Naam;E-mail\n1;Bo Test;\n', '3'],
  ])('%s', (_, file, line) => {
    expect(read(file)).toMatchObject({ rows: 1, told: [{ code: 'headings-at', value: line }] });
    expect(names(read(file))).toEqual(['Bo Test']);
  });

  test('what looks like none is refused with what most looks like headings', () => {
    expect(refusal('Rapport\nfoo;bar;baz\n1;2;3\n')).toEqual(['directory.people-columns', 'foo, bar, baz']);
    expect(refusal('Rapport\nNummer;Naam;Naam\n1;2;3\n')).toEqual(['directory.heading-twice', 'Naam']);
    expect(read('Nummer;Naam;Opmerking;Opmerking\n1;Bo Test;;\n').rows).toBe(1);
  });
});

test('a spreadsheet of another kind is answered with what to do', () => {
  expect(refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['directory.other-spreadsheet', undefined]);
});

test('totals at the end are left out, and people with such names are not', () => {
  const file = read('Nummer;Naam;E-mail;Functie\n1;Bo Test;;Kok\n2;Jean Total;jt@x.example;Kok\nTotaal;2;;\n;Aantal medewerkers: 2;;\n');
  expect(file).toMatchObject({ rows: 2, told: [{ code: 'totals', value: '4, 5' }] });
  expect(read('Nummer;Naam\nTotal;Bo Test\n').rows).toBe(1);
});

describe('letters', () => {
  const text = 'Nummer;Naam\n1;Chloé Müller\n';
  test('of Windows are read, with a word to look at', () => {
    const file = read(Buffer.from(text, 'latin1'));
    expect(names(file)).toEqual(['Chloé Müller']);
    expect(file.told).toEqual([{ code: 'windows-1252', value: 'Chloé' }]);
  });

  test('of UTF-16 without a mark are read', () => expect(names(read(Buffer.from(text, 'utf16le')))).toEqual(['Chloé Müller']));

  test('that no Western alphabet has are refused', () => {
    expect(refusal(Buffer.from([...Buffer.from('Nummer;Naam\n1;'), 0x81, 0x9d, 0x0a]))).toEqual(['directory.not-unicode', undefined]);
  });

  test('that were lost keep somebody new out and change no name that is known', () => {
    const { file } = read('Nummer;Naam;Functie\n1;?ukasz Wa??sa;Kok\n');
    const facts = { now: 0, zone, newId: () => 'new' };
    expect(planPeopleImport(file, { ...facts, known: [] }).bad).toMatchObject([{ code: 'letter-lost', value: '?ukasz Wa??sa' }]);
    const known = { id: 'lech', displayName: 'Łukasz Wałęsa', employeeNumber: '1', email: null, emailKey: null, givenName: 'Łukasz', nameParticle: null };
    const more = { familyName: 'Wałęsa', jobTitle: null, department: null, managerId: null, organisation: 'x', left: false, inOffice: false };
    const person = { ...known, ...more, endsAt: null, proposedFor: null, proposalOpen: false };
    expect(planPeopleImport(file, { ...facts, known: [person] })).toMatchObject({
      bad: [],
      change: [{ fields: { jobTitle: 'Kok' } }],
      notes: [{ code: 'letter-lost' }],
    });
  });
});

test.each(['#NAAM?', '#N/B', '#VALUE!', '#NV', '#########', '1,00065E+14', '1.2E+17', 'Err:508'])('what a spreadsheet left of a value is none: %s', (cell) => {
  expect(wrong(read(`Nummer;Naam;Functie\n${cell};Bo Test;\n1;${cell};\n2;Bo Test;${cell}\n3;Bo Test;Kok\n`))).toEqual(['spoiled', 'spoiled', 'spoiled', null]);
});

describe('names', () => {
  test.each([
    ['Naam', 'Damme, Joris van', 'Joris van Damme'],
    ['Naam', 'van Damme, Joris', 'Joris van Damme'],
    ['"Last name, First name"', '"Damme, Joris van"', 'Joris van Damme'],
  ])('in one cell under %s: %s', (heading, cell, expected) => expect(names(read(`Nummer;${heading}\n1;${cell}\n`))).toEqual([expected]));

  test('a column for the whole name is the family name beside one for the given name, and unread beside both', () => {
    expect(names(read('Personalnummer;Vorname;Name\n1;Jonas;Weber\n'))).toEqual(['Jonas Weber']);
    expect(names(read('Employee #;First Name;Name\n1;Jonas;Jonas Weber\n'))).toEqual(['Jonas Weber']);
    expect(read('Employee #;First Name;Last Name;Display Name\n1;Jonas;Weber;Jo Weber\n').ignored).toEqual([{ heading: 'Display Name', why: 'other-column' }]);
    expect(read('Employee #;First Name;Last Name;Display Name\n1;;;Jo Weber\n').ignored).toEqual([]);
  });
});

test('a workbook is read like a text: the sheet with the headings, what is hidden said, nobody left who works', () => {
  const file = read(readFileSync('tests/samples/hr/workbook.xlsx'));
  expect(file.told).toEqual([
    { code: 'sheet', value: 'Medewerkers' },
    { code: 'hidden-sheets', value: 'Grondslagen' },
    { code: 'headings-at', value: '4' },
    { code: 'totals', value: '8' },
  ]);
  const plan = planPeopleImport(file.file, { known: [], now: Date.UTC(2026, 10, 22, 9), zone, newId: () => 'new' });
  expect(plan.add.map(({ fields, leftAt }) => [fields.employeeNumber, fields.familyName, leftAt !== null])).toEqual([
    ['000732', 'Nijs', false],
    ['000733', 'Mal', false],
    ['000734', 'Test', true],
  ]);
});
