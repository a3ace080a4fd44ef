import { endEverySession } from '#src/features/sessions/index.ts';
import { revokeEveryToken } from '#src/features/tokens/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import type { EventName } from '#src/ground/events.ts';
import { ensure } from '#src/ground/permission.ts';
import { type Doer, doerOf, type InText } from './actor.rules.ts';
import { type EventFilter, findHead, findPlace, listBodies, listLinks, listWithheld, listNewest, type ToldRow } from './queries.ts';
import { beforeFirst, type ChainFinding, type ChainPlace, checkLink, followWithheld, type Link } from './rules.ts';

const pageOfLinks = 2000;

/** `textsGone`: events whose free text was removed, by number. */
export type ChainReport = { events: number; head: ChainPlace; finding: ChainFinding | null; textsGone: readonly number[]; withheldBroken: boolean };

/** Recomputes the chain after `from` to its head; stops at the first link that is wrong. */
export async function walkChain(
  ctx: Ctx,
  from: ChainPlace = beforeFirst,
  progress?: (done: number) => void,
  onLink?: (link: Link) => void,
): Promise<ChainReport> {
  let place = from;
  let events = 0;
  const textsGone: number[] = [];
  const withheld = followWithheld(ctx.crypto.sha256);
  let followed = 0;
  for (;;) {
    const links = await listLinks(ctx.read, place.seq, pageOfLinks);
    // Read after the page: what its events bind was there before them.
    const kept = await listWithheld(ctx.read, followed);
    withheld.add(kept);
    followed = kept.at(-1)?.seq ?? followed;
    for (const link of links) {
      const fault = checkLink(place, link, ctx.crypto.sha256, withheld);
      if (fault === 'text-gone') textsGone.push(link.seq);
      else if (fault) return { events, head: place, finding: { seq: place.seq + 1, fault }, textsGone, withheldBroken: withheld.broken() };
      onLink?.(link);
      place = { seq: link.seq, hash: link.hash };
      events++;
    }
    progress?.(events);
    if (links.length < pageOfLinks) return { events, head: place, finding: null, textsGone, withheldBroken: withheld.broken() };
  }
}

export async function verifyChain(ctx: Ctx, progress?: (done: number, total: number) => void): Promise<ChainReport> {
  ensure(ctx, 'audit.view', null);
  const { seq } = await chainHead(ctx);
  return walkChain(ctx, beforeFirst, (done) => progress?.(done, seq));
}

export type EventRow = {
  seq: number;
  at: number;
  event: EventName;
  detail: Record<string, string | number | boolean | null>;
  actor: Doer;
  via: string;
  subject: { kind: string; id: string | null };
  /** Of a subject that is a person. */
  subjectName: string | null;
  personal: Record<string, string>;
  because: string | null;
};

export async function listEvents(ctx: Ctx, filter: EventFilter & { limit?: number }): Promise<{ rows: EventRow[]; next: number | null }> {
  ensure(ctx, 'audit.view', null);
  const limit = filter.limit ?? 50;
  const rows = await listNewest(ctx.read, filter, personOf(ctx.actor)?.id ?? null, limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page.map(readRow), next: rows.length > limit ? (page.at(-1)?.event.seq ?? null) : null };
}

function readRow({ event, personal, known }: ToldRow): EventRow {
  const body = JSON.parse(event.body) as { actor: InText; detail: EventRow['detail']; because?: string };
  return {
    seq: event.seq,
    at: event.at,
    event: event.event as EventName,
    detail: body.detail,
    actor: doerOf(event, body.actor, known),
    via: event.via,
    subject: { kind: event.subjectKind, id: event.subjectId },
    subjectName: known.subject?.name ?? null,
    personal: personal ? (JSON.parse(personal) as Record<string, string>) : {},
    because: body.because ?? null,
  };
}

/** Somebody known was told no. Strangers are not written into the chain one by one: they could fill it. */
export async function refuse(ctx: Ctx, action: string, because: string): Promise<void> {
  if (ctx.actor.kind === 'stranger') return;
  await ctx.write(async (tx) => {
    await record(tx, ctx, 'access.refused', { kind: 'person', id: personOf(ctx.actor)?.id ?? null }, { action, because });
  });
}

export async function chainHead(ctx: Ctx): Promise<ChainPlace> {
  return (await findHead(ctx.read)) ?? beforeFirst;
}

export type EventLine = { seq: number; id: string; event: string; actor: string | null; by: string; via: string; subject: string | null; request: string };

/** Events as ids, in their order. */
export async function eventsAfter(ctx: Ctx, seq: number, limit: number): Promise<EventLine[]> {
  return (await listBodies(ctx.read, seq, limit)).map(({ body, ...event }) => ({
    ...event,
    request: String((JSON.parse(body) as { request?: unknown }).request),
  }));
}

export async function hashAt(ctx: Ctx, seq: number): Promise<string | undefined> {
  return (await findPlace(ctx.read, seq))?.hash;
}

/**
 * An operator looked at a log that differs from its anchor and goes on with it. Whatever the lost events had ended may be
 * open again, so nobody keeps a session or token from before.
 */
export async function recordAcceptance(ctx: Ctx, anchorSeq: number): Promise<void> {
  const head = await chainHead(ctx);
  await ctx.write(async (tx) => {
    await record(tx, ctx, 'audit.difference-acknowledged', { kind: 'audit', id: null }, { anchorSeq, headSeq: head.seq });
    const inside = within(ctx, tx);
    await endEverySession(inside, 'restored');
    await revokeEveryToken(inside, 'restored');
  });
}
