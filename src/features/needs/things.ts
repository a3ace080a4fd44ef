import { isHere } from '#src/features/people/index.ts';
import { dueAmong } from '#src/features/rotation/index.ts';
import { type Entrances, entrancesOf } from '#src/features/sessions/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { openTasksAmong } from '#src/features/tasks/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { day, localDay, minute } from '#src/ground/time.ts';
import * as queries from './queries.ts';
import { daysFrom, farthestAhead, type Thing, toldOf } from './rules.ts';

type Open = Pick<Thing & { kind: 'task' }, 'kind' | 'at' | 'task'> | Pick<Thing & { kind: 'rotation' }, 'kind' | 'at' | 'due'>;

/** `everything`: the reader stands in the last circle, so anything may come to them. */
type Reader = { id: string; everything: boolean };

/**
 * Work that is open, and who hears of each: the one answer that start page, mail and command go by. For one reader only what
 * may concern them is looked at, and what they are told of is returned.
 */
export async function openThings(ctx: Ctx, reader: Reader | null = null): Promise<Thing[]> {
  const team = reader === null || reader.everything ? null : await withReports(ctx, reader.id);
  const [accounts, tasks] =
    team && reader ? [queries.accountsReached(ctx.read, reader.id, team), queries.tasksReached(ctx.read, reader.id, team)] : [undefined, undefined];
  const open: Open[] = [
    ...(await dueAmong(ctx, accounts, { within: (farthestAhead + 1) * day })).map((due) => ({ kind: 'rotation' as const, at: due.dueAt, due })),
    ...(await openTasksAmong(ctx, tasks)).map((task) => ({ kind: 'task' as const, at: task.deadlineAt, task })),
  ];
  if (open.length === 0) return [];
  const { timeZone } = await getOrganisation(ctx);
  const dayOf = dayIn(timeZone);
  const today = dayOf(ctx.now());
  const things = await withReaders(
    ctx,
    open.filter((one) => one.kind === 'task' || daysFrom(today, dayOf(one.at)) <= farthestAhead),
    (at) => daysFrom(dayOf(at), today),
  );
  return reader === null ? things : things.filter(({ told }) => told.includes(reader.id));
}

/** A local day begins on a quarter of an hour everywhere, so thousands of moments share a few answers. */
export function dayIn(timeZone: string): (at: Instant) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / (15 * minute));
    const found = known.get(quarter) ?? localDay(at, timeZone);
    known.set(quarter, found);
    return found;
  };
}

const accountOf = (one: Open) => (one.kind === 'task' ? one.task.accountId : one.due.accountId);
const inHandOf = (one: Open) => (one.kind === 'task' ? one.task.assigneeId : (one.due.owner?.id ?? null));

/** In hand, then owner and deputies, then the manager of whoever has it in hand, then the administrators. */
async function withReaders(ctx: Ctx, open: readonly Open[], daysLate: (at: Instant) => number): Promise<Thing[]> {
  const officers = Map.groupBy(
    await queries.listOfficers(
      ctx.read,
      open.flatMap((one) => accountOf(one) ?? []),
    ),
    (row) => row.accountId,
  );
  const [administrators, hr] = [await queries.listHolders(ctx.read, 'admin'), new Set(await queries.listHolders(ctx.read, 'hr'))];
  const people = await withManagers(ctx, [
    ...open.flatMap((one) => inHandOf(one) ?? []),
    ...[...officers.values()].flat().map((row) => row.personId),
    ...administrators,
  ]);
  const entrances = await entrancesOf(ctx, [...people.keys()]);
  const able = (id: string) => canBeTold(people.get(id), entrances, ctx.now());
  return open.map((one) => {
    const [inHandId, subjectId] = [inHandOf(one), one.kind === 'task' ? one.task.subjectId : null];
    const holder = inHandId === null ? undefined : people.get(inHandId);
    const ofAccount = (officers.get(accountOf(one) ?? '') ?? []).map((row) => row.personId);
    const manager = managerOf(holder, people, (id) => able(id) && !hr.has(id));
    const circles = [inHandId ? [inHandId] : [], ofAccount, manager ? [manager] : [], administrators];
    const isCritical = one.kind === 'rotation' && one.due.criticality === 'critical';
    // Work on accounts is never HR's, except what was given to them.
    const hears = (id: string) => id !== subjectId && able(id) && (id === inHandId || !hr.has(id));
    const told = toldOf(circles, daysLate(one.at), hears, isCritical);
    const inHand = holder ? { id: holder.id, name: holder.displayName, shutOut: isShutOut(holder, entrances, ctx.now()) } : null;
    return { ...one, told, inHand };
  });
}

/** In service and not away, with an address, and let into Keyholder: a mail to anybody else leads to a closed door. */
export function canBeTold(person: queries.Reached | undefined, entrances: Entrances, now: Instant): boolean {
  return person !== undefined && person.email !== null && person.state !== 'absent' && isHere(person, now) && entrances.has(person.id);
}

function isShutOut(person: queries.Reached, entrances: Entrances, now: Instant): boolean {
  return isHere(person, now) && !entrances.has(person.id);
}

type People = ReadonlyMap<string, queries.Reached>;

const highest = 10;

/** These people and the line of managers above them. */
async function withManagers(ctx: Ctx, ids: readonly string[]): Promise<People> {
  const known = new Map<string, queries.Reached>();
  let missing = [...new Set(ids)];
  for (let level = 0; missing.length > 0 && level < highest; level++) {
    const found = await queries.listStandings(ctx.read, missing);
    for (const person of found) known.set(person.id, person);
    missing = [...new Set(found.flatMap((person) => person.managerId ?? []))].filter((id) => !known.has(id));
  }
  return known;
}

/** Somebody and everybody whose line of managers leads to them. */
async function withReports(ctx: Ctx, id: string): Promise<string[]> {
  const known = new Set([id]);
  let newest = [id];
  for (let level = 0; newest.length > 0 && level < highest; level++) {
    newest = (await queries.listReports(ctx.read, newest)).filter((one) => !known.has(one));
    for (const one of newest) known.add(one);
  }
  return [...known];
}

/** The nearest able manager. Lines of managers may be circular, and nobody is their own. */
function managerOf(person: queries.Reached | undefined, people: People, able: (id: string) => boolean): string | null {
  const seen = new Set(person ? [person.id] : []);
  for (let id = person?.managerId ?? null; id !== null && !seen.has(id); id = people.get(id)?.managerId ?? null) {
    if (able(id)) return id;
    seen.add(id);
  }
  return null;
}
