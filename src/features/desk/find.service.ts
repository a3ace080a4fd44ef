import { findPersonByEmail, findPersonByEmployeeNumber, getPerson, isHere, listPeople, type Person } from '#src/features/people/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';

export type Candidate = { id: string; name: string; below: string };

const shown = 8;

/**
 * The one person meant by a typed name, address or staff number, or by a choice made before. Several: the field says so,
 * and the form offers them.
 */
export async function findOnePerson(ctx: Ctx, field: string, typed: string, chosenId?: string): Promise<string> {
  if (chosenId && typed === '') return (await getPerson(ctx, chosenId)).id;
  const candidates = typed === '' ? [] : await peopleLike(ctx, typed);
  // A choice made for another name than the one that now stands there is no choice.
  const chosen = candidates.find((person) => person.id === chosenId);
  if (chosen) return chosen.id;
  const [only] = candidates;
  if (only && candidates.length === 1) return only.id;
  throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field, code: only ? 'several-people' : 'nobody-found' }] });
}

/** Whom the text could mean; somebody who has left is never meant. */
export async function candidatesFor(ctx: Ctx, typed: string | undefined): Promise<Candidate[]> {
  const people = typed?.trim() ? await peopleLike(ctx, typed) : [];
  return people.map((person) => ({
    id: person.id,
    name: person.displayName,
    below: [person.jobTitle ?? person.department, person.email ?? person.employeeNumber].filter(Boolean).join(', '),
  }));
}

async function peopleLike(ctx: Ctx, typed: string): Promise<Person[]> {
  const text = typed.trim();
  const exact = text.includes('@') ? await findPersonByEmail(ctx, text) : await findPersonByEmployeeNumber(ctx, text);
  const people = exact ? [exact] : (await listPeople(ctx, { search: text.split('@')[0], limit: shown })).rows;
  return people.filter((person) => isHere(person, ctx.now()));
}
