import { and, asc, eq, inArray, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { people, personWords, roles } from '#db/schema/people.ts';
import type { Role } from '#src/ground/actor.ts';
import { among, batches, replaced, rowsOf } from '#src/ground/bulk.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';
import type { PersonState } from './standing.rules.ts';

/** A row as it is. `endsAt` may belong to a departure that nobody has announced: `knownEnd` says who may know it. */
export type Person = typeof people.$inferSelect;
export type RoleRow = typeof roles.$inferSelect;

const listById = hot((read, at: At<'id'>) =>
  read
    .select()
    .from(people)
    .where(eq(people.id, at('id'))),
);

export async function findPerson(read: ReadHandle, id: string): Promise<Person | undefined> {
  const [row] = await listById(read, { id });
  return row;
}

export async function findByEmailKey(read: ReadHandle, emailKey: string): Promise<Person | undefined> {
  const [row] = await read.select().from(people).where(eq(people.emailKey, emailKey));
  return row;
}

export async function findByEmployeeNumber(read: ReadHandle, employeeNumber: string): Promise<Person | undefined> {
  const [row] = await read.select().from(people).where(eq(people.employeeNumber, employeeNumber));
  return row;
}

export async function findPeople(read: ReadHandle, ids: readonly string[]): Promise<Person[]> {
  return read
    .select()
    .from(people)
    .where(among(people.id, [...new Set(ids)]));
}

export type PeopleFilter = { words: readonly string[]; state?: PersonState | undefined; after: readonly [string, string] | null; limit: number };

export async function listRows(read: ReadHandle, filter: PeopleFilter): Promise<Person[]> {
  const wanted: (SQL | undefined)[] = filter.words.map((word) => inArray(people.id, idsWithWord(read, word)));
  if (filter.state) wanted.push(eq(people.state, filter.state));
  if (filter.after) wanted.push(sql`(${people.sortKey}, ${people.id}) > (${filter.after[0]}, ${filter.after[1]})`);
  return read
    .select()
    .from(people)
    .where(and(...wanted))
    .orderBy(asc(people.sortKey), asc(people.id))
    .limit(filter.limit);
}

function idsWithWord(read: ReadHandle, prefix: string) {
  // A range, not LIKE: the same on both engines, and it uses the index.
  const range = sql`${personWords.word} >= ${prefix} and ${personWords.word} < ${`${prefix}\u{10ffff}`}`;
  return read.select({ id: personWords.personId }).from(personWords).where(range);
}

const names = ['givenName', 'nameParticle', 'familyName', 'displayName', 'sortKey', 'email', 'emailKey', 'emailSetAt', 'emailSetBy', 'employeeNumber'] as const;
const rest = ['organisationId', 'jobTitle', 'department', 'managerId', 'locale', 'responder', 'updatedAt'] as const;

/** New rows are added and known ones replaced, except what other verbs own: state, end, absence, security stamp, creation. */
export async function keepPeople(tx: WriteHandle, rows: readonly Person[]): Promise<void> {
  const set = replaced([...names, ...rest] satisfies (keyof Person)[]);
  for (const part of batches(rows)) {
    await tx.insert(people).select(rowsOf(people, part)).onConflictDoUpdate({ target: people.id, set });
  }
}

export async function changeRow(tx: WriteHandle, id: string, set: Partial<Person>): Promise<void> {
  await tx.update(people).set(set).where(eq(people.id, id));
}

export async function keepWords(tx: WriteHandle, words: readonly { personId: string; words: readonly string[] }[]): Promise<void> {
  for (const part of batches(words)) {
    await tx.delete(personWords).where(
      among(
        personWords.personId,
        part.map(({ personId }) => personId),
      ),
    );
  }
  const rows = words.flatMap(({ personId, words: own }) => own.map((word) => ({ word, personId })));
  for (const part of batches(rows)) await tx.insert(personWords).select(rowsOf(personWords, part));
}

export async function listRoles(read: ReadHandle, personId: string): Promise<Role[]> {
  const rows = await read.select({ role: roles.role }).from(roles).where(eq(roles.personId, personId)).orderBy(asc(roles.role));
  return rows.map(({ role }) => role);
}

/** One row a role, one without for somebody who has none, no row for nobody: the question before nearly every decision. */
export async function listRolesOfPerson(read: ReadHandle, personId: string): Promise<(Role | null)[]> {
  const rows = await read.select({ role: roles.role }).from(people).leftJoin(roles, eq(roles.personId, people.id)).where(eq(people.id, personId));
  return rows.map(({ role }) => role);
}

export async function listHolders(read: ReadHandle, role: Role): Promise<Person[]> {
  const rows = await read
    .select({ person: people })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(and(eq(roles.role, role), ne(people.state, 'left')))
    .orderBy(asc(people.sortKey), asc(people.id));
  return rows.map(({ person }) => person);
}

export async function addRole(tx: WriteHandle, row: RoleRow): Promise<void> {
  await tx.insert(roles).values(row);
}

export async function removeRole(tx: WriteHandle, personId: string, role: Role): Promise<void> {
  await tx.delete(roles).where(and(eq(roles.personId, personId), eq(roles.role, role)));
}

/** Email addresses and employee numbers that somebody has already, of those asked for. */
export async function findTaken(read: ReadHandle, keys: { emailKey: string | null; employeeNumber: string | null }, except: string): Promise<Person[]> {
  const same: (SQL | undefined)[] = [];
  if (keys.emailKey) same.push(eq(people.emailKey, keys.emailKey));
  if (keys.employeeNumber) same.push(eq(people.employeeNumber, keys.employeeNumber));
  return same.length === 0
    ? []
    : read
        .select()
        .from(people)
        .where(and(or(...same), ne(people.id, except)));
}

/** Whose address nobody stands behind any more; those whose was so already are left out. */
export async function clearEmailSetBy(tx: WriteHandle, ids: readonly string[]): Promise<string[]> {
  const vouched = await tx
    .update(people)
    .set({ emailSetBy: null })
    .where(and(among(people.id, ids), isNotNull(people.emailSetBy)))
    .returning({ id: people.id });
  return vouched.map(({ id }) => id);
}
