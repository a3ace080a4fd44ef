import { endServiceGrantsOf } from '#src/features/access/index.ts';
import { endService } from '#src/features/tokens/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';

/** The service, its tokens and its ways in, together or not at all. */
export async function endServiceWhole(ctx: Ctx, id: string): Promise<void> {
  await endService(ctx, id, (inside) => endServiceGrantsOf(inside, id));
}
