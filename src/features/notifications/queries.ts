import { and, desc, eq, lte, max } from 'drizzle-orm';
import { auditEvents, digests, outbox, reminders } from '#db/schema/index.ts';
import { among, batches, replaced, rowsOf } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import type { EventName } from '#src/ground/events.ts';
import { clocksDiffer } from '#src/ground/moments.ts';

export type ReminderRow = typeof reminders.$inferSelect;

/** The newest stage written down, by secret and due day. What a clock that ran ahead wrote down was told of another day. */
export async function lastStages(read: ReadHandle, secretIds: readonly string[], now: Instant): Promise<Map<string, string>> {
  const rows = await read
    .select({ secretId: reminders.secretId, dueOn: reminders.dueOn, stage: max(reminders.stage) })
    .from(reminders)
    .where(and(among(reminders.secretId, secretIds), lte(reminders.at, now + clocksDiffer)))
    .groupBy(reminders.secretId, reminders.dueOn);
  return new Map(rows.flatMap((row) => (row.stage === null ? [] : [[ledgerKey(row), row.stage] as const])));
}

export function ledgerKey(entry: { secretId: string; dueOn: string }): string {
  return `${entry.secretId} ${entry.dueOn}`;
}

export async function lastEventAt(read: ReadHandle, event: EventName): Promise<Instant | null> {
  const [row] = await read.select({ at: auditEvents.at }).from(auditEvents).where(eq(auditEvents.event, event)).orderBy(desc(auditEvents.seq)).limit(1);
  return row?.at ?? null;
}

export async function listDigested(read: ReadHandle, localDay: string): Promise<Set<string>> {
  const rows = await read.select({ personId: digests.personId }).from(digests).where(eq(digests.localDay, localDay));
  return new Set(rows.map((row) => row.personId));
}

const stageKey = [reminders.secretId, reminders.dueOn, reminders.stage];

export async function keepReminders(tx: WriteHandle, rows: readonly ReminderRow[]): Promise<void> {
  for (const part of batches(rows))
    await tx
      .insert(reminders)
      .select(rowsOf(reminders, part))
      .onConflictDoUpdate({ target: stageKey, set: replaced(['outcome', 'at']) });
}

export async function keepDigests(tx: WriteHandle, rows: readonly (typeof digests.$inferSelect)[]): Promise<void> {
  for (const part of batches(rows)) await tx.insert(digests).select(rowsOf(digests, part)).onConflictDoNothing();
}

/** A digest that has not left by the time of the next one would only repeat it. */
export async function dropUnsentDigests(tx: WriteHandle, recipientIds: readonly string[]): Promise<void> {
  for (const part of batches(recipientIds)) {
    await tx
      .update(outbox)
      .set({ state: 'dropped' })
      .where(and(among(outbox.recipientId, part), eq(outbox.template, 'digest'), eq(outbox.state, 'queued')));
  }
}
