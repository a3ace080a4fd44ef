import { endOfDay, localDay } from '#src/ground/time.ts';
import { fold } from '#src/ground/words.ts';
import type { PeopleFile, PersonRow, Reference } from './people.file.ts';
import { note, type Remark, remark } from './remarks.ts';

/** What is known of somebody before the import. `proposedFor` is the moment of the latest proposal for this employment, decided or not. */
export type KnownPerson = {
  id: string;
  displayName: string;
  employeeNumber: string | null;
  emailKey: string | null;
  email: string | null;
  givenName: string;
  nameParticle: string | null;
  familyName: string;
  jobTitle: string | null;
  department: string | null;
  managerId: string | null;
  organisation: string;
  left: boolean;
  /** Administers or works for HR. */
  inOffice: boolean;
  /** Of a departure that is known to everybody. */
  endsAt: number | null;
  proposedFor: number | null;
  proposalOpen: boolean;
};

export type PeopleFacts = { known: readonly KnownPerson[]; now: number; zone: string; newId: () => string; byService?: boolean };

type Fields = PersonRow['fields'] & { managerId?: string | null };

export type PeoplePlan = {
  add: { id: string; line: number; fields: Fields; startedOn: string | null; organisation: string | null; leftAt: number | null }[];
  change: { id: string; line: number; fields: Partial<Fields> }[];
  unchanged: number;
  bad: Remark[];
  notes: Remark[];
  /** Departures for HR to decide on. An import never makes one. */
  proposals: { personId: string; line: number; effectiveAt: number }[];
};

type Placed = { row: PersonRow; id: string; known: KnownPerson | undefined };

/** What this file would change, for the dry run and the import alike. */
export function planPeopleImport(file: PeopleFile, facts: PeopleFacts): PeoplePlan {
  const plan: PeoplePlan = { add: [], change: [], unchanged: 0, bad: [...file.bad], notes: [], proposals: [] };
  const placed = placeRows(file.rows, facts, plan.bad);
  // A manager may stand anywhere in the file, so everybody has a place before the first manager is looked for.
  const whoIs = directoryOf(facts.known, placed);
  for (const { row, id, known } of placed) {
    const managerId = managerOf(row, id, whoIs, plan.notes);
    const fields: Fields = { ...row.fields, ...(managerId === undefined ? {} : { managerId }) };
    const endsAt = row.endsOn ? endOfDay(row.endsOn, facts.zone) : null;
    if (known) planKnown(plan, row, known, fields, endsAt, facts);
    else planNew(plan, row, id, fields, endsAt, facts);
  }
  plan.bad.sort((a, b) => a.line - b.line);
  return plan;
}

/** More than a company loses in one week: a file that says so is more likely wrong than right. */
export function isMassDeparture(proposals: number, staff: number): boolean {
  return proposals > 5 || (proposals >= 3 && proposals > staff / 10);
}

function planNew(plan: PeoplePlan, row: PersonRow, id: string, fields: Fields, endsAt: number | null, facts: PeopleFacts): void {
  const past = endsAt !== null && endsAt <= facts.now;
  plan.add.push({ id, line: row.line, fields, startedOn: row.startedOn, organisation: row.organisation, leftAt: past ? endsAt : null });
  if (endsAt !== null && !past) plan.proposals.push({ personId: id, line: row.line, effectiveAt: endsAt });
}

function planKnown(plan: PeoplePlan, row: PersonRow, known: KnownPerson, fields: Fields, endsAt: number | null, facts: PeopleFacts): void {
  const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => known[name as keyof KnownPerson] !== value));
  const proposes = !known.left && endsAt !== null && !isDecided(known, endsAt, facts.zone);
  if (proposes) plan.proposals.push({ personId: known.id, line: row.line, effectiveAt: endsAt });
  const differs = Object.keys(changed).length > 0;
  const stays = facts.byService === true && known.inOffice;
  if (differs && stays) note(plan.notes, remark('not-by-service', { line: row.line }));
  if (differs && !stays) plan.change.push({ id: known.id, line: row.line, fields: changed });
  else if (!proposes) plan.unchanged += 1;
  const at = { line: row.line, column: row.columns.endsOn };
  if (known.left && row.endsOn !== undefined && (endsAt === null || endsAt > facts.now)) note(plan.notes, remark('recorded-as-left', at));
  if (row.endsOn === null && known.proposalOpen) note(plan.notes, remark('end-date-gone', at));
  if (row.organisation && fold(row.organisation) !== fold(known.organisation)) {
    note(plan.notes, remark('other-organisation', { line: row.line, column: row.columns.organisation }, known.organisation));
  }
}

/**
 * A departure that is scheduled already stays as it is. One that nobody has announced counts as none, here and in the
 * report, or a dry run with somebody's name in it would say whether they are leaving. The same day is proposed once.
 */
function isDecided(known: KnownPerson, endsAt: number, zone: string): boolean {
  if (known.endsAt !== null) return true;
  return known.proposedFor !== null && localDay(known.proposedFor, zone) === localDay(endsAt, zone);
}

/** Employee number first, else address. Rows that could mean two people are bad. */
function placeRows(rows: readonly PersonRow[], facts: PeopleFacts, bad: Remark[]): Placed[] {
  const byNumber = new Map(facts.known.map((person) => [person.employeeNumber, person]));
  const byEmail = new Map(facts.known.map((person) => [person.emailKey, person]));
  const lines = { number: new Map<string, number>(), email: new Map<string, number>(), id: new Map<string, number>() };
  return rows.flatMap((row): Placed[] => {
    const { line, number, emailKey, columns } = row;
    const numberAt = { line, column: columns.number };
    const emailAt = { line, column: columns.email };
    const refuse = (wrong: Remark) => {
      bad.push(wrong);
      return [];
    };
    const [sameNumber, sameEmail] = [number === null ? undefined : lines.number.get(number), emailKey === null ? undefined : lines.email.get(emailKey)];
    if (sameNumber !== undefined) return refuse(remark('number-twice', numberAt, sameNumber));
    if (sameEmail !== undefined) return refuse(remark('email-twice', emailAt, sameEmail));
    const numbered = number === null ? undefined : byNumber.get(number);
    const mailed = emailKey === null ? undefined : byEmail.get(emailKey);
    if (numbered && mailed && numbered !== mailed) return refuse(remark('email-taken', emailAt, mailed.displayName));
    if (!numbered && mailed && number !== null && mailed.employeeNumber !== null) return refuse(remark('number-taken', emailAt, mailed.employeeNumber));
    const known = numbered ?? mailed;
    const before = known && lines.id.get(known.id);
    if (before !== undefined) return refuse(remark('number-twice', numberAt, before));
    if (number !== null) lines.number.set(number, line);
    if (emailKey !== null) lines.email.set(emailKey, line);
    if (known) lines.id.set(known.id, line);
    return [{ row, id: known?.id ?? facts.newId(), known }];
  });
}

type Directory = { number: ReadonlyMap<string, string>; email: ReadonlyMap<string, string> };

/** Everybody by what a cell may call them; the file's own word goes before what was known. */
function directoryOf(known: readonly KnownPerson[], placed: readonly Placed[]): Directory {
  const number = new Map<string, string>();
  const email = new Map<string, string>();
  for (const person of known) {
    if (person.employeeNumber) number.set(person.employeeNumber, person.id);
    if (person.emailKey) email.set(person.emailKey, person.id);
  }
  for (const { row, id } of placed) {
    if (row.number) number.set(row.number, id);
    if (row.emailKey) email.set(row.emailKey, id);
  }
  return { number, email };
}

/** Undefined leaves the manager as it is. */
function managerOf({ line, manager, columns }: PersonRow, id: string, whoIs: Directory, notes: Remark[]): string | null | undefined {
  if (!manager) return manager;
  const managerId = find(whoIs, manager);
  if (managerId === id) {
    note(notes, remark('own-manager', { line, column: manager.column }));
    return null;
  }
  if (managerId === undefined) note(notes, remark('unknown-manager', { line, column: manager.column ?? columns.manager }, manager.text));
  return managerId;
}

function find(whoIs: Directory, reference: Reference): string | undefined {
  return whoIs[reference.by].get(reference.key);
}
