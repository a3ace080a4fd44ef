import { endOffice, giveOffice, type Office } from '#src/features/accounts/index.ts';
import { addCauses } from '#src/features/secrets/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { asCause } from './end.ts';
import { accountKnowledge } from './knowledge.ts';
import { planLosses } from './rules.ts';
import { tellOfficers } from './tell.ts';

/** Owner or deputy from now on. A replaced owner who knows secrets leaves causes behind. */
export async function appoint(ctx: Ctx, accountId: string, personId: string, office: Office): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    // Before: whoever is replaced hears of it too.
    await tellOfficers(inside, [{ accountId, personId, way: office }]);
    await leavingCauses(inside, accountId, () => giveOffice(inside, accountId, personId, office));
  });
}

/** A deputy no longer. An owner is replaced, never dismissed. */
export async function dismiss(ctx: Ctx, accountId: string, personId: string, because: string): Promise<void> {
  await ctx.write(async (tx) => {
    await leavingCauses(within(ctx, tx), accountId, () => endOffice(within(ctx, tx), accountId, personId, because));
  });
}

/** Compares what people may know before and after a change of office, and writes a cause for what was lost. */
async function leavingCauses(ctx: Ctx, accountId: string, change: () => Promise<unknown>): Promise<void> {
  const before = await accountKnowledge(ctx.read, accountId, ctx.now());
  await change();
  const after = await accountKnowledge(ctx.read, accountId, ctx.now());
  const open = new Set(after.offices.filter((office) => office.toAt === null).map((office) => office.id));
  const over = before.offices.filter((office) => office.toAt === null && !open.has(office.id));
  const losses = planLosses(before, after, [...new Set(over.map((office) => office.personId))], ctx.now());
  await addCauses(ctx, losses.map(asCause('disclosure-ended', accountId)));
}
