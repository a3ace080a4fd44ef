import { isHere } from '#src/features/people/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { withhold } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { moveOffboarding } from './change.service.ts';
import { findProposal, listOpenProposals, type Proposal, updateProposal } from './proposals.queries.ts';
import { namesOf } from './queries.ts';
import { type StartInput, startOffboarding, visibleCaseOf, visibleCasesOf } from './start.service.ts';
import { hiddenFacts } from './told.service.ts';

export type ProposalRow = {
  id: string;
  personId: string;
  name: string;
  department: string | null;
  effectiveAt: Instant;
  /** Who asks for it; null where a file brought it. */
  proposedBy: string | null;
  reason: string | null;
  /** The departure that is planned for another moment. */
  caseId: string | null;
  /** `gone`: has left and still gets in somewhere; `passed`: in service beyond the day that is proposed. */
  standing: 'gone' | 'passed' | 'to-come';
};

/** Known to HR alone, like a departure that nobody has announced. */
export async function listProposals(ctx: Ctx): Promise<ProposalRow[]> {
  const rows = (await listOpenProposals(ctx.read, 200)).filter(({ proposal }) => allows(ctx, 'offboarding.view', hiddenFacts(proposal.personId)));
  const cases = await visibleCasesOf(
    ctx,
    rows.map(({ proposal }) => proposal.personId),
  );
  const names = await namesOf(
    ctx.read,
    rows.flatMap(({ proposal }) => (proposal.source === 'person' && proposal.proposedBy) || []),
  );
  return rows.map(({ proposal: { id, personId, effectiveAt, proposedBy, reason }, standing: person, ...more }) => {
    const standing = !isHere(person, ctx.now()) ? 'gone' : effectiveAt <= ctx.now() ? 'passed' : 'to-come';
    return { id, personId, effectiveAt, reason, ...more, standing, proposedBy: names.get(proposedBy ?? '') ?? null, caseId: cases.get(personId) ?? null };
  });
}

/** For the job that reminds HR: whom open proposals are about and since when. It tells nobody else. */
export async function openProposals(ctx: Ctx): Promise<Pick<Proposal, 'personId' | 'effectiveAt' | 'createdAt'>[]> {
  return (await listOpenProposals(ctx.read, 200)).map(({ proposal: { personId, effectiveAt, createdAt } }) => ({ personId, effectiveAt, createdAt }));
}

/** Makes a departure of it, or moves the one that is planned already to this moment. */
export async function confirmProposal(ctx: Ctx, id: string, more: Pick<StartInput, 'announced' | 'confidantId' | 'reason'>): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { personId, effectiveAt } = await getProposal(inside, id);
    const planned = await visibleCaseOf(inside, personId);
    if (planned === null) return startOffboarding(inside, { ...more, personId, effectiveAt });
    await moveOffboarding(inside, planned, effectiveAt);
    await updateProposal(tx, id, { state: 'confirmed', decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor) });
    return { id: planned };
  });
}

export async function dismissProposal(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const proposal = await getProposal(within(ctx, tx), id);
    const because = ensure(ctx, 'offboarding.change', hiddenFacts(proposal.personId));
    await updateProposal(tx, id, { state: 'dismissed', decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor) });
    await withhold(tx, ctx, 'offboarding.proposal-dismissed', { kind: 'offboarding', id }, { proposalId: id }, { because });
  });
}

export async function getProposal(ctx: Ctx, id: string): Promise<Proposal> {
  const proposal = found(await findProposal(ctx.read, id), 'offboarding.no-proposal');
  if (!allows(ctx, 'offboarding.view', hiddenFacts(proposal.personId))) throw new Problem('missing', 'offboarding.no-proposal');
  if (proposal.state !== 'open') throw new Problem('conflict', 'offboarding.proposal-decided');
  return proposal;
}
