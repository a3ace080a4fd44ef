import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { changeRow, findPerson } from './queries.ts';
import { shownStanding } from './rules.ts';
import { personFacts } from './service.ts';
import { isHere } from './standing.rules.ts';

/**
 * Away for long, or back. What reaches secrets rests meanwhile and is there again afterwards; nothing is taken away. Said
 * twice it is once. Whoever is leaving can be away as well, and stays leaving.
 */
export async function setAbsent(ctx: Ctx, personId: string, absent: boolean): Promise<void> {
  const because = ensure(ctx, 'person.absence', await personFacts(ctx, personId));
  await ctx.write(async (tx) => {
    const person = found(await findPerson(tx, personId), 'person.missing');
    if (!isHere(person, ctx.now())) throw new Problem('conflict', 'person.gone');
    if (absent === (person.absentSince !== null)) return;
    const absentSince = absent ? ctx.now() : null;
    const state = person.state === 'leaving' ? person.state : shownStanding({ absentSince });
    await changeRow(tx, personId, { absentSince, state, updatedAt: ctx.now() });
    const event = absent ? 'absence.begun' : 'absence.ended';
    await record(tx, ctx, event, { kind: 'person', id: personId }, {}, { because, personal: { name: person.displayName } });
  });
}
