import { currentPeriod, holdersOf, periodsOf, personFacts } from '#src/features/people/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { withhold } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import { findOpenProposal, insertProposal, updateProposal, wasDismissed } from './proposals.queries.ts';
import { findOfPeriod } from './queries.ts';

/**
 * An end date found in a file. It changes nobody's access: HR decides. The same date again, or one that HR has
 * dismissed before, proposes nothing.
 */
export async function proposeOffboarding(ctx: Ctx, input: { personId: string; effectiveAt: Instant }): Promise<{ id: string } | null> {
  const because = ensure(ctx, 'import.run', null);
  const { personId, effectiveAt } = input;
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const period = (await currentPeriod(inside, personId)) ?? (await periodsOf(inside, personId))[0];
    if (!period || (await wasDismissed(tx, period.id, effectiveAt))) return null;
    return keepProposal(inside, tx, { personId, periodId: period.id, effectiveAt, source: 'import', reason: null, because });
  });
}

/** Asked for by somebody who may not decide on it. HR hears of it; the last word about a person counts. */
export async function propose(ctx: Ctx, tx: WriteHandle, input: { personId: string; effectiveAt: Instant; reason: string | null }): Promise<void> {
  const { personId, effectiveAt } = input;
  const because = ensure(ctx, 'offboarding.start', await personFacts(ctx, personId));
  const period = found((await periodsOf(ctx, personId))[0], 'offboarding.no-employment');
  const kept = await keepProposal(ctx, tx, { ...input, periodId: period.id, source: 'person', because });
  if (kept) await tellProposed(ctx, `${kept.id}/${effectiveAt}`, [personId]);
}

type Proposed = { personId: string; periodId: string; effectiveAt: Instant; source: 'import' | 'person'; reason: string | null; because: string };

/**
 * Null where this moment waits already. What HR has planned for the same moment without announcing it is kept as decided,
 * and nobody can tell by it; another moment is for HR to compare with its own.
 */
async function keepProposal(ctx: Ctx, tx: WriteHandle, { personId, periodId, effectiveAt, source, reason, because }: Proposed): Promise<{ id: string } | null> {
  const open = await findOpenProposal(tx, periodId);
  if (open?.effectiveAt === effectiveAt) return null;
  const id = open?.id ?? ctx.newId('proposal');
  const said = { effectiveAt, source, proposedBy: signatureOf(ctx.actor), reason };
  const planned = await findOfPeriod(tx, periodId);
  const agrees = planned !== undefined && (planned.state !== 'scheduled' || planned.effectiveAt === effectiveAt);
  const outcome = agrees ? { state: 'confirmed' as const, decidedAt: ctx.now(), decidedBy: planned.startedBy } : { state: 'open' as const };
  if (open) await updateProposal(tx, id, { ...said, ...outcome });
  else await insertProposal(tx, { id, personId, periodId, createdAt: ctx.now(), ...said, ...outcome });
  await withhold(tx, ctx, 'offboarding.proposed', { kind: 'offboarding', id }, { proposalId: id, effectiveAt }, { because });
  return { id };
}

/** One mail to each HR officer, however many people an import proposes; nobody hears of their own departure by it. */
export async function tellProposed(ctx: Ctx, key: string, personIds: readonly string[]): Promise<void> {
  await ctx.write(async (tx) => {
    for (const officer of await holdersOf(within(ctx, tx), 'hr')) {
      const people = personIds.filter((id) => id !== officer.id).length;
      if (people === 0 || officer.id === personOf(ctx.actor)?.id) continue;
      await writeNotice(tx, ctx, { template: 'offboarding-proposed', recipientId: officer.id, data: { people }, once: `proposed/${key}/${officer.id}` });
    }
  });
}
