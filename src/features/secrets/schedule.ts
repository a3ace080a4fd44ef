import { secrets } from '#db/schema/index.ts';
import { isAhead } from '#src/ground/moments.ts';
import { among, batches } from '#src/ground/bulk.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';

/** Puts off age, never a cause. In the caller's unit and under its event. */
export async function postpone(ctx: Ctx, secretIds: readonly string[], until: Instant): Promise<void> {
  await ctx.write(async (tx) => {
    for (const part of batches(secretIds)) await tx.update(secrets).set({ notDueBefore: until }).where(among(secrets.id, part));
  });
}

/** The clock was set back: a value of which it says that it is set in a year would grow old a year too late. In the caller's unit and under its event. */
export async function redateAhead(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  await ctx.write((tx) => tx.update(secrets).set({ valueSetAt: now }).where(isAhead(secrets.valueSetAt, now)));
}
