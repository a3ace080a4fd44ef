import { broughtAboutBy } from './begun.queries.ts';
import { z } from 'zod';
import { getPerson, holdersOf } from '#src/features/people/index.ts';
import { openOriginOf, proposeUntold } from '#src/features/proposals/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { begunAt, isMoreThanUsual } from './breaker.rules.ts';
import { countAtOnce } from './held.queries.ts';
import { type Offboarding, updateOffboarding } from './queries.ts';

/** `before`: the moment that was planned before this one was brought forward. */
export type HeldDetail = { offboardingId: string; before: Instant | null };
export const heldDetail = z.strictObject({ offboardingId: z.string(), before: z.int().nullable() });

/** Whoever has left already is kept out by that: there is nothing to suspend. */
export async function isOneTooMany(ctx: Ctx, row: Offboarding): Promise<boolean> {
  if ((await getPerson(ctx, row.personId)).state === 'left') return false;
  const { others, staff } = await countAtOnce(ctx.read, row, begunAt(row));
  return isMoreThanUsual(others + 1, staff);
}

/**
 * Instead of the cut, in its unit: the clock keeps them out from their moment on, as it does everybody, and nothing else of theirs
 * ends before a second person says so. All of HR and every administrator hears of it, once however many are held.
 */
export async function hold(ctx: Ctx, tx: WriteHandle, { id, personId, effectiveAt }: Offboarding, before: Instant | null): Promise<void> {
  await updateOffboarding(tx, id, { state: 'held' });
  await record(tx, ctx, 'offboarding.held', { kind: 'offboarding', id }, { effectiveAt });
  const originId = (await openOriginOf(ctx, 'departure')) ?? id;
  const [askedById = null] = await broughtAboutBy(tx, id);
  const detail: HeldDetail = { offboardingId: id, before };
  await proposeUntold(ctx, 'departure', [{ personId, detail, why: 'breaker', onceKey: id }], { originId, askedById });
  await tellHeld(within(ctx, tx), tx, personId, originId);
}

async function tellHeld(ctx: Ctx, tx: WriteHandle, personId: string, originId: string): Promise<void> {
  const told = [...(await holdersOf(ctx, 'hr')), ...(await holdersOf(ctx, 'admin'))].map(({ id }) => id);
  const data = { at: ctx.now() };
  await writeNotices(
    tx,
    ctx,
    told
      .filter((id) => id !== personId)
      .map((recipientId) => ({ template: 'departures-held' as const, recipientId, data, once: `held/${originId}/${recipientId}` })),
  );
}
