import { emailKey } from '#src/features/people/index.ts';
import { dayText } from '#src/ground/time.ts';
import { type Day, isEmail, looksLikeEmail, type RowReader, rowReader } from './cells.ts';
import type { Columns, PeopleField } from './headings.ts';
import { splitName } from './names.ts';
import type { Table } from './parse.ts';
import type { Remark } from './remarks.ts';

/** Whom a cell means: an address or an employee number, ready to be looked up. */
export type Reference = { by: 'email' | 'number'; key: string; text: string; column: string | null };

/** One row of a file of people. What the file has no column for is left out, so that it changes nothing. */
export type PersonRow = {
  line: number;
  number: string | null;
  emailKey: string | null;
  fields: {
    givenName: string;
    nameParticle?: string | null;
    familyName: string;
    email?: string;
    employeeNumber?: string;
    jobTitle?: string | null;
    department?: string | null;
  };
  manager: Reference | null | undefined;
  startedOn: string | null;
  endsOn: Day | null | undefined;
  organisation: string | null;
  columns: { number: string | null; email: string | null; manager: string | null; endsOn: string | null; organisation: string | null };
};

export type PeopleFile = { rows: PersonRow[]; bad: Remark[] };

/** A name, and something to know the person by. */
export function hasPeopleColumns({ fields }: Columns<PeopleField>): boolean {
  return (fields.has('familyName') || fields.has('fullName')) && (fields.has('employeeNumber') || fields.has('email'));
}

export function readPeople(table: Table, columns: Columns<PeopleField>): PeopleFile {
  const file: PeopleFile = { rows: [], bad: [] };
  for (const line of table.rows) {
    const reader = rowReader(columns, table.headings.length, line);
    const row = readPerson(reader);
    const wrong = reader.wrong();
    if (wrong) file.bad.push(wrong);
    else file.rows.push(row);
  }
  return file;
}

function readPerson(reader: RowReader<PeopleField>): PersonRow {
  const number = reader.text('employeeNumber', 200) ?? null;
  const email = reader.text('email', 254) ?? null;
  if (email && !isEmail(email)) reader.refuse('not-an-email', 'email', email);
  if (!number && !email) reader.refuse('no-identity', reader.has('employeeNumber') ? 'employeeNumber' : 'email');
  const [started, endsOn] = [reader.day('startedOn'), reader.day('endedOn')];
  const startedOn = started ? dayText(started) : null;
  if (startedOn && endsOn && dayText(endsOn) < startedOn) reader.refuse('ends-before-start', 'endedOn');
  const optional = (field: 'jobTitle' | 'department') => {
    const text = reader.text(field, 200);
    return text === undefined ? {} : { [field]: text };
  };
  return {
    line: reader.line,
    number,
    emailKey: email && emailKey(email),
    // An empty number or address leaves what is known of somebody: a blank cell must not make them a stranger.
    fields: {
      ...readName(reader),
      ...(email ? { email } : {}),
      ...(number ? { employeeNumber: number } : {}),
      ...optional('jobTitle'),
      ...optional('department'),
    },
    manager: readManager(reader),
    startedOn,
    endsOn,
    organisation: reader.text('organisation', 200) ?? null,
    columns: {
      number: reader.heading('employeeNumber'),
      email: reader.heading('email'),
      manager: reader.heading('managerNumber') ?? reader.heading('managerEmail'),
      endsOn: reader.heading('endedOn'),
      organisation: reader.heading('organisation'),
    },
  };
}

function readName(reader: RowReader<PeopleField>): Pick<PersonRow['fields'], 'givenName' | 'nameParticle' | 'familyName'> {
  const givenName = reader.text('givenName', 100) ?? '';
  const familyName = reader.text('familyName', 100) ?? '';
  const nameParticle = reader.text('nameParticle', 100);
  if (familyName) return { givenName, familyName, ...(nameParticle === undefined ? {} : { nameParticle }) };
  const fullName = reader.text('fullName', 200);
  if (!fullName) reader.refuse('no-name', reader.has('familyName') ? 'familyName' : 'fullName');
  return splitName(fullName ?? '');
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
