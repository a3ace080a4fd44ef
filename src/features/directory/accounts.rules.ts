import type { Office } from '#db/words.ts';
import { dayText, startOfDay } from '#src/ground/time.ts';
import type { AccountFile, AccountRow, Criticality } from './accounts.file.ts';
import type { Day } from './dates.rules.ts';
import type { Reference } from './people.file.ts';
import { note, type Remark, remark } from './remarks.ts';

/** `goneAt` is set for somebody whose end has come, recorded or not; `leaving` for an announced departure. */
export type KnownHolder = {
  id: string;
  name: string;
  employeeNumber: string | null;
  emailKey: string | null;
  hr: boolean;
  leaving: boolean;
  goneAt: number | null;
};

/** `holders` says of everybody who ever had a way in whether it is open still. `fixed` is a password whose history is ours and no file's. */
export type KnownAccount = {
  id: string;
  platform: string;
  handleKey: string;
  url: string | null;
  brand: string | null;
  region: string | null;
  purpose: string | null;
  criticality: Criticality;
  ownerId: string | null;
  officerIds: ReadonlySet<string>;
  holders: ReadonlyMap<string, 'open' | 'ended'>;
  password: { id: string; valueSetAt: number | null; fixed: boolean } | null;
};

export type HolderKind = 'known-outside' | 'platform-role' | 'check';

export type AccountFacts = {
  accounts: readonly KnownAccount[];
  people: readonly KnownHolder[];
  handleKey: (handle: string) => string;
  lowers: (before: Criticality, after: Criticality | undefined) => boolean;
  holderKind: (platform: string) => HolderKind;
  now: number;
  zone: string;
  newId: () => string;
};

export type PlannedGrant = { accountId: string; personId: string; kind: 'known-outside' | 'platform-role'; unsure: boolean };
export type PlannedOffice = { accountId: string; personId: string; office: Office };
type Fields = AccountRow['fields'];

export type AccountPlan = {
  add: { id: string; line: number; platform: string; handle: string; fields: Fields }[];
  change: { id: string; line: number; fields: Fields }[];
  unchanged: number;
  offices: PlannedOffice[];
  grants: PlannedGrant[];
  newPasswords: { accountId: string; valueSetAt: number | null }[];
  datedPasswords: { secretId: string; valueSetAt: number }[];
  /** Dates of passwords on platforms that people enter with their own profiles: there is no shared password there. */
  unusedDates: number;
  bad: Remark[];
  notes: Remark[];
  /** Who is gone and, by this register, can still get in; with on how many accounts. */
  exposed: { personId: string; name: string; goneAt: number; accounts: number }[];
};

/** What this register would change, for the dry run and the import alike. It adds; it never takes an office or a way in away. */
export function planAccountImport(file: AccountFile, facts: AccountFacts): AccountPlan {
  const plan: AccountPlan = {
    add: [],
    change: [],
    unchanged: 0,
    offices: [],
    grants: [],
    newPasswords: [],
    datedPasswords: [],
    unusedDates: 0,
    bad: [...file.bad],
    notes: [],
    exposed: [],
  };
  const known = new Map(facts.accounts.map((account) => [`${account.platform} ${account.handleKey}`, account]));
  const whoIs = directoryOf(facts.people);
  const lines = new Map<string, number>();
  const beginsAt = startOfDays(facts.zone);
  for (const row of file.rows) {
    const key = `${row.platform} ${facts.handleKey(row.handle)}`;
    const before = lines.get(key);
    const setAt = row.lastRotated && beginsAt(row.lastRotated);
    if (before !== undefined) plan.bad.push(remark('account-twice', { line: row.line, column: row.columns.handle }, before));
    else if (setAt !== null && setAt > facts.now) plan.bad.push(remark('in-the-future', { line: row.line, column: row.columns.lastRotated }));
    else {
      lines.set(key, row.line);
      planRow(plan, row, known.get(key), setAt, whoIs, facts);
    }
  }
  plan.exposed = exposedBy(plan.grants, facts.people);
  plan.bad.sort((a, b) => a.line - b.line);
  return plan;
}

/** A register names the same few days over and over. */
function startOfDays(zone: string): (day: Day) => number {
  const known = new Map<string, number>();
  return (day) => {
    const text = dayText(day);
    const at = known.get(text) ?? startOfDay(day, zone);
    known.set(text, at);
    return at;
  };
}

function planRow(plan: AccountPlan, row: AccountRow, known: KnownAccount | undefined, setAt: number | null, whoIs: WhoIs, facts: AccountFacts): void {
  const id = known?.id ?? facts.newId();
  const kind = facts.holderKind(row.platform);
  const officers = officersOf(row, known, whoIs, plan.notes);
  const offices = officers.offices.map((office) => ({ accountId: id, ...office }));
  const holders = new Set([...resolve(row.holders, row.line, whoIs, plan.notes), ...officers.goneHolders]);
  const grants = [...holders].flatMap(({ id: personId, name }): PlannedGrant[] => {
    const access = known?.holders.get(personId);
    if (access === 'ended') note(plan.notes, remark('access-ended', row, name));
    return access ? [] : [{ accountId: id, personId, kind: kind === 'platform-role' ? kind : 'known-outside', unsure: kind === 'check' }];
  });
  const passwords = planPassword(plan, known, id, kind !== 'platform-role', setAt);
  const fields = known ? changedFields(keptCritical(row, known, facts, plan.notes), known) : row.fields;
  plan.offices.push(...offices);
  plan.grants.push(...grants);
  if (!known) plan.add.push({ id, line: row.line, platform: row.platform, handle: row.handle, fields });
  else if (Object.keys(fields).length + offices.length + grants.length + passwords > 0) plan.change.push({ id, line: row.line, fields });
  else plan.unchanged += 1;
}

/** An owner or deputy says on the account's page that it is no longer critical; a file does not. */
function keptCritical(row: AccountRow, known: KnownAccount, { lowers }: AccountFacts, notes: Remark[]): Fields {
  if (!lowers(known.criticality, row.fields.criticality)) return row.fields;
  note(notes, remark('stays-critical', row));
  return { ...row.fields, criticality: known.criticality };
}

function changedFields(fields: Fields, known: KnownAccount): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => known[name as keyof Fields] !== value));
}

/** The day a register gives means its beginning here: a password must not seem younger than it may be. */
function planPassword(plan: AccountPlan, known: KnownAccount | undefined, accountId: string, shared: boolean, setAt: number | null): number {
  const password = known?.password ?? null;
  if (!shared) {
    if (setAt !== null) plan.unusedDates += 1;
    return 0;
  }
  if (!password && (!known || setAt !== null)) return plan.newPasswords.push({ accountId, valueSetAt: setAt });
  if (!password || password.fixed || setAt === null || setAt === password.valueSetAt) return 0;
  return plan.datedPasswords.push({ secretId: password.id, valueSetAt: setAt });
}

type Officers = { offices: Omit<PlannedOffice, 'accountId'>[]; goneHolders: KnownHolder[] };

/** An office carries the right to see, so HR takes none and whoever leaves gets none; the leaver may still know the password. */
function officersOf(row: AccountRow, known: KnownAccount | undefined, whoIs: WhoIs, notes: Remark[]): Officers {
  const [first, ...rest] = row.owners;
  const able = (references: readonly Reference[]) =>
    resolve(references, row.line, whoIs, notes).filter((person) => mayHold(person, references[0]?.column ?? null, row.line, notes));
  const [owner] = first ? able([first]) : [];
  const deputies = able([...rest, ...row.deputies]);
  const offices: Officers['offices'] = [];
  const held = known?.officerIds ?? new Set();
  const at = { line: row.line, column: row.columns.owner };
  // Whoever is deputy here and owner in the file stays deputy: a promotion is made on the account's page.
  if (owner && !known?.ownerId && !held.has(owner.id)) offices.push({ personId: owner.id, office: 'owner' });
  else if (!known?.ownerId) note(notes, remark('no-owner', at));
  else if (owner && owner.id !== known.ownerId) note(notes, remark('other-owner', at, owner.name));
  const placed = new Set([...held, ...offices.map(({ personId }) => personId)]);
  offices.push(...deputies.filter(({ id }) => !placed.has(id)).map(({ id }) => ({ personId: id, office: 'deputy' as const })));
  const everybody = [...row.owners, ...row.deputies].flatMap((reference) => whoIs[reference.by].get(reference.key) ?? []);
  return { offices, goneHolders: everybody.filter(isGoing) };
}

const isGoing = (person: KnownHolder) => person.leaving || person.goneAt !== null;

function mayHold(person: KnownHolder, column: string | null, line: number, notes: Remark[]): boolean {
  if (person.hr) note(notes, remark('hr-in-office', { line, column }, person.name));
  else if (isGoing(person)) note(notes, remark('gone-in-office', { line, column }, person.name));
  return !person.hr && !isGoing(person);
}

type WhoIs = { number: ReadonlyMap<string, KnownHolder>; email: ReadonlyMap<string, KnownHolder> };

function directoryOf(people: readonly KnownHolder[]): WhoIs {
  const by = (keyOf: (person: KnownHolder) => string | null) =>
    new Map(
      people.flatMap((person) => {
        const key = keyOf(person);
        return key === null ? [] : [[key, person] as const];
      }),
    );
  return { number: by((person) => person.employeeNumber), email: by((person) => person.emailKey) };
}

function resolve(references: readonly Reference[], line: number, whoIs: WhoIs, notes: Remark[]): KnownHolder[] {
  const people = references.flatMap((reference) => {
    const person = whoIs[reference.by].get(reference.key);
    if (!person) note(notes, remark('unknown-person', { line, column: reference.column }, reference.text));
    return person ?? [];
  });
  return [...new Set(people)];
}

function exposedBy(grants: readonly PlannedGrant[], people: readonly KnownHolder[]): AccountPlan['exposed'] {
  const counts = new Map<string, number>();
  for (const { personId } of grants) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return people.flatMap(({ id, name, goneAt }) => {
    const accounts = counts.get(id);
    return accounts === undefined || goneAt === null ? [] : [{ personId: id, name, goneAt, accounts }];
  });
}
