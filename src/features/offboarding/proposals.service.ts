import { currentPeriod, holdersOf, periodsOf } from '#src/features/people/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { withhold } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { allows, ensure, type OffboardingFacts } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { findOpenProposal, findProposal, insertProposal, listOpenProposals, updateProposal, wasDismissed } from './proposals.queries.ts';
import { findOfPeriod } from './queries.ts';
import { type StartInput, startOffboarding } from './start.service.ts';

/**
 * An end date found in a file. It changes nobody's access: HR decides. The same date again, or one that HR has
 * dismissed before, proposes nothing. Where HR has a departure already, the date is kept as decided, so that whoever
 * brings the same file twice cannot tell by it.
 */
export async function proposeOffboarding(ctx: Ctx, input: { personId: string; effectiveAt: Instant }): Promise<{ id: string } | null> {
  const because = ensure(ctx, 'import.run', null);
  const { personId, effectiveAt } = input;
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const period = (await currentPeriod(inside, personId)) ?? (await periodsOf(inside, personId))[0];
    if (!period || (await wasDismissed(tx, period.id, effectiveAt))) return null;
    const decided = (await findOfPeriod(tx, period.id)) !== undefined;
    const open = await findOpenProposal(tx, period.id);
    if (open?.effectiveAt === effectiveAt) return null;
    const id = open?.id ?? ctx.newId('proposal');
    if (open) await updateProposal(tx, id, { effectiveAt });
    else {
      const outcome = decided ? { state: 'confirmed' as const, decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor) } : { state: 'open' as const };
      await insertProposal(tx, { id, personId, periodId: period.id, effectiveAt, source: 'import', createdAt: ctx.now(), ...outcome });
    }
    await withhold(tx, ctx, 'offboarding.proposed', { kind: 'offboarding', id }, { proposalId: id, effectiveAt }, { because });
    return decided ? null : { id };
  });
}

/** One mail to each HR officer after an import, however many people it proposes. */
export async function tellProposed(ctx: Ctx, importId: string, proposals: number): Promise<void> {
  if (proposals === 0) return;
  await ctx.write(async (tx) => {
    for (const officer of await holdersOf(within(ctx, tx), 'hr')) {
      const once = `proposed/${importId}/${officer.id}`;
      await writeNotice(tx, ctx, { template: 'offboarding-proposed', recipientId: officer.id, data: { people: proposals }, once });
    }
  });
}

export type ProposalRow = { id: string; personId: string; name: string; department: string | null; effectiveAt: Instant };

export async function listProposals(ctx: Ctx): Promise<ProposalRow[]> {
  const rows = await listOpenProposals(ctx.read, 200);
  return rows
    .filter(({ proposal }) => allows(ctx, 'offboarding.view', proposed(proposal.personId)))
    .map(({ proposal, name, department }) => ({ id: proposal.id, personId: proposal.personId, name, department, effectiveAt: proposal.effectiveAt }));
}

/** Known to HR alone, like a departure that nobody has announced. */
function proposed(personId: string): OffboardingFacts {
  return { personId, personIsHr: false, announced: false, cut: false, confidantId: null, ownsTask: false };
}

export async function confirmProposal(ctx: Ctx, id: string, more: Pick<StartInput, 'announced' | 'confidantId' | 'reason'>): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const proposal = await getProposal(inside, id);
    return startOffboarding(inside, { ...more, personId: proposal.personId, effectiveAt: proposal.effectiveAt });
  });
}

export async function dismissProposal(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const proposal = await getProposal(within(ctx, tx), id);
    const because = ensure(ctx, 'offboarding.change', proposed(proposal.personId));
    await updateProposal(tx, id, { state: 'dismissed', decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor) });
    await withhold(tx, ctx, 'offboarding.proposal-dismissed', { kind: 'offboarding', id }, { proposalId: id }, { because });
  });
}

export async function getProposal(ctx: Ctx, id: string) {
  const proposal = found(await findProposal(ctx.read, id), 'offboarding.no-proposal');
  if (!allows(ctx, 'offboarding.view', proposed(proposal.personId))) throw new Problem('missing', 'offboarding.no-proposal');
  if (proposal.state !== 'open') throw new Problem('conflict', 'offboarding.proposal-decided');
  return proposal;
}
