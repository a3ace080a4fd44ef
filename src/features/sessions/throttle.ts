import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import * as queries from './queries.ts';
import { type Bucket, bucketsOf, nextThrottle, remainingWait } from './rules.ts';

/** Where an attempt comes from: the address, and the cookie of a browser that signed in before. */
export type Origin = { address: string; deviceToken?: string | undefined };

/**
 * Counts an attempt before anything is checked, in a unit of its own: whatever happens next, also a crash, it counted.
 * `subject` names what is being guessed at; `personId` is null for an address nobody has.
 * @returns how to take it back once the attempt succeeded
 */
export async function countAttempt(ctx: Ctx, subject: string, personId: string | null, origin: Origin): Promise<(tx: WriteHandle) => Promise<void>> {
  const device = origin.deviceToken ? await queries.findDevice(ctx.read, ctx.crypto.hashToken(origin.deviceToken)) : undefined;
  const known = device && device.personId === personId ? device.id : null;
  const buckets = bucketsOf(ctx.crypto.sha256(subject), origin.address, known);
  await ctx.write((tx) => count(tx, ctx, buckets));
  const [own, ...shared] = buckets.map((bucket) => bucket.name);
  return async (tx) => {
    if (own) await queries.clearThrottles(tx, [own]);
    // A source is shared: one right password there must not open the way for the next hundred wrong ones.
    if (shared.length > 0) await queries.refundThrottles(tx, shared);
  };
}

async function count(tx: WriteHandle, ctx: Ctx, buckets: readonly Bucket[]): Promise<void> {
  const now = ctx.now();
  await queries.forgetThrottles(tx, now - day);
  const rows = new Map(
    (
      await queries.listThrottles(
        tx,
        buckets.map((bucket) => bucket.name),
      )
    ).map((row) => [row.bucket, row]),
  );
  const wait = remainingWait([...rows.values()], now);
  if (wait > 0) throw new Problem('limited', 'sign-in.too-many', { params: { seconds: Math.ceil(wait / 1000) } });
  for (const bucket of buckets) {
    await queries.saveThrottle(tx, { bucket: bucket.name, ...nextThrottle(bucket, rows.get(bucket.name), now) });
  }
}
