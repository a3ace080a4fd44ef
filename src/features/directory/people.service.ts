import { addOrganisation, addPeople, changePeople, holdersOf, listOrganisations, recordLeft } from '#src/features/people/index.ts';
import { proposeOffboarding, tellProposed } from '#src/features/offboarding/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { serviceOf } from '#src/ground/actor.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { fold } from '#src/ground/words.ts';
import { type PeopleFile, peopleKind, readPeople } from './people.file.ts';
import { type PeoplePlan, planPeopleImport } from './people.rules.ts';
import { countHeld, listKnownPeople } from './queries.ts';
import { type ImportReport, peopleReport, type ReadFile } from './report.ts';
import { openFile, type Reading } from './upload.ts';

export type ReadPeople = ReadFile & { file: PeopleFile };

export function readPeopleFile(bytes: Buffer, reading: Reading): ReadPeople {
  const { table, columns, days, question, told } = openFile(bytes, peopleKind, reading);
  const file = readPeople(table, columns, days);
  return { file, rows: table.rows.length, ignored: [...columns.ignored, ...file.unread], question, told };
}

export async function planPeople(ctx: Ctx, read: ReadPeople, dryRun: boolean): Promise<{ plan: PeoplePlan; report: ImportReport }> {
  const { timeZone } = await getOrganisation(ctx);
  const now = ctx.now();
  const known = await listKnownPeople(ctx.read, now);
  const plan = planPeopleImport(read.file, { known, now, zone: timeZone, newId: () => ctx.newId('person'), byService: serviceOf(ctx.actor) !== null });
  const overdue = new Set(plan.proposals.filter(({ effectiveAt }) => effectiveAt <= now).map(({ personId }) => personId));
  const held = await countHeld(ctx.read, [...overdue]);
  const exposed = known.flatMap(({ id, displayName }) => {
    const accounts = held.get(id);
    return accounts ? [{ personId: id, name: displayName, accounts }] : [];
  });
  const staff = known.filter((person) => !person.left).length + plan.add.filter(({ leftAt }) => leftAt === null).length;
  return { plan, report: peopleReport(read, plan, { staff, exposed, hr: (await holdersOf(ctx, 'hr')).length > 0, dryRun }) };
}

/** In the importer's unit. Whoever has an end date in the file keeps all access until HR decides. */
export async function applyPeople(ctx: Ctx, tx: WriteHandle, plan: PeoplePlan, importId: string): Promise<void> {
  const inside = within(ctx, tx);
  const organisations = await organisationsFor(inside, plan);
  await addPeople(
    inside,
    plan.add.map(({ id, fields, startedOn, organisation }) => {
      const organisationId = organisation ? organisations.get(fold(organisation)) : undefined;
      return { id, ...fields, startedOn, ...(organisationId ? { organisationId } : {}) };
    }),
  );
  await changePeople(inside, plan.change);
  for (const { id, leftAt } of plan.add) if (leftAt !== null) await recordLeft(inside, id, leftAt);
  const proposed: string[] = [];
  for (const { personId, effectiveAt } of plan.proposals) if (await proposeOffboarding(inside, { personId, effectiveAt })) proposed.push(personId);
  await tellProposed(inside, importId, proposed);
}

/** By folded name. Whoever the file says works for somebody else comes from an agency until an administrator says otherwise. */
async function organisationsFor(ctx: Ctx, plan: PeoplePlan): Promise<Map<string, string>> {
  const known = new Map((await listOrganisations(ctx)).map(({ id, name }) => [fold(name), id]));
  const named = plan.add.flatMap(({ organisation }) => (organisation ? [organisation] : []));
  for (const name of named) {
    if (!known.has(fold(name))) known.set(fold(name), (await addOrganisation(ctx, { name, kind: 'agency' })).id);
  }
  return known;
}
