import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KnownPerson } from './people.rules.ts';
import { planPeopleImport } from './people.rules.ts';
import { readPeopleFile } from './people.service.ts';

const now = Date.UTC(2026, 10, 22, 9);
const zone = 'Europe/Brussels';
const head = 'Medewerkernummer;Roepnaam;Voorvoegsel;Achternaam;E-mail werk;Functie;Datum in dienst;Datum uit dienst';
const trainee = '90031;Joris;van;Damme;joris@x.example;Stagiair;01-02-2025;30-06-2025';
const maker = '90031;Joris;van;Damme;joris@x.example;Contentmaker;01-07-2025;';

function plan(rows: readonly string[], known: readonly KnownPerson[] = [], headings = head) {
  const { file } = readPeopleFile(Buffer.from([headings, ...rows].join('\n')), { zone });
  let made = 0;
  return planPeopleImport(file, { known, now, zone, newId: () => `new-${++made}` });
}

const joris: KnownPerson = {
  id: 'joris',
  displayName: 'Joris van Damme',
  employeeNumber: '90031',
  email: 'joris@x.example',
  emailKey: 'joris@x.example',
  givenName: 'Joris',
  nameParticle: 'van',
  familyName: 'Damme',
  jobTitle: 'Contentmaker',
  department: null,
  managerId: null,
  organisation: 'Voorbeeld',
  left: false,
  inOffice: false,
  endsAt: null,
  proposedFor: null,
  proposalOpen: false,
};

describe('several rows of one person', () => {
  test('whoever works on in one of them has not left, whatever the order of the rows', () => {
    for (const rows of [
      [trainee, maker],
      [maker, trainee],
    ]) {
      expect(plan(rows)).toMatchObject({
        bad: [],
        folded: 1,
        proposals: [],
        add: [{ leftAt: null, startedOn: '2025-07-01', fields: { jobTitle: 'Contentmaker' } }],
      });
      expect(plan(rows, [joris])).toMatchObject({ bad: [], change: [], proposals: [], unchanged: 1 });
    }
    const line = (rows: string[]) => plan(rows).notes.map(({ line, code, value }) => [line, code, value]);
    expect(line([trainee, maker])).toEqual([[3, 'several-rows', '2, 3']]);
  });

  test('of two that go on, at once, the later one counts', () => {
    const half = maker.replace('Contentmaker;01-07-2025', 'Kok;01-09-2025');
    expect(plan([half, maker]).add.map(({ fields }) => fields.jobTitle)).toEqual(['Kok']);
  });

  test('where all end, the last to end counts', () => {
    const ended = maker.replace(/;$/, ';31-12-2026');
    expect(plan([ended, trainee], [joris]).proposals).toMatchObject([{ line: 2, personId: 'joris' }]);
    expect(plan([trainee, `${trainee.slice(0, -10)}31-07-2025`]).add).toMatchObject([{ leftAt: Date.UTC(2025, 6, 31, 21, 59, 59) }]);
  });

  test('what one row leaves blank of the person, another says', () => {
    const [anonymous, unnumbered] = [maker.replace('joris@x.example', ''), maker.replace('90031', '')];
    expect(plan([trainee, anonymous]).add).toMatchObject([{ fields: { email: 'joris@x.example', jobTitle: 'Contentmaker' } }]);
    expect(plan([trainee, unnumbered]).add).toMatchObject([{ fields: { employeeNumber: '90031', jobTitle: 'Contentmaker' } }]);
    expect(plan([anonymous, unnumbered], [joris])).toMatchObject({ add: [], folded: 1 });
  });
});

describe('all rows of a person stay out', () => {
  const said = (rows: readonly string[]) => plan(rows).bad.map(({ line, code, value }) => [line, code, value]);

  test.each<[string, string[], (string | number)[][]]>([
    [
      'when one of them cannot be read',
      [trainee, maker.replace(/;$/, ';volgend jaar')],
      [
        [2, 'beside-bad', '3'],
        [3, 'not-a-date', 'volgend jaar'],
      ],
    ],
    [
      'when a number has two names and two mailboxes',
      [trainee, maker.replace('Joris', 'Bo').replace('joris@', 'bo@')],
      [
        [2, 'number-twice', '3'],
        [3, 'number-twice', '2'],
      ],
    ],
    [
      'when two numbers share a mailbox',
      [trainee, maker.replace('90031', '90032')],
      [
        [2, 'email-twice', '3'],
        [3, 'email-twice', '2'],
      ],
    ],
    [
      'when two names without numbers share one',
      [trainee.replace('90031', ''), maker.replace('90031;Joris', ';Bo')],
      [
        [2, 'email-twice', '3'],
        [3, 'email-twice', '2'],
      ],
    ],
  ])('%s', (_, rows, expected) => {
    expect(said(rows)).toEqual(expected);
    expect(plan(rows).add).toEqual([]);
  });
});

describe('contracts', () => {
  const contracts = 'Personeelsnummer;Naam;Begindatum;Einddatum contract';

  test('the end of one is no leaving: it is asked, and only where nothing follows', () => {
    const first = '1;An Proef;01-01-2026;30-06-2026';
    expect(plan([first], [], contracts)).toMatchObject({ add: [{ leftAt: null }], proposals: [{ line: 2 }], notes: [{ code: 'contract-end' }] });
    expect(plan([first, '1;An Proef;01-07-2026;'], [], contracts)).toMatchObject({ add: [{ leftAt: null }], proposals: [] });
    expect(plan([first, '1;An Proef;01-07-2026;31-12-2026'], [], contracts).proposals).toMatchObject([{ line: 3 }]);
  });

  test('it is not read beside a column for leaving, and that is said', () => {
    const bytes = Buffer.from('Personeelsnummer;Naam;Einddatum contract;Uit dienst\n1;An Proef;06/11/2026;\n');
    expect(readPeopleFile(bytes, { zone })).toMatchObject({ question: null, ignored: [{ heading: 'Einddatum contract', why: 'other-column' }] });
  });
});

test('of employments at random, nobody who works in one of them leaves', () => {
  const date = fc.integer({ min: 1, max: 28 }).map((day) => `${String(day).padStart(2, '0')}-10-2026`);
  const employment = fc.record({
    number: fc.constantFrom('1', '2', '3'),
    start: fc.option(date, { nil: '' }),
    end: fc.oneof(date, fc.constantFrom('', '31-12-2027', 'x')),
  });
  fc.assert(
    fc.property(fc.array(employment, { minLength: 1, maxLength: 9 }), (employments) => {
      const { add, proposals } = plan(employments.map(({ number, start, end }) => `${number};An;;Proef${number};;Kok;${start};${end}`));
      for (const { id, fields, leftAt } of add) {
        const ends = employments.filter(({ number }) => number === fields.employeeNumber).map(({ end }) => end);
        expect(ends).not.toContain('x');
        if (ends.includes('')) expect([leftAt, proposals.filter(({ personId }) => personId === id)]).toEqual([null, []]);
        else expect(leftAt === null).toBe(ends.includes('31-12-2027'));
      }
    }),
    { numRuns: 500 },
  );
});
