import { inArray } from 'drizzle-orm';
import { secrets } from '#db/schema/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';

/** Puts off age, never a cause. In the caller's unit and under its event. */
export async function postpone(ctx: Ctx, secretIds: readonly string[], until: Instant): Promise<void> {
  await ctx.write(async (tx) => {
    for (let i = 0; i < secretIds.length; i += 500) {
      await tx
        .update(secrets)
        .set({ notDueBefore: until })
        .where(inArray(secrets.id, secretIds.slice(i, i + 500)));
    }
  });
}
