import { accountTitle } from '#src/features/accounts/index.ts';
import { isHere } from '#src/features/people/index.ts';
import { type DueSecret, dueRotations } from '#src/features/rotation/index.ts';
import { taskState } from '#src/features/tasks/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { day, localDay, minute } from '#src/ground/time.ts';
import type { Thing } from './digest.rules.ts';
import { unsignedThings } from './signatures.ts';
import * as queries from './queries.ts';
import { daysFrom, farthestStage, missedStages, newestStage, toldOf } from './rules.ts';

/** Before it is known who hears of it: `inHandId` first, then everybody of the account. */
type Open = Omit<Thing, 'told' | 'inHand'> & { inHandId: string | null; subjectId: string | null; accountId: string | null; daysLate: number };

/** Everything that somebody should hear of today and has not heard of yet. */
export async function findThings(ctx: Ctx, today: string, timeZone: string): Promise<Thing[]> {
  const open = [...(await dueStages(ctx, today, timeZone)), ...(await openTasks(ctx, today, timeZone))];
  const unsigned = await unsignedThings(ctx, today, timeZone);
  return open.length === 0 ? unsigned : [...(await withReaders(ctx, open)), ...unsigned];
}

async function dueStages(ctx: Ctx, today: string, timeZone: string): Promise<Open[]> {
  const due = await dueRotations(ctx, { within: (farthestStage + 1) * day });
  const recorded = await queries.lastStages(
    ctx.read,
    due.map((secret) => secret.secretId),
    ctx.now(),
  );
  const dayOf = dayIn(timeZone);
  const lastRun = localDay(Math.min((await queries.lastEventAt(ctx.read, 'reminder.sent')) ?? ctx.now(), ctx.now()) - day, timeZone);
  return due.flatMap((secret): Open[] => {
    const { secretId } = secret;
    const dueOn = dayOf(secret.dueAt);
    const stage = newestStage(dueOn, today);
    const last = recorded.get(queries.ledgerKey({ secretId, dueOn }));
    if (stage === null || (last !== undefined && last >= stage)) return [];
    // A cause is due the moment it arises: it had no stages before.
    const missed = missedStages(dueOn, last ?? lastRun, stage).filter((one) => secret.why === 'age' || one >= dueOn);
    return [
      {
        line: lineOf(secret),
        secretId,
        inHandId: secret.owner?.id ?? null,
        subjectId: null,
        accountId: secret.accountId,
        daysLate: daysFrom(dueOn, today),
        stage: { secretId, dueOn, stage, missed },
        signature: null,
      },
    ];
  });
}

/** A local day begins on a quarter of an hour everywhere, so thousands of moments share a few answers. */
function dayIn(timeZone: string): (at: Instant) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / (15 * minute));
    const found = known.get(quarter) ?? localDay(at, timeZone);
    known.set(quarter, found);
    return found;
  };
}

function lineOf({ kind, causes, account, accountId, dueAt }: DueSecret): Thing['line'] {
  return { about: 'rotation', kind, causes, account, accountId, at: dueAt, waitsFor: null };
}

async function openTasks(ctx: Ctx, today: string, timeZone: string): Promise<Open[]> {
  const unfinished = await queries.listUnfinishedTasks(ctx.read);
  return unfinished
    .filter((line) => isOpen(line, ctx.now()))
    .map(({ task, account, secretKind, subjectName }) => {
      const { id: taskId, kind, secretId, assigneeId, subjectId, accountId, deadlineAt } = task;
      const about = { about: 'task', kind, taskId, secret: secretKind, person: subjectName } as const;
      return {
        line: { ...about, account: account ? accountTitle(account) : '', accountId, at: deadlineAt, waitsFor: null },
        secretId,
        inHandId: assigneeId,
        subjectId,
        accountId,
        daysLate: daysFrom(localDay(deadlineAt, timeZone), today),
        stage: null,
        signature: null,
      };
    });
}

function isOpen({ task, awaitedState }: queries.TaskLine, now: Instant): boolean {
  const waitsForDone = task.waitsForTaskId === null || awaitedState === 'done';
  return taskState({ ...task, waitsForDone }, now) === 'open';
}

/** In hand, then owner and deputies, then the manager of whoever has it in hand, then the administrators. */
async function withReaders(ctx: Ctx, open: readonly Open[]): Promise<Thing[]> {
  const officers = Map.groupBy(
    await queries.listOfficers(
      ctx.read,
      open.flatMap((one) => one.accountId ?? []),
    ),
    (row) => row.accountId,
  );
  const [administrators, hr] = [await queries.listHolders(ctx.read, 'admin'), new Set(await queries.listHolders(ctx.read, 'hr'))];
  const everybody = [...open.flatMap((one) => one.inHandId ?? []), ...[...officers.values()].flat().map((row) => row.personId), ...administrators];
  const people = await withManagers(ctx, everybody);
  const able = (id: string) => {
    const person = people.get(id);
    return person !== undefined && person.email !== null && person.state !== 'absent' && isHere(person, ctx.now()) && !hr.has(id);
  };
  return open.map(({ inHandId, subjectId, accountId, daysLate, ...thing }) => {
    const holder = inHandId === null ? undefined : people.get(inHandId);
    const ofAccount = (officers.get(accountId ?? '') ?? []).map((row) => row.personId);
    const manager = managerOf(holder, people, able);
    const circles = [inHandId ? [inHandId] : [], ofAccount, manager ? [manager] : [], administrators];
    const told = toldOf(circles, daysLate, (id) => id !== subjectId && able(id));
    return { ...thing, told, inHand: holder ? { id: holder.id, name: holder.displayName } : null };
  });
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

/** The nearest able manager. Lines of managers may be circular, and nobody is their own. */
function managerOf(person: queries.Reached | undefined, people: People, able: (id: string) => boolean): string | null {
  const seen = new Set(person ? [person.id] : []);
  for (let id = person?.managerId ?? null; id !== null && !seen.has(id); id = people.get(id)?.managerId ?? null) {
    if (able(id)) return id;
    seen.add(id);
  }
  return null;
}
