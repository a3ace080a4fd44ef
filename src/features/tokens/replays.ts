import { and, desc, eq, lt } from 'drizzle-orm';
import { auditEvents, idempotencyKeys } from '#db/schema/index.ts';
import { clockAgrees } from '#src/ground/clock-watch.ts';
import type { Ctx, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';
import type { Replays } from '#src/http/rest-guards.ts';

/** Long enough for a program that was down over a weekend to ask again. */
const keptFor = 7 * day;

const these = (tokenId: string, requestKey: string) => and(eq(idempotencyKeys.tokenId, tokenId), eq(idempotencyKeys.requestKey, requestKey));

/** The keys of requests that were done, so that the same request sent again is answered instead of done again. */
export const replays: Replays = {
  async find(ctx, tokenId, key) {
    const [row] = await ctx.read.select().from(idempotencyKeys).where(these(tokenId, key));
    return row ?? null;
  },
  async claim(ctx: Ctx, tx: WriteHandle, tokenId, requestKey, fingerprint) {
    const eventId = await lastEventId(tx);
    await tx.insert(idempotencyKeys).values({ tokenId, requestKey, fingerprint, eventId, status: null, answer: null, at: ctx.now() });
  },
  async keep(ctx, tokenId, key, status, answer) {
    await ctx.write((tx) => tx.update(idempotencyKeys).set({ status, answer }).where(these(tokenId, key)));
  },
  async forget(ctx, tokenId, key) {
    await ctx.write((tx) => tx.delete(idempotencyKeys).where(these(tokenId, key)));
  },
};

/** The newest link of the chain: inside a unit, what that unit has just recorded. */
async function lastEventId(db: ReadHandle): Promise<string> {
  const [row] = await db.select({ id: auditEvents.id }).from(auditEvents).orderBy(desc(auditEvents.seq)).limit(1);
  return row?.id ?? '';
}

/** Forgotten too early, a request that is sent again would be done twice: a clock that jumped forgets nothing. */
export async function forgetOldReplays(ctx: Ctx): Promise<void> {
  if (!(await clockAgrees(ctx))) return;
  await ctx.write((tx) => tx.delete(idempotencyKeys).where(lt(idempotencyKeys.at, ctx.now() - keptFor)));
}
