import type { PersonActor } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { pageOf, readCursor } from '#src/ground/paging.ts';
import { ensure } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import { wordsOf } from '#src/ground/words.ts';
import { emailKey, tidy } from './names.ts';
import { findByEmailKey, findByEmployeeNumber, findPeople, findPerson, listRoles, listRows, type Person } from './queries.ts';
import { managerChain, standingOf } from './rules.ts';
import type { PersonState } from './standing.rules.ts';

/** For features. What somebody may see of somebody else is decided with `person.view`, by the door. */
export async function getPerson(ctx: Ctx, id: string): Promise<Person> {
  return found(await findPerson(ctx.read, id), 'person.missing');
}

export async function peopleById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  return new Map((await findPeople(ctx.read, ids)).map((person) => [person.id, person]));
}

export async function findPersonByEmail(ctx: Ctx, email: string): Promise<Person | undefined> {
  return findByEmailKey(ctx.read, emailKey(email));
}

export async function findPersonByEmployeeNumber(ctx: Ctx, employeeNumber: string): Promise<Person | undefined> {
  return findByEmployeeNumber(ctx.read, tidy(employeeNumber));
}

export type PeopleQuery = { search?: string | undefined; state?: PersonState | undefined; after?: string | undefined; limit?: number | undefined };

/** By family name; each word of the search is the beginning of some word of what people are found by. */
export async function listPeople(ctx: Ctx, query: PeopleQuery = {}): Promise<{ rows: Person[]; next: string | null }> {
  ensure(ctx, 'person.list', null);
  const limit = query.limit ?? 50;
  // Of an address only what stands before the @ is indexed: the rest is the same for everybody.
  const words = wordsOf(query.search?.replace(/@\S*/g, ''));
  // Signs without a letter or figure among them find nobody, rather than everybody.
  if (query.search?.trim() && words.length === 0) return { rows: [], next: null };
  const rows = await listRows(ctx.read, { words, state: query.state, after: readCursor(query.after), limit: limit + 1 });
  return pageOf(rows, limit, (person) => [person.sortKey, person.id]);
}

/** The facts of a request's actor; undefined for somebody who does not exist. */
export async function findActor(ctx: Ctx, id: string, session: Pick<PersonActor, 'sessionId' | 'factorAt'>): Promise<PersonActor | undefined> {
  const person = await findPerson(ctx.read, id);
  if (!person) return undefined;
  return { kind: 'person', id, name: person.displayName, roles: await listRoles(ctx.read, id), ...standingOf(person), ...session };
}

/** The direct manager, if there is one and it is somebody else. */
export async function manager(ctx: Ctx, id: string): Promise<Person | null> {
  return (await managersOf(ctx, id))[0] ?? null;
}

const highest = 25;

/** From the direct manager upwards; circles end. */
export async function managersOf(ctx: Ctx, id: string): Promise<Person[]> {
  const person = await getPerson(ctx, id);
  const byId = new Map<string, Person>();
  for (let above = person.managerId; above !== null && !byId.has(above) && byId.size < highest; ) {
    const found = await findPerson(ctx.read, above);
    if (!found) break;
    byId.set(found.id, found);
    above = found.managerId;
  }
  return managerChain(person, byId);
}
