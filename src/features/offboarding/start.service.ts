import { getPerson, holdersOf, type Person, periodsOf, personFacts, setEnd } from '#src/features/people/index.ts';
import { personOf, serviceOf, signatureOf } from '#src/ground/actor.ts';
import { record, withhold } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { makeKnown } from './announce.service.ts';
import { factsOf, readerOf } from './cases.service.ts';
import { moveTo } from './change.service.ts';
import { cutNow } from './cut.service.ts';
import { loadDeparture } from './facts.service.ts';
import type { DepartureFacts, Plan } from './plan.rules.ts';
import { planOffboarding } from './plan.rules.ts';
import { closeProposalsOf } from './proposals.queries.ts';
import { propose } from './propose.service.ts';
import { findOffboarding, findOfPeriod, insertOffboarding, listCasesOf, type Offboarding, updateOffboarding } from './queries.ts';
import { hiddenFacts, refusalOf } from './told.service.ts';

export type Preview = Plan & {
  facts: DepartureFacts;
  name: string;
  existing: string | null;
  refusal: Problem | null;
  /** A departure that is still to come would be proposed to HR. */
  hrDecides: boolean;
};

/**
 * What would happen if this person left at `at`, as far as whoever asks may know: nothing is changed. The cut makes its
 * plan from the same facts by the same rule.
 */
export async function previewOffboarding(ctx: Ctx, personId: string, at: Instant): Promise<Preview> {
  ensure(ctx, 'offboarding.preview', await personFacts(ctx, personId));
  const person = await getPerson(ctx, personId);
  const me = personOf(ctx.actor)?.id;
  const facts = await loadDeparture(ctx, personId, at, { beganBy: new Set(me ? [me] : []) });
  return {
    ...planOffboarding(facts, at),
    facts,
    name: person.displayName,
    existing: await visibleCaseOf(ctx, personId),
    refusal: await refusalOf(ctx, personId),
    hrDecides: await isForOthers(ctx, personId, at),
  };
}

/** The case of the person's present employment, if there is one that the reader may know of. */
export async function visibleCaseOf(ctx: Ctx, personId: string): Promise<string | null> {
  return (await visibleCasesOf(ctx, [personId])).get(personId) ?? null;
}

/** The same of many people, in one statement whoever of them is leaving. */
export async function visibleCasesOf(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await listCasesOf(ctx.read, readerOf(ctx), personIds);
  return new Map(rows.filter((row) => allows(ctx, 'offboarding.view', factsOf(row))).map((row) => [row.personId, row.id]));
}

export type StartInput = {
  personId: string;
  /** null is now. */
  effectiveAt: Instant | null;
  announced: boolean;
  confidantId?: string | undefined;
  reason?: string | undefined;
};

/** `existed`: as far as whoever started it may know. `held`: too many leave at once, and a second person lets the cut be made. */
export type Started = { id: string; existed: boolean; held: boolean };

/**
 * Starts a departure, or finds the one that is already there: two triggers make one case. From its effective moment on
 * the person is gone by the clock alone; `setEnd` in the same unit is what binds it.
 */
export async function startOffboarding(ctx: Ctx, input: StartInput): Promise<Started> {
  return ctx.write(async (tx) => {
    const started = await start(within(ctx, tx), tx, input);
    if (started === 'for-hr') throw new Problem('forbidden', 'permission.hr-decides');
    return started;
  });
}

/**
 * The same for whoever may not decide on it: HR does, of a departure that is still to come, and gets it as a proposal. It
 * gets it whether or not it has planned one that nobody has announced, so that no answer tells.
 */
export async function startOrPropose(
  ctx: Ctx,
  input: StartInput,
): Promise<(Started & { proposed: false }) | { id: null; existed: false; held: false; proposed: true }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const started = await start(inside, tx, input);
    if (started !== 'for-hr') return { ...started, proposed: false };
    const { personId, effectiveAt, reason = null } = input;
    if (!(await isForHr(inside, personId))) throw new Problem('forbidden', 'offboarding.nobody-decides');
    await propose(inside, tx, { personId, effectiveAt: effectiveAt ?? ctx.now(), reason });
    return { id: null, existed: false, held: false, proposed: true };
  });
}

async function start(ctx: Ctx, tx: WriteHandle, input: StartInput): Promise<Started | 'for-hr'> {
  const { personId } = input;
  const facts = await personFacts(ctx, personId);
  const because = ensure(ctx, 'offboarding.start', facts);
  const now = ctx.now();
  const effectiveAt = input.effectiveAt ?? now;
  const period = found((await periodsOf(ctx, personId))[0], 'offboarding.no-employment');
  const existing = await findOfPeriod(tx, period.id);
  const isOver = existing !== undefined && existing.state !== 'scheduled';
  const existed = isOver || (await visibleCaseOf(ctx, personId)) !== null;
  if (existing && existed && (isOver || effectiveAt > now)) return asStarted(tx, existing.id, existed);
  const refusal = await refusalOf(ctx, personId);
  if (refusal) throw refusal;
  const hrDecides = await isForOthers(ctx, personId, effectiveAt);
  if (!allows(ctx, 'offboarding.start', { ...facts, hrDecides })) return 'for-hr';
  if (existing && effectiveAt <= now) {
    // Whatever was planned for later: now is now.
    await moveTo(ctx, tx, existing, { effectiveAt, because });
    return asStarted(tx, existing.id, existed);
  }
  if (existing) await replace(ctx, tx, existing, because);
  return asStarted(tx, await plan(ctx, tx, { ...input, effectiveAt, periodId: period.id, because }), existed);
}

async function asStarted(tx: WriteHandle, id: string, existed: boolean): Promise<Started> {
  return { id, existed, held: (await findOffboarding(tx, id))?.state === 'held' };
}

type Planned = StartInput & { effectiveAt: Instant; periodId: string; because: string };

async function plan(ctx: Ctx, tx: WriteHandle, { personId, periodId, effectiveAt, because, ...input }: Planned): Promise<string> {
  const now = ctx.now();
  const person = await getPerson(ctx, personId);
  const id = ctx.newId('offboarding');
  const announced = input.announced || effectiveAt <= now;
  await insertOffboarding(tx, {
    id,
    number: `D-${id.slice(-8).toUpperCase()}`,
    personId,
    periodId,
    state: 'scheduled',
    effectiveAt,
    reason: input.reason ?? null,
    announcedAt: announced ? now : null,
    announcedBy: announced ? signatureOf(ctx.actor) : null,
    confidantId: await confidantOf(ctx, personId, input.confidantId),
    startedBy: signatureOf(ctx.actor),
    createdAt: now,
  });
  // Somebody imported as left is gone already; what they held still has to be cut.
  if (person.state !== 'left') await setEnd(ctx, personId, effectiveAt);
  await closeProposalsOf(tx, personId, now, signatureOf(ctx.actor));
  await (announced ? record : withhold)(tx, ctx, 'offboarding.scheduled', { kind: 'offboarding', id }, { effectiveAt, announced }, { because });
  if (effectiveAt <= now) await cutNow(ctx, id, 'at-once');
  else if (announced) await makeKnown(ctx, id);
  return id;
}

/** Planned by somebody who is not there any more to ask, where no officer of HR is: the word of whoever decides now counts. */
async function replace(ctx: Ctx, tx: WriteHandle, { id }: Offboarding, because: string): Promise<void> {
  await updateOffboarding(tx, id, { state: 'cancelled', cancelledAt: ctx.now(), cancelledBy: signatureOf(ctx.actor) });
  await withhold(tx, ctx, 'offboarding.cancelled', { kind: 'offboarding', id }, {}, { because });
}

/** A machine ends nobody's access, now or later: it proposes, and a person decides. Of what is to come HR does, where there is any. */
async function isForOthers(ctx: Ctx, personId: string, at: Instant): Promise<boolean> {
  return serviceOf(ctx.actor) !== null || (at > ctx.now() && (await isForHr(ctx, personId)));
}

/** Somebody of HR is there who may decide, and is not whoever asks or whom it is about. */
async function isForHr(ctx: Ctx, personId: string): Promise<boolean> {
  const others = (officer: Person) => officer.id !== personId && officer.id !== personOf(ctx.actor)?.id;
  return (await holdersOf(ctx, 'hr')).some(others);
}

/** One administrator whom HR takes into confidence; an administrator who starts it knows of it anyway. */
async function confidantOf(ctx: Ctx, personId: string, confidantId: string | undefined): Promise<string | null> {
  if (confidantId === undefined) {
    const reader = readerOf(ctx);
    return reader && !allows(ctx, 'offboarding.view', hiddenFacts(personId)) ? reader : null;
  }
  const { isAdmin } = await personFacts(ctx, confidantId);
  if (!isAdmin || confidantId === personId) {
    throw new Problem('invalid', 'offboarding.confidant', { fields: [{ field: 'confidant', code: 'not-found' }] });
  }
  return confidantId;
}
