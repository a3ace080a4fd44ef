import { secrets } from '#db/schema/index.ts';
import { among, batches } from '#src/ground/bulk.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';

/** Puts off age, never a cause. In the caller's unit and under its event. */
export async function postpone(ctx: Ctx, secretIds: readonly string[], until: Instant): Promise<void> {
  await ctx.write(async (tx) => {
    for (const part of batches(secretIds)) await tx.update(secrets).set({ notDueBefore: until }).where(among(secrets.id, part));
  });
}
