import { setEnd } from '#src/features/people/index.ts';
import type { Proposal, ProposalKind } from '#src/features/proposals/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record, withhold } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { decide, type Verdict } from '#src/ground/permission.ts';
import { broughtAbout } from './begun.queries.ts';
import { cutNow } from './cut.service.ts';
import { type HeldDetail, heldDetail } from './hold.service.ts';
import { findOffboarding, type Offboarding, updateOffboarding } from './queries.ts';

/** A departure that came with more others than usual: a second person lets the cut be made, or brings the person back. */
export const departureProposals: ProposalKind<HeldDetail> = {
  kind: 'departure',
  detail: heldDetail,
  involvesSecret: false,
  candidates: async () => [],
  async verdicts(ctx, proposals) {
    const by = await broughtAbout(
      ctx.read,
      proposals.map(({ detail }) => detail.offboardingId),
    );
    return proposals.map((proposal) => verdictOn(ctx, proposal, by.get(proposal.detail.offboardingId)));
  },
  async confirm(ctx, proposals) {
    const refused = new Map<string, string>();
    for (const { id, detail } of proposals) if (!(await release(ctx, detail.offboardingId))) refused.set(id, 'offboarding.already-cut');
    return refused;
  },
  async dismiss(ctx, proposals) {
    for (const { detail } of proposals) await putBack(ctx, detail);
  },
  says: (t, _, { person }) => t.proposals.what.departure({ person }),
};

/** As if they began it themselves, and they did not. */
function verdictOn(ctx: Ctx, { personId }: Proposal<HeldDetail>, by = new Set<string>()): Verdict {
  const began = by.has(personOf(ctx.actor)?.id ?? '');
  return decide(ctx.actor, 'offboarding.start', { id: personId ?? '', isHr: false, isAdmin: false, began }, ctx.now());
}

async function release(ctx: Ctx, id: string): Promise<boolean> {
  return ctx.write(async (tx) => {
    if (!(await heldAgain(tx, id))) return false;
    await updateOffboarding(tx, id, { state: 'scheduled' });
    return cutNow(within(ctx, tx), id, 'at-once', { released: true });
  });
}

/** Their sign-in works again. What was planned before it was brought forward is planned again; the rest is as if it was cancelled. */
async function putBack(ctx: Ctx, { offboardingId: id, before }: HeldDetail): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const row = await heldAgain(tx, id);
    if (!row) return;
    const tell = row.announcedAt === null ? withhold : record;
    const subject = { kind: 'offboarding', id } as const;
    await setEnd(inside, row.personId, before);
    if (before === null) {
      await updateOffboarding(tx, id, { state: 'cancelled', cancelledAt: ctx.now(), cancelledBy: signatureOf(ctx.actor) });
      await tell(tx, ctx, 'offboarding.cancelled', subject, {}, { because: 'second-person' });
      return;
    }
    await updateOffboarding(tx, id, { state: 'scheduled', effectiveAt: before });
    await tell(tx, ctx, 'offboarding.moved', subject, { effectiveAt: before }, { because: 'second-person' });
    if (before <= ctx.now()) await cutNow(inside, id, 'at-once', { released: true });
  });
}

async function heldAgain(tx: WriteHandle, id: string): Promise<Offboarding | null> {
  const row = await findOffboarding(tx, id);
  return row?.state === 'held' ? row : null;
}
