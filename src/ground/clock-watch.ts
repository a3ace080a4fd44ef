import { desc, eq } from 'drizzle-orm';
import { auditEvents, clockReadings } from '#db/schema/index.ts';
import type { Instant } from '#src/host/clock.ts';
import { record } from './audit.ts';
import { type Ctx, type ReadHandle, within, type WriteHandle } from './ctx.ts';
import { clocksDiffer, liesAhead } from './moments.ts';
import { ensure } from './permission.ts';
import { day, hour } from './time.ts';

/** `ranFor`: how long it has run on since it last stepped by `steppedBy`; null once that is settled. */
export type Reading = { readAt: Instant; ranFor: number; steppedBy: number | null };

/** A running clock is read every minute, so more than this was a step. While nobody ran, a day may simply have gone by. */
const longestGap = { running: hour, stopped: day };
export type Meanwhile = keyof typeof longestGap;

/** So long has a clock that stepped to run evenly, unless somebody says that it is right. */
export const settlesAfter = day;

export function nextReading(before: Reading, now: Instant, meanwhile: Meanwhile): Reading & { step: number | null } {
  const gap = now - before.readAt;
  if (gap > longestGap[meanwhile] || gap < -clocksDiffer) return { readAt: now, ranFor: 0, steppedBy: gap, step: gap };
  const ranFor = Math.max(0, before.ranFor + gap);
  return { readAt: now, ranFor, steppedBy: ranFor < settlesAfter ? before.steppedBy : null, step: null };
}

/** Whether the clock may be believed that so much time has gone by. */
export function isBelieved({ readAt, steppedBy }: Reading, now: Instant): boolean {
  return steppedBy === null && now - readAt <= longestGap.running && !liesAhead(readAt, now);
}

/**
 * Asked by whatever destroys for good because time has gone by: a clock that jumped ahead must not do that. It waits; nothing
 * is lost by being kept a day longer.
 */
export async function clockAgrees(ctx: Pick<Ctx, 'read' | 'now'>): Promise<boolean> {
  return isBelieved(await lastReading(ctx.read, ctx.now()), ctx.now());
}

/** `by`: how far it stepped, or how far it is behind what it showed before. */
export type ClockFacts = { state: 'even' | 'stepped' | 'behind'; by: number };

export async function clockFacts(ctx: Pick<Ctx, 'read' | 'now'>): Promise<ClockFacts> {
  const { readAt, steppedBy } = await lastReading(ctx.read, ctx.now());
  if (liesAhead(readAt, ctx.now())) return { state: 'behind', by: readAt - ctx.now() };
  return steppedBy === null ? { state: 'even', by: 0 } : { state: 'stepped', by: steppedBy };
}

/** Reads the clock and compares it with the last time. `setBack` joins the unit in which it is found to have been set back. */
export async function readClock(ctx: Ctx, meanwhile: Meanwhile, setBack: (inside: Ctx) => Promise<void>): Promise<number | null> {
  const step = await ctx.write(async (tx) => {
    const before = await lastReading(tx, ctx.now());
    const { step, ...reading } = nextReading(before, ctx.now(), meanwhile);
    await keep(tx, reading);
    if (step === null) return null;
    await record(tx, ctx, 'clock.stepped', installation, { direction: step < 0 ? 'back' : 'on', by: Math.abs(step) });
    if (step < 0) await setBack(within(ctx, tx));
    return step;
  });
  if (step !== null) ctx.log.warn({ by: step }, 'the clock stepped: nothing that is old is destroyed until it has run evenly for a day');
  return step;
}

/** Somebody looked at it and says that it is right. @returns by how much it had stepped, or null when there was nothing to say */
export async function acceptClock(ctx: Ctx): Promise<number | null> {
  const because = ensure(ctx, 'settings.edit', null);
  return ctx.write(async (tx) => {
    const before = await lastReading(tx, ctx.now());
    if (isBelieved(before, ctx.now())) return null;
    const by = before.steppedBy ?? ctx.now() - before.readAt;
    await keep(tx, { readAt: ctx.now(), ranFor: settlesAfter, steppedBy: null });
    await record(tx, ctx, 'clock.accepted', installation, {}, { because });
    return by;
  });
}

const installation = { kind: 'installation', id: null } as const;
const name = 'installation';

/** Before the first reading the newest event is the last that is known of the time. */
async function lastReading(read: ReadHandle, now: Instant): Promise<Reading> {
  const [row] = await read.select().from(clockReadings).where(eq(clockReadings.name, name));
  if (row) return row;
  const [event] = await read.select({ at: auditEvents.at }).from(auditEvents).orderBy(desc(auditEvents.seq)).limit(1);
  return { readAt: event?.at ?? now, ranFor: settlesAfter, steppedBy: null };
}

async function keep(tx: WriteHandle, reading: Reading): Promise<void> {
  const { readAt, ranFor, steppedBy } = reading;
  const set = { readAt, ranFor, steppedBy };
  await tx
    .insert(clockReadings)
    .values({ name, ...set })
    .onConflictDoUpdate({ target: clockReadings.name, set });
}
