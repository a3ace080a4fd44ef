import type { Locale } from '#db/words.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { humanBehind } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { needUnit } from '#src/ground/bulk.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { ensure, type PersonFacts } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { addPeriods } from './employment.queries.ts';
import { displayName, emailKey, searchWords, settledName, sortKey, tidy } from './names.ts';
import { ownOrganisation } from './organisations.ts';
import { findPeople, findPerson, findTaken, keepPeople, keepWords, listRolesOfPerson, type Person } from './queries.ts';
import { isHere } from './standing.rules.ts';
import { tellChanged } from './tell.ts';

export type NewPerson = {
  /** Where the caller must know it beforehand, because others in the same file name this person as their manager. */
  id?: string;
  givenName: string;
  nameParticle?: string | null | undefined;
  familyName: string;
  email?: string | null | undefined;
  employeeNumber?: string | null | undefined;
  jobTitle?: string | null | undefined;
  department?: string | null | undefined;
  managerId?: string | null | undefined;
  locale?: Locale | undefined;
  organisationId?: string | undefined;
  /** `2026-11-20`; unknown where nobody said. */
  startedOn?: string | null | undefined;
};

type Changeable = Omit<NewPerson, 'id' | 'startedOn' | 'organisationId'>;
export type PersonFields = { [K in keyof Changeable]?: Changeable[K] | undefined } & { responder?: boolean };

export async function addPerson(ctx: Ctx, person: NewPerson): Promise<{ id: string }> {
  const because = ensure(ctx, 'person.add', null);
  return ctx.write(async (tx) => {
    const { locale } = await getOrganisation(within(ctx, tx));
    const row = newRow(ctx, person, person.organisationId ?? (await ownOrganisation(within(ctx, tx))).id, locale);
    await refuseTaken(tx, row);
    await refuseManager(ctx, tx, row.id, person.managerId ?? null);
    await keepNew(ctx, tx, [{ row, startedOn: person.startedOn ?? null }]);
    const detail = { origin: ctx.via, state: row.state };
    await record(tx, ctx, 'person.added', { kind: 'person', id: row.id }, detail, { because, personal: { name: row.displayName } });
    return { id: row.id };
  });
}

/**
 * For imports: adds everybody in the caller's unit with a statement per 500 rows, and records nothing itself. Addresses
 * and employee numbers must have been checked; the database refuses doubles.
 */
export async function addPeople(ctx: Ctx, people: readonly NewPerson[]): Promise<{ ids: string[] }> {
  ensure(ctx, 'person.add', null);
  const tx = needUnit(ctx);
  const own = (await ownOrganisation(ctx)).id;
  const { locale } = await getOrganisation(ctx);
  const added = people.map((person) => ({ row: newRow(ctx, person, person.organisationId ?? own, locale), startedOn: person.startedOn ?? null }));
  await keepNew(ctx, tx, added);
  return { ids: added.map(({ row }) => row.id) };
}

export async function changePerson(ctx: Ctx, id: string, fields: PersonFields): Promise<void> {
  const facts = await personFacts(ctx, id);
  await ctx.write(async (tx) => {
    const before = found(await findPerson(tx, id), 'person.missing');
    const newAddress = changed(ctx, before, fields).emailKey !== before.emailKey;
    const because = ensure(ctx, 'person.edit', { ...facts, newAddress });
    if (fields.managerId !== undefined && fields.managerId !== before.managerId) await refuseManager(ctx, tx, id, fields.managerId);
    const after = changed(ctx, before, fields);
    const names = changedNames(before, after);
    if (names.length === 0) return;
    await refuseTaken(tx, after);
    await keepPeople(tx, [after]);
    await keepWords(tx, [{ personId: id, words: searchWords(after) }]);
    await record(tx, ctx, 'person.changed', { kind: 'person', id }, { fields: names.join(' ') }, { because, personal: { name: after.displayName } });
    await tellChanged(ctx, tx, [{ before, after }]);
  });
}

/** For imports, as `addPeople`. Gives back how many people really changed. */
export async function changePeople(ctx: Ctx, changes: readonly { id: string; fields: PersonFields }[]): Promise<number> {
  ensure(ctx, 'person.add', null);
  const tx = needUnit(ctx);
  const before = new Map(
    (
      await findPeople(
        tx,
        changes.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const pairs = changes.flatMap(({ id, fields }) => {
    const row = found(before.get(id), 'person.missing');
    const after = changed(ctx, row, fields);
    return changedNames(row, after).length > 0 ? [{ before: row, after }] : [];
  });
  const rows = pairs.map(({ after }) => after);
  await keepPeople(tx, rows);
  await keepWords(
    tx,
    rows.map((row) => ({ personId: row.id, words: searchWords(row) })),
  );
  await tellChanged(ctx, tx, pairs);
  return rows.length;
}

export async function personFacts(ctx: Ctx, id: string): Promise<PersonFacts> {
  const held = await listRolesOfPerson(ctx.read, id);
  if (held.length === 0) throw new Problem('missing', 'person.missing');
  return { id, isHr: held.includes('hr'), isAdmin: held.includes('admin') };
}

/** `locale` is for whoever has not chosen one. */
function newRow(ctx: Ctx, person: NewPerson, organisationId: string, locale: Locale): Person {
  const now = ctx.now();
  const blank: Person = {
    id: person.id ?? ctx.newId('person'),
    organisationId,
    givenName: '',
    nameParticle: null,
    familyName: '',
    displayName: '',
    sortKey: '',
    email: null,
    emailKey: null,
    emailSetAt: now,
    emailSetBy: humanBehind(ctx.actor),
    employeeNumber: null,
    jobTitle: null,
    department: null,
    managerId: null,
    state: 'active',
    locale: person.locale ?? locale,
    securityStamp: 1,
    endsAt: null,
    absentSince: null,
    responder: false,
    createdAt: now,
    updatedAt: now,
  };
  // Whoever adds somebody says where their mail goes, now and in one act.
  return { ...changed(ctx, blank, person), emailSetAt: now };
}

/** The row with the fields that were given, and with what is derived from them. */
function changed(ctx: Ctx, row: Person, fields: PersonFields): Person {
  const given = (name: 'nameParticle' | 'email' | 'employeeNumber' | 'jobTitle' | 'department') => {
    const text = fields[name];
    return text === undefined ? row[name] : tidy(text ?? '') || null;
  };
  const after = {
    ...row,
    ...settledName(tidy(fields.givenName ?? row.givenName), tidy(fields.familyName ?? row.familyName)),
    nameParticle: given('nameParticle'),
    email: given('email'),
    employeeNumber: given('employeeNumber'),
    jobTitle: given('jobTitle'),
    department: given('department'),
    // A directory's file makes its director their own manager; nobody is their own fallback here.
    managerId: fields.managerId === undefined ? row.managerId : fields.managerId === row.id ? null : fields.managerId,
    locale: fields.locale ?? row.locale,
    responder: fields.responder ?? row.responder,
    updatedAt: ctx.now(),
  };
  if (after.familyName === '') throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field: 'familyName', code: 'required' }] });
  const key = after.email === null ? null : emailKey(after.email);
  const set = key === row.emailKey ? {} : { emailSetAt: ctx.now(), emailSetBy: humanBehind(ctx.actor) };
  return { ...after, ...set, emailKey: key, displayName: displayName(after), sortKey: sortKey(after) };
}

const told = ['givenName', 'nameParticle', 'familyName', 'email', 'employeeNumber', 'jobTitle', 'department', 'managerId', 'locale', 'responder'] as const;

function changedNames(before: Person, after: Person): string[] {
  return told.filter((name) => before[name] !== after[name]);
}

async function keepNew(ctx: Ctx, tx: WriteHandle, added: readonly { row: Person; startedOn: string | null }[]): Promise<void> {
  await keepPeople(
    tx,
    added.map(({ row }) => row),
  );
  await keepWords(
    tx,
    added.map(({ row }) => ({ personId: row.id, words: searchWords(row) })),
  );
  const periods = added.map(({ row, startedOn }) => ({
    id: ctx.newId('period'),
    personId: row.id,
    startedOn,
    startedAt: row.createdAt,
    endedAt: null,
  }));
  await addPeriods(tx, periods);
}

async function refuseTaken(tx: WriteHandle, row: Person): Promise<void> {
  const others = await findTaken(tx, row, row.id);
  const fields = (['emailKey', 'employeeNumber'] as const)
    .filter((name) => row[name] !== null && others.some((other) => other[name] === row[name]))
    .map((name) => ({ field: name === 'emailKey' ? 'email' : name, code: 'already-taken' }));
  if (fields.length > 0) throw new Problem('conflict', 'person.taken', { fields });
}

/** Whoever is asked for by hand has to be somebody else, and in service: what a leaver held would fall to them. */
async function refuseManager(ctx: Ctx, tx: WriteHandle, personId: string, managerId: string | null): Promise<void> {
  if (managerId === null) return;
  const row = managerId === personId ? undefined : await findPerson(tx, managerId);
  if (row && isHere(row, ctx.now())) return;
  throw new Problem('invalid', 'person.manager', { fields: [{ field: 'managerId', code: row ? 'person.gone' : 'not-found' }] });
}
