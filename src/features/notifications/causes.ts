import { canBeTold, dayIn, openThings, type Thing } from '#src/features/needs/index.ts';
import { openProposals } from '#src/features/offboarding/index.ts';
import { holdersOf } from '#src/features/people/index.ts';
import { entrancesOf } from '#src/features/sessions/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { day, localDay } from '#src/ground/time.ts';
import type { Cause } from './digest.rules.ts';
import * as queries from './queries.ts';
import { dayBefore, missedStages, newestStage } from './rules.ts';
import { asksAgain } from './signatures.rules.ts';
import { unsignedThings } from './signatures.ts';

/** Everything for which a digest goes out today. */
export async function findCauses(ctx: Ctx, today: string, timeZone: string): Promise<Cause[]> {
  const things = await openThings(ctx);
  return [
    ...(await dueStages(ctx, things, today, timeZone)),
    ...things.flatMap(({ kind, told }): Cause[] => (kind === 'task' ? [{ told, stage: null, signature: null, hidden: false }] : [])),
    ...(await proposalsToDecide(ctx, today, timeZone)),
    ...(await unsignedThings(ctx, today, timeZone)),
  ];
}

/** A rotation is told of when a stage begins, and not again within it. */
async function dueStages(ctx: Ctx, things: readonly Thing[], today: string, timeZone: string): Promise<Cause[]> {
  const due = things.flatMap((thing) => (thing.kind === 'rotation' ? [thing] : []));
  const recorded = await queries.lastStages(
    ctx.read,
    due.map((thing) => thing.due.secretId),
    ctx.now(),
  );
  const dayOf = dayIn(timeZone);
  const lastRun = localDay(Math.min((await queries.lastEventAt(ctx.read, 'reminder.sent')) ?? ctx.now(), ctx.now()) - day, timeZone);
  return due.flatMap(({ told, due: { secretId, dueAt, why } }): Cause[] => {
    const dueOn = dayOf(dueAt);
    const stage = newestStage(dueOn, today);
    const last = recorded.get(queries.ledgerKey({ secretId, dueOn }));
    if (stage === null || (last !== undefined && last >= stage)) return [];
    // A cause is due the moment it arises: it had no stages before.
    const missed = missedStages(dueOn, last ?? lastRun, stage).filter((one) => why === 'age' || one >= dueOn);
    return [{ told, stage: { secretId, dueOn, stage, missed }, signature: null, hidden: false }];
  });
}

/** HR is reminded of what a file or somebody proposes: as its day comes near, and every so often until somebody decides. */
async function proposalsToDecide(ctx: Ctx, today: string, timeZone: string): Promise<Cause[]> {
  const officers = await holdersOf(ctx, 'hr');
  const entrances = await entrancesOf(
    ctx,
    officers.map(({ id }) => id),
  );
  return (await openProposals(ctx))
    .filter(({ effectiveAt, createdAt }) => {
      const dueOn = localDay(effectiveAt, timeZone);
      return newestStage(dueOn, today) === today || asksAgain({ askedOn: localDay(createdAt, timeZone), remindedOn: dayBefore(today) }, today);
    })
    .map(({ personId }) => {
      const told = officers.filter((officer) => officer.id !== personId && canBeTold(officer, entrances, ctx.now())).map(({ id }) => id);
      return { told, stage: null, signature: null, hidden: true };
    });
}
