import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { findPersonByEmail, findPersonByEmployeeNumber, getPerson, listPeople } from './look-up.ts';
import type { Person } from './queries.ts';

/** The one person with this id, address or staff number: for acts, which no guess may begin. */
export async function personExactly(ctx: Ctx, typed: string): Promise<Person> {
  ensure(ctx, 'person.list', null);
  const text = typed.trim();
  if (text.startsWith('per_')) return getPerson(ctx, text);
  return found(text.includes('@') ? await findPersonByEmail(ctx, text) : await findPersonByEmployeeNumber(ctx, text), 'person.missing');
}

/** The same, or somebody whose name nobody else has: for looking. */
export async function personNamed(ctx: Ctx, typed: string): Promise<Person> {
  const text = typed.trim();
  if (text.startsWith('per_') || text.includes('@')) return personExactly(ctx, text);
  const numbered = await findPersonByEmployeeNumber(ctx, text);
  if (numbered) return numbered;
  const { rows } = await listPeople(ctx, { search: text, limit: 5 });
  if (rows.length > 1) throw new Problem('invalid', 'person.several', { params: { names: rows.map((row) => row.displayName).join(', ') } });
  return found(rows[0], 'person.missing');
}
