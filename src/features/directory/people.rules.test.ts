import { describe, expect, test } from 'vitest';
import { isMassDeparture, type KnownPerson, planPeopleImport } from './people.rules.ts';
import { readPeopleFile } from './people.service.ts';

const now = Date.UTC(2026, 10, 22, 9);
const zone = 'Europe/Brussels';

function known(id: string, more: Partial<KnownPerson> = {}): KnownPerson {
  const name = { givenName: 'An', nameParticle: null, familyName: 'Proef', displayName: 'An Proef' };
  const nothing = { employeeNumber: null, email: null, emailKey: null, jobTitle: null, department: null, managerId: null, organisation: 'Voorbeeld' };
  return { id, ...name, ...nothing, left: false, inOffice: false, endsAt: null, proposedFor: null, proposalOpen: false, ...more };
}

const withEmail = (email: string) => ({ email, emailKey: email.toLowerCase() });

function plan(file: string, people: readonly KnownPerson[] = []) {
  const read = readPeopleFile(Buffer.from(file), { zone });
  if (read.question) throw new Error(read.question.text);
  let made = 0;
  return planPeopleImport(read.file, { known: people, now, zone, newId: () => `new-${++made}` });
}

const head = 'Personeelsnummer;Naam;E-mail;Leidinggevende;In dienst;Uit dienst';
const said = ({ bad, notes }: ReturnType<typeof plan>) => [...bad, ...notes].map(({ line, column, code, value }) => [line, column, code, value]);

test.each<[string, string, (string | number | null)[]]>([
  ['a cell too few', '1;An Proef;a@x.example;;', [2, null, 'cells', '5']],
  ['a cell too many', '1;An Proef;a@x.example;;;;;te veel', [2, null, 'cells', '8']],
  ['no name', '1;;a@x.example;;;', [2, 'Naam', 'no-name', '']],
  ['nothing to know somebody by', ';An Proef;;;;', [2, 'Personeelsnummer', 'no-identity', '']],
  ['half an address', '1;An Proef;a@x;;;', [2, 'E-mail', 'not-an-email', 'a@x']],
  ['a day that does not exist', '1;An Proef;;;30-02-2026;', [2, 'In dienst', 'not-a-date', '30-02-2026']],
  ['the end before the start', '1;An Proef;;;02-01-2026;01-01-2026', [2, 'Uit dienst', 'ends-before-start', '']],
  ['a name too long', `1;${'x'.repeat(201)};;;;`, [2, 'Naam', 'too-long', '200']],
  ['text that turns itself around', '1;An \u202eProef;;;;', [2, 'Naam', 'unprintable', '']],
])('a bad row is named with line, column and reason: %s', (_, row, expected) => {
  const result = plan(`${head}\n${row}\n9;Bo Test;b@x.example;;;\n`);
  expect(said(result)).toEqual([expected]);
  expect(result.add).toHaveLength(1);
});

test('spaces after the last cell, formulas and midnight are no reason to refuse a row', () => {
  const result = plan(`${head}\n1; =SUM(A1) Proef ;;;2026-01-02 00:00:00;31-12-9999;;  \n`);
  expect(result).toMatchObject({ bad: [], proposals: [], add: [{ startedOn: '2026-01-02', fields: { givenName: '=SUM(A1)', familyName: 'Proef' } }] });
});

describe('who is who', () => {
  const an = known('an', { employeeNumber: '1', ...withEmail('an@x.example') });

  test('by number, then by address; a new address is a change, an empty one changes nothing', () => {
    expect(plan(`${head}\n1;An Proef;new@x.example;;;`, [an])).toMatchObject({ add: [], change: [{ id: 'an', fields: { email: 'new@x.example' } }] });
    expect(plan(`${head}\n1;An Proef;;;;`, [an])).toMatchObject({ add: [], change: [], unchanged: 1 });
    expect(plan('Naam;E-mail\nAn Proef;AN@x.example', [an])).toMatchObject({ add: [], change: [{ fields: { email: 'AN@x.example' } }] });
    const unnumbered = known('an', withEmail('an@x.example'));
    expect(plan(`${head}\n1;An Proef;an@x.example;;;`, [unnumbered])).toMatchObject({ add: [], change: [{ id: 'an', fields: { employeeNumber: '1' } }] });
  });

  test('somebody without an address is fine', () => {
    expect(plan(`${head}\n7;Bo Test;;;;`)).toMatchObject({ bad: [], add: [{ fields: { employeeNumber: '7', givenName: 'Bo' } }] });
  });

  test.each<[string, string, (string | number | null)[]]>([
    ['an address of somebody with another number', '2;Bo Test;an@x.example;;;', [2, 'E-mail', 'number-taken', '1']],
    ['a number that a spreadsheet shortened', '001;An Proef;;;;', [2, 'Personeelsnummer', 'number-alike', '001 / 1']],
    ['one to which a program added decimals', '1.0;An Proef;;;;', [2, 'Personeelsnummer', 'number-alike', '1.0 / 1']],
  ])('refused: %s', (_, rows, expected) => expect(said(plan(`${head}\n${rows}`, [an]))).toEqual([expected]));

  test('two people known here cannot share an address', () => {
    const bo = known('bo', { employeeNumber: '2', displayName: 'Bo Test' });
    expect(said(plan(`${head}\n2;Bo Test;an@x.example;;;`, [an, bo]))).toEqual([[2, 'E-mail', 'email-taken', 'An Proef']]);
  });

  test('two numbers of the file that a spreadsheet would make the same are both asked about', () => {
    expect(said(plan(`${head}\n007;Bo Test;;;;\n7;Bo Test;;;;`))).toEqual([
      [2, 'Personeelsnummer', 'number-alike', '007 / 7'],
      [3, 'Personeelsnummer', 'number-alike', '7 / 007'],
    ]);
  });

  test('a new number for the same name and address is a change, unless the old number is in the file or its owner has left', () => {
    const row = '2;An Proef;an@x.example;;;';
    expect(plan(`${head}\n${row}`, [an])).toMatchObject({ bad: [], change: [{ id: 'an', fields: { employeeNumber: '2' } }] });
    expect(said(plan(`${head}\n${row}`, [an]))).toEqual([[2, 'Personeelsnummer', 'number-changed', '1']]);
    expect(said(plan(`${head}\n${row}`, [{ ...an, left: true }]))).toEqual([[2, 'E-mail', 'number-taken', '1']]);
    expect(plan(`${head}\n${row}\n1;An Proef;;;;`, [an])).toMatchObject({ add: [], change: [], bad: [{ line: 2 }, { line: 3 }] });
  });

  test('one name is a name, in either column; no name changes none of somebody who is known', () => {
    const columns = 'Employee ID;First Name;Last Name;Termination Date';
    const named = (row: string) => plan(`${columns}\n${row};`).add.map(({ fields }) => [fields.givenName, fields.familyName]);
    expect(['1;Sukarno;', '1;;Sukarno', '1;Sukarno;-', '1;.;Sukarno'].map(named)).toEqual(Array(4).fill([['', 'Sukarno']]));
    expect(plan(`${columns}\n1;Sukarno;;`, [known('an', { employeeNumber: '1', givenName: '', familyName: 'Sukarno' })]).unchanged).toBe(1);
    expect(plan(`${columns}\n1;;;2026-12-31`, [an])).toMatchObject({ bad: [], change: [], proposals: [{ personId: 'an' }] });
    expect(said(plan(`${columns}\n1;;;`))).toEqual([[2, 'Last Name', 'no-name', '']]);
  });

  test('the language of somebody new is that of the file, where it is one of ours; later it is their own choice', () => {
    const spoken = (text: string, people: KnownPerson[] = []) => plan(`Personeelsnummer;Naam;Taal\n1;An Proef;${text}`, people);
    expect(['Nederlands', 'EN', 'nl-BE', 'Englisch', ''].map((text) => spoken(text).add[0]?.fields.locale)).toEqual(['nl', 'en', 'nl', 'en', undefined]);
    expect(spoken('Frans')).toMatchObject({ add: [{ fields: {} }], notes: [{ code: 'other-language', value: 'Frans' }] });
    expect(spoken('English', [an])).toMatchObject({ change: [], unchanged: 1 });
  });

  test('only fields that the file has are changed; an empty cell of one empties it', () => {
    const full = known('an', { employeeNumber: '1', jobTitle: 'Jurist', department: 'IT', nameParticle: 'de', managerId: 'bo' });
    expect(plan('Personeelsnummer;Voornaam;Achternaam;Functie\n1;An;Proef;', [full]).change).toEqual([{ id: 'an', line: 2, fields: { jobTitle: null } }]);
  });
});

describe('managers', () => {
  test('by number or address, before or after their own row, here already or not', () => {
    const boss = known('boss', { employeeNumber: '99' });
    const result = plan(`${head}\n1;An Proef;;b@x.example;;\n2;Bo Test;B@x.example;3;;\n3;Ba Test;;99;;\n`, [boss]);
    expect(result.add.map(({ id, fields }) => [id, fields.managerId])).toEqual([
      ['new-1', 'new-2'],
      ['new-2', 'new-3'],
      ['new-3', 'boss'],
    ]);
    expect(result.notes).toEqual([]);
  });

  test('nobody is their own; an unknown one is named and leaves what was', () => {
    const an = known('an', { employeeNumber: '1', managerId: 'bo' });
    const result = plan(`${head}\n1;An Proef;;404;;\n2;Bo Test;;2;;`, [an]);
    expect(said(result)).toEqual([
      [2, 'Leidinggevende', 'unknown-manager', '404'],
      [3, 'Leidinggevende', 'own-manager', ''],
    ]);
    expect(result).toMatchObject({ unchanged: 1, add: [{ fields: { managerId: null } }] });
  });
});

describe('end dates', () => {
  const end = (day: string, person?: Partial<KnownPerson>) =>
    plan(`${head}\n1;An Proef;;;;${day}`, person ? [known('an', { employeeNumber: '1', ...person })] : []);
  const newYear = Date.UTC(2026, 11, 31, 22, 59, 59);

  test('somebody new is left from the end of a day that has passed, and stays until the end of one that has not', () => {
    expect(end('21-11-2026')).toMatchObject({ add: [{ leftAt: Date.UTC(2026, 10, 21, 22, 59, 59) }], proposals: [] });
    expect(end('22-11-2026')).toMatchObject({ add: [{ leftAt: null }], proposals: [{ effectiveAt: Date.UTC(2026, 10, 22, 22, 59, 59) }] });
  });

  test('a day is proposed once, whatever was said to it', () => {
    expect(end('31-12-2026', {})).toMatchObject({ unchanged: 0, proposals: [{ personId: 'an', effectiveAt: newYear }] });
    expect(end('31-12-2026', { proposedFor: newYear })).toMatchObject({ unchanged: 1, proposals: [] });
    expect(end('30-12-2026', { proposedFor: newYear })).toMatchObject({ proposals: [{ effectiveAt: newYear - 86_400_000 }] });
  });

  test('a departure that is scheduled stays as it is and is not spoken of', () => {
    expect(end('30-12-2026', { endsAt: newYear })).toMatchObject({ unchanged: 1, proposals: [], notes: [] });
  });

  test('whoever has left stays so', () => {
    expect(end('', { left: true })).toMatchObject({ unchanged: 1, proposals: [], notes: [{ code: 'recorded-as-left' }] });
    expect(end('01-11-2026', { left: true })).toMatchObject({ unchanged: 1, notes: [] });
  });
});

test.each([
  [2, 10, false],
  [3, 30, false],
  [3, 29, true],
  [5, 1000, false],
  [6, 1000, true],
])('%i leavers of %i is too many: %s', (leavers, staff, expected) => expect(isMassDeparture(leavers, staff)).toBe(expected));
