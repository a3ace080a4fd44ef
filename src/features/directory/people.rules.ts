import { endOfDay, localDay } from '#src/ground/time.ts';
import { fold } from '#src/ground/words.ts';
import type { Locale } from '#src/ui/messages/index.ts';
import { leadingRows, type Sighting } from './employments.rules.ts';
import type { PeopleFile, PersonRow, Reference } from './people.file.ts';
import { languageOf } from './languages.ts';
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

type Name = NonNullable<PersonRow['name']>;
type Fields = Partial<Name> & PersonRow['fields'] & { managerId?: string | null; locale?: Locale };

export type PeoplePlan = {
  add: { id: string; line: number; fields: Fields & Name; startedOn: string | null; organisation: string | null; leftAt: number | null }[];
  change: { id: string; line: number; fields: Fields }[];
  unchanged: number;
  bad: Remark[];
  notes: Remark[];
  /** Rows for which another row of the same person speaks. */
  folded: number;
  /** Departures for HR to decide on. An import never makes one. */
  proposals: { personId: string; line: number; effectiveAt: number }[];
};

type Placed = { row: PersonRow; id: string; known: KnownPerson | undefined };

/** What this file would change, for the dry run and the import alike. */
export function planPeopleImport(file: PeopleFile, facts: PeopleFacts): PeoplePlan {
  const { rows, bad, notes, folded } = leadingRows(sightingsOf(file, facts.known));
  const plan: PeoplePlan = { add: [], change: [], unchanged: 0, bad, notes, folded, proposals: [] };
  const byId = new Map(facts.known.map((person) => [person.id, person]));
  const placed = rows.map(({ row, knownId }): Placed => ({ row, id: knownId ?? facts.newId(), known: knownId === null ? undefined : byId.get(knownId) }));
  // A manager may stand anywhere in the file, so everybody has a place before the first manager is looked for.
  const whoIs = directoryOf(facts.known, placed);
  for (const { row, id, known } of placed) {
    const managerId = managerOf(row, id, whoIs, plan.notes);
    const fields = { ...row.fields, ...(managerId === undefined ? {} : { managerId }) };
    const endsAt = row.endsOn ? endOfDay(row.endsOn, facts.zone) : null;
    if (known) planKnown(plan, row, known, { ...row.name, ...fields }, endsAt, facts);
    else if (row.name) planNew(plan, row, id, { ...row.name, ...fields }, endsAt, facts);
    else plan.bad.push(remark(row.lost ? 'letter-lost' : 'no-name', { line: row.line, column: row.columns.name }, row.lost ?? ''));
  }
  plan.bad.sort((a, b) => a.line - b.line);
  return plan;
}

/** More than a company loses in one week: a file that says so is more likely wrong than right. */
export function isMassDeparture(proposals: number, staff: number): boolean {
  return proposals > 5 || (proposals >= 3 && proposals > staff / 10);
}

function planNew(plan: PeoplePlan, row: PersonRow, id: string, fields: Fields & Name, endsAt: number | null, facts: PeopleFacts): void {
  // That a contract is over says nothing of the person, who may have another one that the file does not know.
  const past = endsAt !== null && endsAt <= facts.now && !row.byContract;
  const locale = row.language === undefined ? undefined : languageOf(row.language);
  if (locale === null) note(plan.notes, remark('other-language', { line: row.line, column: row.columns.language }, row.language));
  plan.add.push({
    id,
    line: row.line,
    fields: { ...fields, ...(locale ? { locale } : {}) },
    startedOn: row.startedOn,
    organisation: row.organisation,
    leftAt: past ? endsAt : null,
  });
  if (endsAt !== null && !past) propose(plan, row, id, endsAt);
}

function planKnown(plan: PeoplePlan, row: PersonRow, known: KnownPerson, fields: Fields, endsAt: number | null, facts: PeopleFacts): void {
  const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => known[name as keyof KnownPerson] !== value));
  const proposes = !known.left && endsAt !== null && !isDecided(known, endsAt, facts.zone);
  if (proposes) propose(plan, row, known.id, endsAt);
  const differs = Object.keys(changed).length > 0;
  const stays = facts.byService === true && known.inOffice;
  if (differs && stays) note(plan.notes, remark('not-by-service', { line: row.line }));
  if (differs && !stays) plan.change.push({ id: known.id, line: row.line, fields: changed });
  else if (!proposes) plan.unchanged += 1;
  const at = { line: row.line, column: row.columns.endsOn };
  if (row.lost) note(plan.notes, remark('letter-lost', { line: row.line, column: row.columns.name }, row.lost));
  if (changed['employeeNumber'] && known.employeeNumber !== null) {
    note(plan.notes, remark('number-changed', { line: row.line, column: row.columns.number }, known.employeeNumber));
  }
  if (known.left && row.endsOn !== undefined && (endsAt === null || endsAt > facts.now)) note(plan.notes, remark('recorded-as-left', at));
  if (row.endsOn === null && known.proposalOpen) note(plan.notes, remark('end-date-gone', at));
  if (row.organisation && fold(row.organisation) !== fold(known.organisation)) {
    note(plan.notes, remark('other-organisation', { line: row.line, column: row.columns.organisation }, known.organisation));
  }
}

function propose(plan: PeoplePlan, row: PersonRow, personId: string, effectiveAt: number): void {
  plan.proposals.push({ personId, line: row.line, effectiveAt });
  if (row.byContract) note(plan.notes, remark('contract-end', { line: row.line, column: row.columns.endsOn }));
}

/**
 * A departure that is scheduled already stays as it is. One that nobody has announced counts as none, here and in the
 * report, or a dry run with somebody's name in it would say whether they are leaving. The same day is proposed once.
 */
function isDecided(known: KnownPerson, endsAt: number, zone: string): boolean {
  if (known.endsAt !== null) return true;
  return known.proposedFor !== null && localDay(known.proposedFor, zone) === localDay(endsAt, zone);
}

/** Whom each row is about: by employee number first, else by address. What could mean two people is bad. */
function sightingsOf(file: PeopleFile, known: readonly KnownPerson[]): Sighting[] {
  const byNumber = new Map(known.map((person) => [person.employeeNumber, person]));
  const byEmail = new Map(known.map((person) => [person.emailKey, person]));
  const inFile = new Set(file.rows.map(({ row }) => row.number));
  const alike = numbersAlike([...known.map((person) => person.employeeNumber), ...file.rows.map(({ row }) => row.number)]);
  return file.rows.map(({ row, wrong }): Sighting => {
    const { line, number, emailKey, columns } = row;
    const numberAt = { line, column: columns.number };
    const emailAt = { line, column: columns.email };
    const numbered = number === null ? undefined : byNumber.get(number);
    const mailed = emailKey === null ? undefined : byEmail.get(emailKey);
    const sighting = (found: Remark | null = null) => ({ row, knownId: (numbered ?? mailed)?.id ?? null, wrong: wrong ?? found });
    const other = number === null || numbered ? undefined : alike(number);
    if (number !== null && other !== undefined) return sighting(remark('number-alike', numberAt, `${number} / ${other}`));
    if (numbered && mailed && numbered !== mailed) return sighting(remark('email-taken', emailAt, mailed.displayName));
    if (!numbered && mailed && number !== null && mailed.employeeNumber !== null && !isRenumbered(row, mailed, inFile))
      return sighting(remark('number-taken', emailAt, mailed.employeeNumber));
    return sighting();
  });
}

/** A new number for somebody at work, by the same name and address, whose old number nobody in the file has. An address alone may have a new owner. */
function isRenumbered({ name }: PersonRow, mailed: KnownPerson, inFile: ReadonlySet<string | null>): boolean {
  return !mailed.left && !inFile.has(mailed.employeeNumber) && name !== null && fold(nameIn(name)) === fold(nameIn(mailed));
}

const nameIn = ({ givenName, nameParticle, familyName }: Name) => `${givenName} ${nameParticle ?? ''} ${familyName}`.replace(/\s+/g, ' ').trim();

/** Numbers that a spreadsheet would make the same: it drops leading zeros, and some programs add decimals. */
function numbersAlike(numbers: readonly (string | null)[]): (number: string) => string | undefined {
  const bare = (number: string) => /^0*(\d+?)(?:[.,]0+)?$/.exec(number)?.[1];
  const found = Map.groupBy(new Set(numbers), (number) => (number === null ? undefined : bare(number)));
  return (number) => {
    const key = bare(number);
    return key === undefined ? undefined : (found.get(key)?.find((other) => other !== number) ?? undefined);
  };
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
