import { personOf } from '#src/ground/actor.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { findHead, listOldest } from './queries.ts';
import { type ExportFormat, exportHead, exportLine } from './export.rules.ts';

const pageOfEvents = 1000;

export type ExportInput = {
  format: ExportFormat;
  from: Instant | null;
  to: Instant | null;
  write(text: string): Promise<void>;
  progress?: ((done: number, total: number) => void) | undefined;
};

/** Writes what this reader may see of the log, oldest first, a page at a time; says how many events that were. */
export async function exportEvents(ctx: Ctx, { format, from, to, write, progress }: ExportInput): Promise<{ events: number }> {
  ensure(ctx, 'audit.view', null);
  const reader = personOf(ctx.actor)?.id ?? null;
  const last = (await findHead(ctx.read))?.seq ?? 0;
  await write(exportHead(format));
  let events = 0;
  for (let after = 0; ; ) {
    const rows = await listOldest(ctx.read, { after, from, to }, reader, pageOfEvents);
    await write(rows.map((row) => exportLine(format, row)).join(''));
    events += rows.length;
    after = rows.at(-1)?.event.seq ?? last;
    progress?.(after, last);
    if (rows.length < pageOfEvents) return { events };
  }
}
