import { desc } from 'drizzle-orm';
import { auditDetails, auditEvents } from '#db/schema/index.ts';
import { markRecorded, type WriteHandle } from '#src/host/db/handle.ts';
import { namedInLog } from './actor.ts';
import { batches, rowsOf } from './bulk.ts';
import { canonical } from './canonical.ts';
import type { Ctx } from './ctx.ts';
import { hot } from './hot.ts';
import type { EventDetails, EventName, Subject } from './events.ts';

export const chainStart = '0'.repeat(64);

/** Because: the reason the permission table gave. Personal: names and free text, kept apart from the chain. */
export type RecordMore = { because?: string; personal?: Record<string, string> };

/** One thing that happened, in the words of `record`. */
export type Happening = { [E in EventName]: RecordMore & { event: E; subject: Subject; detail: EventDetails[E] } }[EventName];

/**
 * Adds one link to the audit chain inside the unit `tx` and returns the event's id. The hashed text names its
 * predecessor's hash; free text is bound to it only by a salted hash, so that retention can erase it and the chain
 * still verifies.
 */
export async function record<E extends EventName>(
  tx: WriteHandle,
  ctx: Ctx,
  event: E,
  subject: Subject,
  detail: EventDetails[E],
  more: RecordMore = {},
): Promise<string> {
  const [id = ''] = await recordAll(tx, ctx, [{ event, subject, detail, ...more } as Happening]);
  return id;
}

/** Many links in a few statements, in the order given. */
export async function recordAll(tx: WriteHandle, ctx: Ctx, happenings: readonly Happening[]): Promise<string[]> {
  if (happenings.length === 0) return [];
  let head = await findHead(tx);
  const links: Link[] = [];
  for (const happening of happenings) {
    const link = makeLink(ctx, head, happening);
    links.push(link);
    head = link.event;
  }
  for (const part of batches(links)) {
    const events = part.map((link) => link.event);
    await tx.insert(auditEvents).select(rowsOf(auditEvents, events));
    const details = part.flatMap((link) => link.detail ?? []);
    if (details.length > 0) await tx.insert(auditDetails).select(rowsOf(auditDetails, details));
  }
  markRecorded(tx);
  return links.map((link) => link.event.id);
}

type Head = { seq: number; hash: string };
type Link = { event: typeof auditEvents.$inferSelect; detail: typeof auditDetails.$inferInsert | null };

const listHead = hot((db) => db.select({ seq: auditEvents.seq, hash: auditEvents.hash }).from(auditEvents).orderBy(desc(auditEvents.seq)).limit(1));

/** Read inside the unit, never kept: another unit may have added a link since. */
async function findHead(tx: WriteHandle): Promise<Head> {
  const [head] = await listHead(tx, {});
  return head ?? { seq: 0, hash: chainStart };
}

function makeLink(ctx: Ctx, head: Head, { event, subject, detail, because, personal }: Happening): Link {
  const id = ctx.newId('event');
  const at = ctx.now();
  const seq = head.seq + 1;
  const actor = namedInLog(ctx.actor);
  const told = ctx.actor.kind === 'operator' && ctx.actor.claimed !== null ? { ...personal, claimed: ctx.actor.claimed } : personal;
  const text = told && canonical(told);
  const salt = text === undefined ? '' : ctx.crypto.salt();
  const body = canonical({
    v: 1,
    seq,
    id,
    at,
    event,
    actor,
    via: ctx.via,
    request: ctx.requestId,
    subject,
    detail,
    ...(because ? { because } : {}),
    ...(text === undefined ? {} : { personal: ctx.crypto.sha256(`${salt}\n${text}`) }),
    prev: head.hash,
  });
  return {
    event: {
      seq,
      id,
      at,
      event,
      actorKind: actor.kind,
      actorId: actor.id,
      via: ctx.via,
      subjectKind: subject.kind,
      subjectId: subject.id,
      body,
      hash: ctx.crypto.sha256(body),
    },
    detail: text === undefined ? null : { eventId: id, text, salt },
  };
}
