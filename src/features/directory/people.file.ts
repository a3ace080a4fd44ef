import { emailKey } from '#src/features/people/index.ts';
import { isMailAddress } from '#src/ground/plain-text.ts';
import { dayText } from '#src/ground/time.ts';
import { looksLikeEmail, type RowReader, rowReader } from './cells.ts';
import type { Day, DayReader } from './dates.rules.ts';
import type { Columns, Ignored } from './headings.ts';
import { splitName } from './names.ts';
import type { Table } from './parse.ts';
import { type PeopleField, peopleHeadings } from './people.headings.ts';
import type { Remark } from './remarks.ts';
import type { FileKind } from './upload.ts';

/** Whom a cell means: an address or an employee number, ready to be looked up. */
export type Reference = { by: 'email' | 'number'; key: string; text: string; column: string | null };

/** One row of a file of people. What the file has no column for is left out, so that it changes nothing. */
export type PersonRow = {
  line: number;
  number: string | null;
  emailKey: string | null;
  /** Null where the row has none that can be used: whoever is known otherwise keeps theirs. */
  name: Name | null;
  /** A name of which a program lost letters that it could not write. */
  lost: string | null;
  fields: {
    email?: string;
    employeeNumber?: string;
    jobTitle?: string | null;
    department?: string | null;
  };
  manager: Reference | null | undefined;
  startedOn: string | null;
  endsOn: Day | null | undefined;
  /** The end is that of a contract, in a file without a column for leaving. */
  byContract: boolean;
  /** Undefined where nothing is said. */
  language: string | undefined;
  organisation: string | null;
  columns: {
    name: string | null;
    number: string | null;
    email: string | null;
    manager: string | null;
    endsOn: string | null;
    language: string | null;
    organisation: string | null;
  };
};

type Name = { givenName: string; nameParticle?: string | null; familyName: string };

/** A row that cannot be used is kept all the same: whose it is decides what becomes of their other rows. */
export type PeopleFile = { rows: { row: PersonRow; wrong: Remark | null }[]; unread: Ignored[] };

/** A name, and something to know the person by. */
export const peopleKind: FileKind<PeopleField> = {
  headings: peopleHeadings,
  isEnough: ({ fields }) => (fields.has('familyName') || fields.has('fullName')) && (fields.has('employeeNumber') || fields.has('email')),
  dates: ['startedOn', 'endedOn', 'contractEnd'],
  instead: { of: 'endedOn', read: 'contractEnd' },
  code: 'directory.people-columns',
};

export function readPeople(table: Table, columns: Columns<PeopleField>, days: ReadonlyMap<PeopleField, DayReader>): PeopleFile {
  let needsFullName = !columns.fields.has('familyName');
  const rows = table.rows.map((line) => {
    const reader = rowReader(columns, table.headings.length, line, days);
    needsFullName ||= !namePart(reader, 'familyName') && Boolean(reader.text('fullName', 200));
    return { row: readPerson(reader), wrong: reader.wrong() ?? null };
  });
  const fullName = columns.fields.get('fullName');
  return { rows, unread: fullName && !needsFullName ? [{ heading: fullName.heading, why: 'other-column' }] : [] };
}

function readPerson(reader: RowReader<PeopleField>): PersonRow {
  const number = reader.text('employeeNumber', 200) ?? null;
  const email = reader.text('email', 254) ?? null;
  if (email && !isMailAddress(email)) reader.refuse('not-an-email', 'email', email);
  if (!number && !email) reader.refuse('no-identity', reader.has('employeeNumber') ? 'employeeNumber' : 'email');
  const name = readName(reader);
  const lost = lostIn(name);
  const ends = reader.has('contractEnd') ? 'contractEnd' : 'endedOn';
  const [started, endsOn] = [reader.day('startedOn'), reader.day(ends)];
  const startedOn = started ? dayText(started) : null;
  if (startedOn && endsOn && dayText(endsOn) < startedOn) reader.refuse('ends-before-start', ends);
  const optional = (field: 'jobTitle' | 'department') => {
    const text = reader.text(field, 200);
    return text === undefined ? {} : { [field]: text };
  };
  return {
    line: reader.line,
    number,
    emailKey: email && emailKey(email),
    // An empty number or address leaves what is known of somebody: a blank cell must not make them a stranger.
    name: lost ? null : name,
    lost,
    fields: {
      ...(email ? { email } : {}),
      ...(number ? { employeeNumber: number } : {}),
      ...optional('jobTitle'),
      ...optional('department'),
    },
    manager: readManager(reader),
    startedOn,
    endsOn,
    byContract: ends === 'contractEnd',
    language: reader.text('language', 40) ?? undefined,
    organisation: reader.text('organisation', 200) ?? null,
    columns: {
      name: reader.heading('familyName') ?? reader.heading('fullName'),
      number: reader.heading('employeeNumber'),
      email: reader.heading('email'),
      manager: reader.heading('managerNumber') ?? reader.heading('managerEmail'),
      endsOn: reader.heading(ends),
      language: reader.heading('language'),
      organisation: reader.heading('organisation'),
    },
  };
}

/** People with one name have it in either column; some systems want a sign in the other. */
function readName(reader: RowReader<PeopleField>): Name | null {
  const [givenName, familyName] = [namePart(reader, 'givenName'), namePart(reader, 'familyName')];
  const nameParticle = reader.text('nameParticle', 100);
  const particle = nameParticle === undefined ? {} : { nameParticle };
  if (familyName) return { givenName, familyName, ...particle };
  const fullName = reader.text('fullName', 200);
  // "Name" beside "Vorname" is the other half of it.
  if (fullName && givenName && !fullName.includes(givenName) && !fullName.includes(',')) return { givenName, familyName: fullName, ...particle };
  if (fullName) return splitName(fullName);
  return givenName ? { givenName: '', familyName: givenName, ...particle } : null;
}

function namePart(reader: RowReader<PeopleField>, field: 'givenName' | 'familyName'): string {
  const text = reader.text(field, 100) ?? '';
  return /^[-–—.]*$/.test(text) ? '' : text;
}

/** A question mark or a replacement character in a word is what is left of a letter. */
const lostLetter = /\ufffd|\p{L}\?+\p{L}|(^|\s)\?+\p{L}/u;

function lostIn(name: Name | null): string | null {
  const text = name && [name.givenName, name.nameParticle, name.familyName].filter(Boolean).join(' ');
  return text && lostLetter.test(text) ? text : null;
}

function readManager(reader: RowReader<PeopleField>): Reference | null | undefined {
  const given = (['managerNumber', 'managerEmail'] as const).filter((field) => reader.has(field));
  if (given.length === 0) return undefined;
  for (const field of given) {
    const text = reader.text(field, 254);
    if (text) return referenceOf(text, reader.heading(field));
  }
  return null;
}

export function referenceOf(text: string, column: string | null): Reference {
  return looksLikeEmail(text) ? { by: 'email', key: emailKey(text), text, column } : { by: 'number', key: text, text, column };
}
