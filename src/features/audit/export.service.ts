import { personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { type ExportShape, exportHead, exportLine, isToldAnew, withheldLine } from './export.rules.ts';
import { findLastExport, findStretch, listOldest, listPlaces } from './queries.ts';

const pageOfEvents = 1000;

export type ExportInput = ExportShape & {
  from: Instant | null;
  to: Instant | null;
  /** What comes after this event, for somebody who has the rest. */
  since: number | null;
  write(text: string): Promise<void>;
  progress?: ((done: number, total: number) => void) | undefined;
};

/** Writes the log as this reader may see it, oldest first, a page at a time, without a gap; says how many events that were. */
export async function exportEvents(ctx: Ctx, input: ExportInput): Promise<{ events: number }> {
  ensure(ctx, 'audit.view', null);
  const { write, progress } = input;
  const reader = personOf(ctx.actor)?.id ?? null;
  const { after: begin, last } = await findStretch(ctx.read, input.from, input.to);
  const first = Math.max(begin, input.since ?? 0);
  await tellExport(ctx, input, first, last);
  await write(exportHead(input));
  for (let after = first; ; ) {
    const places = await listPlaces(ctx.read, after, last, pageOfEvents);
    const end = places.at(-1)?.seq ?? after;
    const shown = new Map((await listOldest(ctx.read, after, end, reader)).map((row) => [row.event.seq, row]));
    const lines = places.map((place) => {
      const row = shown.get(place.seq);
      return row ? exportLine(input, row) : withheldLine(input, place);
    });
    await write(lines.join(''));
    after = end;
    progress?.(after, last);
    if (places.length < pageOfEvents) return { events: Math.max(after - first, 0) };
  }
}

/** Before anything is handed out. While nothing may be written, whoever has to look into the log may still take it along. */
async function tellExport(ctx: Ctx, { format, since }: ExportInput, after: number, last: number): Promise<void> {
  const found = await findLastExport(ctx.read);
  const before = found ? { at: found.at, last: (JSON.parse(found.body) as { detail: { last: number } }).detail.last } : null;
  const events = Math.max(last - after, 0);
  if (!isToldAnew({ since, events, now: ctx.now() }, before)) return;
  const detail = { format, first: after + 1, last, follows: since !== null };
  await ctx
    .write(async (tx) => void (await record(tx, ctx, 'audit.exported', { kind: 'audit', id: null }, detail)))
    .catch((error: unknown) => {
      if (!(error instanceof Problem && error.kind === 'unavailable')) throw error;
    });
}
