import { expect, test } from 'vitest';
import { accountHeadings, recogniseColumns } from './headings.ts';
import { peopleHeadings } from './people.headings.ts';

const people = (text: string) => recogniseColumns(text.split(';'), peopleHeadings);
const read = (found: ReturnType<typeof people>) =>
  'twice' in found ? found : Object.fromEntries([...found.fields].map(([field, { index }]) => [field, index]));

test.each([
  [
    'a Dutch export',
    'Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail zakelijk;Functie;Afdeling;Leidinggevende (nr);Datum in dienst;Datum uit dienst',
    { employeeNumber: 0, givenName: 1, nameParticle: 2, familyName: 3, email: 4, jobTitle: 5, department: 6, managerNumber: 7, startedOn: 8, endedOn: 9 },
  ],
  [
    'an English one in capitals and underscores',
    'EMPLOYEE_NUMBER;FULL_NAME;Work e-mail;Job Title;Department;Manager (e-mail);Hire date;Termination date;Agency / partner',
    { employeeNumber: 0, fullName: 1, email: 2, jobTitle: 3, department: 4, managerEmail: 5, startedOn: 6, endedOn: 7, organisation: 8 },
  ],
  ['accents, dots and spaces', ' Pérsoneels-Nr. ;Naám;E.mail', { employeeNumber: 0, fullName: 1, email: 2 }],
])('%s', (_, headings, fields) => expect(read(people(headings))).toEqual(fields));

test('of two columns for one field the more exact is read, whatever their order', () => {
  const found = people('Email;E-mail zakelijk;Achternaam;E-mail privé');
  expect(read(found)).toEqual({ email: 1, familyName: 2 });
  expect(found).toMatchObject({
    ignored: [
      { heading: 'Email', why: 'other-column' },
      { heading: 'E-mail privé', why: 'unknown' },
    ],
  });
});

test('the same heading twice is refused, a heading left empty is not a heading', () => {
  expect(people('Naam;E-mail; NÁÁM ')).toEqual({ twice: 'NÁÁM' });
  expect(read(people('Iets;Naam;iets'))).toEqual({ fullName: 1 });
  expect(read(people('Naam;;E-mail;;'))).toEqual({ fullName: 0, email: 2 });
});

test.each(['Employee #', 'Emp #', 'Empl. No.', '#', 'Employee №', 'Nº', 'N° matricule', 'Medewerker-ID', 'Personal-Nr.'])(
  'a number with signs: %s',
  (heading) => {
    expect(read(people(`${heading};Name`))).toEqual({ employeeNumber: 0, fullName: 1 });
  },
);

test('what the company itself says of a heading goes before what is known of it', () => {
  const named = { Werkplek: 'department', Naam: 'familyName' };
  const found = recogniseColumns(['Werkplek', 'Afdeling', 'Naam'], peopleHeadings, named);
  expect(read(found)).toEqual({ department: 0, familyName: 2 });
  expect(found).toMatchObject({ ignored: [{ heading: 'Afdeling', why: 'other-column' }] });
});

test('headings that programs stumble over are unknown columns', () => {
  const found = recogniseColumns(['__proto__', 'constructor', 'platform', 'toString'], accountHeadings);
  expect(found).toMatchObject({ ignored: ['__proto__', 'constructor', 'toString'].map((heading) => ({ heading, why: 'unknown' })) });
});

test('a column of passwords is named as such', () => {
  expect(recogniseColumns(['platform', 'account', 'Wachtwoord'], accountHeadings)).toMatchObject({ ignored: [{ heading: 'Wachtwoord', why: 'secret' }] });
});

test('no name stands for two fields', () => {
  for (const known of [peopleHeadings, accountHeadings]) {
    const all = Object.values<readonly string[]>(known).flat();
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  }
});
