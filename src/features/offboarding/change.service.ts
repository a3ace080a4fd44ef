import { setEnd } from '#src/features/people/index.ts';
import { overtakeProposals } from '#src/features/proposals/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { record, tell, withhold } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { makeKnown } from './announce.service.ts';
import { factsOf, getVisibleCase } from './cases.service.ts';
import { cutNow } from './cut.service.ts';
import { type CaseRow, type Offboarding, updateOffboarding } from './queries.ts';
import { isCutDue, mayBecome } from './rules.ts';
import { refusalOf } from './told.service.ts';

type Act<T> = (inside: Ctx, tx: WriteHandle, row: CaseRow, because: string) => Promise<T>;

/** Loads the case for a change, in a unit; what must not be seen is missing. */
async function change<T>(ctx: Ctx, id: string, act: Act<T>, { held = false } = {}): Promise<T> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const row = await getVisibleCase(inside, id);
    const because = ensure(ctx, 'offboarding.change', factsOf(row));
    if (row.state === 'cancelled') throw new Problem('conflict', 'offboarding.already-cancelled');
    if (row.state === 'held' && !held) throw new Problem('conflict', 'offboarding.held');
    if ((row.state !== 'scheduled' && row.state !== 'held') || isCutDue(row, ctx.now())) throw new Problem('conflict', 'offboarding.already-cut');
    return act(inside, tx, row, because);
  });
}

/** A later moment is always possible, also where nobody would stay to administer: it gives time to appoint somebody. */
export async function moveOffboarding(ctx: Ctx, id: string, effectiveAt: Instant): Promise<void> {
  await change(ctx, id, async (inside, tx, row, because) => {
    if (effectiveAt === row.effectiveAt) return;
    const refusal = effectiveAt < row.effectiveAt ? await refusalOf(inside, row.personId) : null;
    if (refusal) throw refusal;
    await moveTo(inside, tx, row, { effectiveAt, because });
  });
}

/** The move itself, once it is decided; to now it makes the cut, and from there on it is no secret. */
export async function moveTo(
  ctx: Ctx,
  tx: WriteHandle,
  { id, personId, announcedAt, effectiveAt: before }: Offboarding,
  how: { effectiveAt: Instant; because: string },
): Promise<void> {
  const { effectiveAt, because } = how;
  await updateOffboarding(tx, id, { effectiveAt, ...(effectiveAt < before ? { hastenedAt: ctx.now() } : {}) });
  await setEnd(ctx, personId, effectiveAt);
  await (announcedAt === null ? withhold : record)(tx, ctx, 'offboarding.moved', { kind: 'offboarding', id }, { effectiveAt }, { because });
  if (effectiveAt <= ctx.now()) await cutNow(ctx, id, 'at-once', { before });
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

/** The record stays; what was learned stays known; the person stays. One that is held may be called off too: it gives back, and takes nothing. */
export async function cancelOffboarding(ctx: Ctx, id: string): Promise<void> {
  const cancel: Act<void> = async (inside, tx, row, because) => {
    if (!mayBecome(row.state, 'cancelled')) throw new Problem('conflict', 'offboarding.already-cut');
    await updateOffboarding(tx, id, { state: 'cancelled', cancelledAt: ctx.now(), cancelledBy: signatureOf(ctx.actor) });
    await setEnd(inside, row.personId, null);
    await (row.announcedAt === null ? withhold : record)(tx, ctx, 'offboarding.cancelled', { kind: 'offboarding', id }, {}, { because });
    if (row.state === 'held') await overtakeProposals(inside, 'departure', [id], 'offboarding.already-cancelled');
  };
  await change(ctx, id, cancel, { held: true });
}
