import { announceLeaving, getPerson, periodsOf, personFacts, setEnd } from '#src/features/people/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record, tell, withhold } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { factsOf, getVisibleCase, readerOf } from './cases.service.ts';
import { cutNow } from './cut.service.ts';
import { loadDeparture } from './facts.service.ts';
import type { DepartureFacts, Plan } from './plan.rules.ts';
import { planOffboarding } from './plan.rules.ts';
import { closeProposalsOf } from './proposals.queries.ts';
import { type CaseRow, countOtherAdministrators, findCase, findOfPeriod, insertOffboarding, listAnnouncedTo, updateOffboarding } from './queries.ts';
import { isCutDue, leavesAnAdministrator, mayBecome } from './rules.ts';

export type Preview = Plan & { facts: DepartureFacts; name: string; existing: string | null; refusal: Problem | null };

/** What would happen if this person left at `at`: nothing is changed. The cut makes its plan from the same facts by the same rule. */
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
    refusal: await lastAdministrator(ctx, personId, at),
  };
}

/** The case of the person's present employment, if there is one that the reader may know of. */
export async function visibleCaseOf(ctx: Ctx, personId: string): Promise<string | null> {
  const period = await latestPeriod(ctx, personId);
  const existing = period && (await findOfPeriod(ctx.read, period.id));
  const row = existing && (await findCase(ctx.read, readerOf(ctx), existing.id));
  return row && allows(ctx, 'offboarding.view', factsOf(row)) ? row.id : null;
}

async function latestPeriod(ctx: Ctx, personId: string) {
  return (await periodsOf(ctx, personId))[0];
}

export type StartInput = {
  personId: string;
  /** null is now. */
  effectiveAt: Instant | null;
  announced: boolean;
  confidantId?: string | undefined;
  reason?: string | undefined;
};

/**
 * Starts a departure, or finds the one that is already there: two triggers make one case. From its effective moment on
 * the person is gone by the clock alone; `setEnd` in this unit is what binds it.
 */
export async function startOffboarding(ctx: Ctx, input: StartInput): Promise<{ id: string; existed: boolean }> {
  const { personId } = input;
  const facts = await personFacts(ctx, personId);
  const because = ensure(ctx, 'offboarding.start', facts);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const period = found(await latestPeriod(inside, personId), 'offboarding.no-employment');
    const existing = await findOfPeriod(tx, period.id);
    if (existing) return existingCase(inside, existing.id);
    const person = await getPerson(inside, personId);
    const now = ctx.now();
    const effectiveAt = input.effectiveAt ?? now;
    const refusal = await lastAdministrator(inside, personId, effectiveAt);
    if (refusal) throw refusal;
    const confidantId = await confidantOf(inside, input);
    const id = ctx.newId('offboarding');
    const announced = input.announced || effectiveAt <= now;
    await insertOffboarding(tx, {
      id,
      number: `D-${id.slice(-8).toUpperCase()}`,
      personId,
      periodId: period.id,
      state: 'scheduled',
      effectiveAt,
      reason: input.reason ?? null,
      announcedAt: announced ? now : null,
      announcedBy: announced ? signatureOf(ctx.actor) : null,
      confidantId,
      startedBy: signatureOf(ctx.actor),
      createdAt: now,
    });
    // Somebody imported as left is gone already; what they held still has to be cut.
    if (person.state !== 'left') await setEnd(inside, personId, effectiveAt);
    await closeProposalsOf(tx, personId, now, signatureOf(ctx.actor));
    await (announced ? record : withhold)(tx, ctx, 'offboarding.scheduled', { kind: 'offboarding', id }, { effectiveAt, announced }, { because });
    if (effectiveAt <= now) await cutNow(inside, id, 'at-once');
    else if (announced) await makeKnown(inside, id);
    return { id, existed: false };
  });
}

/** Somebody who may not know of the case is told whom to ask, not that it exists; that they tried is written down. */
async function existingCase(ctx: Ctx, id: string): Promise<{ id: string; existed: boolean }> {
  const row = await findCase(ctx.read, readerOf(ctx), id);
  if (row && allows(ctx, 'offboarding.view', factsOf(row))) return { id, existed: true };
  throw new Problem('forbidden', 'offboarding.ask-hr');
}

async function lastAdministrator(ctx: Ctx, personId: string, at: Instant): Promise<Problem | null> {
  const { isAdmin } = await personFacts(ctx, personId);
  const others = isAdmin ? await countOtherAdministrators(ctx.read, personId, at) : 0;
  return leavesAnAdministrator(isAdmin, others) ? null : new Problem('conflict', 'offboarding.last-administrator');
}

/** One administrator whom HR takes into confidence; an administrator who starts it knows of it anyway. */
async function confidantOf(ctx: Ctx, input: StartInput): Promise<string | null> {
  if (input.confidantId === undefined) {
    const unknown = { personId: input.personId, personIsHr: false, announced: false, cut: false, ownsTask: false };
    const reader = readerOf(ctx);
    return reader && !allows(ctx, 'offboarding.view', { ...unknown, confidantId: null }) ? reader : null;
  }
  const { isAdmin } = await personFacts(ctx, input.confidantId);
  if (!isAdmin || input.confidantId === input.personId) {
    throw new Problem('invalid', 'offboarding.confidant', { fields: [{ field: 'confidant', code: 'not-found' }] });
  }
  return input.confidantId;
}

/** The announcement: from here on the person shows as leaving, and those who have to take over hear of it. */
async function makeKnown(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const row = found(await findCase(tx, '', id), 'offboarding.missing');
    await announceLeaving(ctx, row.personId);
    await tellAnnounced(ctx, tx, row);
  });
}

async function tellAnnounced(ctx: Ctx, tx: WriteHandle, row: CaseRow): Promise<void> {
  const data = { person: row.name, offboardingId: row.id, effectiveAt: row.effectiveAt };
  for (const recipientId of await listAnnouncedTo(tx, row.personId)) {
    await writeNotice(tx, ctx, { template: 'offboarding-announced', recipientId, data, once: `announced/${row.id}/${recipientId}` });
  }
}

/** Loads the case for a change, in a unit; what must not be seen is missing. */
async function change<T>(ctx: Ctx, id: string, act: (inside: Ctx, tx: WriteHandle, row: CaseRow, because: string) => Promise<T>): Promise<T> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const row = await getVisibleCase(inside, id);
    const because = ensure(ctx, 'offboarding.change', factsOf(row));
    if (row.state === 'cancelled') throw new Problem('conflict', 'offboarding.already-cancelled');
    if (row.state !== 'scheduled' || isCutDue(row, ctx.now())) throw new Problem('conflict', 'offboarding.already-cut');
    return act(inside, tx, row, because);
  });
}

export async function moveOffboarding(ctx: Ctx, id: string, effectiveAt: Instant): Promise<void> {
  await change(ctx, id, async (inside, tx, row, because) => {
    if (effectiveAt === row.effectiveAt) return;
    const refusal = await lastAdministrator(inside, row.personId, effectiveAt);
    if (refusal) throw refusal;
    await updateOffboarding(tx, id, { effectiveAt });
    await setEnd(inside, row.personId, effectiveAt);
    await (row.announcedAt === null ? withhold : record)(tx, ctx, 'offboarding.moved', { kind: 'offboarding', id }, { effectiveAt }, { because });
    if (effectiveAt <= ctx.now()) await cutNow(inside, id, 'at-once');
  });
}

export async function announceOffboarding(ctx: Ctx, id: string): Promise<void> {
  await change(ctx, id, async (inside, tx, row, because) => {
    if (row.announcedAt !== null) return;
    await updateOffboarding(tx, id, { announcedAt: ctx.now(), announcedBy: signatureOf(ctx.actor) });
    await tell(tx, ctx, id);
    await record(tx, ctx, 'offboarding.announced', { kind: 'offboarding', id }, {}, { because });
    await makeKnown(inside, id);
  });
}

/** The record stays; what was learned stays known; the person stays. */
export async function cancelOffboarding(ctx: Ctx, id: string): Promise<void> {
  await change(ctx, id, async (inside, tx, row, because) => {
    if (!mayBecome(row.state, 'cancelled')) throw new Problem('conflict', 'offboarding.already-cut');
    await updateOffboarding(tx, id, { state: 'cancelled', cancelledAt: ctx.now(), cancelledBy: signatureOf(ctx.actor) });
    await setEnd(inside, row.personId, null);
    await (row.announcedAt === null ? withhold : record)(tx, ctx, 'offboarding.cancelled', { kind: 'offboarding', id }, {}, { because });
  });
}
