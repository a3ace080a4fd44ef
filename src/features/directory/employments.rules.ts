import { dayText } from '#src/ground/time.ts';
import { fold } from '#src/ground/words.ts';
import type { PersonRow } from './people.file.ts';
import { type Remark, type RemarkCode, remark } from './remarks.ts';

/** A row of the file and whom it is about, as far as they are known here; `wrong` where it cannot be used. */
export type Sighting = { row: PersonRow; knownId: string | null; wrong: Remark | null };

/** `folded` counts the rows that another row of the same person speaks for. */
export type Leading = { rows: { row: PersonRow; knownId: string | null }[]; bad: Remark[]; notes: Remark[]; folded: number };

/**
 * One row a person. Several rows with one number or address are the employments of one person, of which the one without an
 * end counts, else the one that ends last: whoever works on in one of them has not left. Where they may be two people, or one
 * of them cannot be read, all of them stay out.
 */
export function leadingRows(sightings: readonly Sighting[]): Leading {
  const found: Leading = { rows: [], bad: [], notes: [], folded: 0 };
  for (const group of samePerson(sightings)) {
    const whole = group.filter(({ wrong }) => wrong === null);
    found.bad.push(...group.flatMap(({ wrong }) => wrong ?? []));
    if (group.length === 1) found.rows.push(...whole);
    else if (whole.length < group.length) found.bad.push(...whole.map(({ row }) => besideBad(row, group)));
    else if (isOnePerson(group)) {
      const row = leadingOf(group.map((sighting) => sighting.row));
      found.rows.push({ row, knownId: group.find(({ knownId }) => knownId !== null)?.knownId ?? null });
      found.folded += group.length - 1;
      found.notes.push(remark('several-rows', { line: row.line, column: row.columns.endsOn }, group.map((sighting) => sighting.row.line).join(', ')));
    } else found.bad.push(...group.map(({ row }) => twoPeople(row, group)));
  }
  found.rows.sort((a, b) => a.row.line - b.row.line);
  return found;
}

/** Rows that share a number, an address or somebody known here, directly or through a third. */
function samePerson(sightings: readonly Sighting[]): Iterable<readonly Sighting[]> {
  const above = new Map<string, string>();
  const topOf = (key: string): string => {
    const path: string[] = [];
    let top = key;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) {
      path.push(top);
      top = next;
    }
    // A file in which thousands of rows share an address is not walked through again for each of them.
    for (const passed of path) above.set(passed, top);
    return top;
  };
  for (const sighting of sightings) {
    const [first, ...others] = keysOf(sighting).map(topOf);
    for (const other of others) if (first !== undefined && topOf(other) !== topOf(first)) above.set(topOf(other), topOf(first));
  }
  return Map.groupBy(sightings, (sighting) => topOf(keysOf(sighting)[0] ?? `line ${sighting.row.line}`)).values();
}

function keysOf({ row, knownId }: Sighting): string[] {
  return [...(row.number ? [`number ${row.number}`] : []), ...(row.emailKey ? [`email ${row.emailKey}`] : []), ...(knownId ? [`known ${knownId}`] : [])];
}

/** One number, and a name or an address in common: a mailbox alone may be that of a shop. */
function isOnePerson(group: readonly Sighting[]): boolean {
  const different = (values: readonly (string | null)[]) => new Set(values.filter((value) => value)).size;
  const numbers = group.map(({ row }) => row.number);
  if (different(numbers) > 1) return false;
  const oneName = different(group.map(({ row }) => nameOf(row))) <= 1;
  return oneName || (!numbers.includes(null) && different(group.map(({ row }) => row.emailKey)) === 1 && group.every(({ row }) => row.emailKey));
}

function nameOf({ name }: PersonRow): string | null {
  return name && fold(`${name.givenName} ${name.nameParticle ?? ''} ${name.familyName}`).replace(/\s+/g, ' ');
}

/** The one that goes on, and of several the one that began last; what it leaves blank of whom it is about, the others say. */
function leadingOf(rows: readonly PersonRow[]): PersonRow {
  const open = rows.filter(({ endsOn }) => !endsOn);
  const begun = ({ startedOn }: PersonRow) => startedOn ?? '';
  const ended = ({ endsOn }: PersonRow) => (endsOn ? dayText(endsOn) : '');
  const outranks = (a: PersonRow, b: PersonRow) => ended(a) > ended(b) || (ended(a) === ended(b) && begun(a) > begun(b));
  const row = (open.length > 0 ? open : rows).reduce((best, next) => (outranks(next, best) ? next : best));
  const number = row.number ?? rows.find((other) => other.number)?.number ?? null;
  const mailed = row.emailKey ? row : rows.find(({ emailKey }) => emailKey);
  const { email } = mailed?.fields ?? {};
  const fields = { ...row.fields, ...(number ? { employeeNumber: number } : {}), ...(email ? { email } : {}) };
  return { ...row, number, emailKey: mailed?.emailKey ?? null, fields };
}

function besideBad(row: PersonRow, group: readonly Sighting[]): Remark {
  const bad = group.find(({ wrong }) => wrong !== null)?.row.line ?? 0;
  return remark('beside-bad', { line: row.line }, bad);
}

function twoPeople(row: PersonRow, group: readonly Sighting[]): Remark {
  const others = group.map((sighting) => sighting.row).filter(({ line }) => line !== row.line);
  const sameNumber = others.find(({ number }) => number !== null && number === row.number);
  const sameEmail = others.find(({ emailKey }) => emailKey !== null && emailKey === row.emailKey);
  const [code, other]: [RemarkCode, PersonRow | undefined] = sameNumber ? ['number-twice', sameNumber] : ['email-twice', sameEmail ?? others[0]];
  return remark(code, { line: row.line, column: sameNumber ? row.columns.number : row.columns.email }, other?.line ?? '');
}
