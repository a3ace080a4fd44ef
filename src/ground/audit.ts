import { desc } from 'drizzle-orm';
import { auditDetails, auditEvents } from '#db/schema/index.ts';
import { markRecorded, type WriteHandle } from '#src/host/db/handle.ts';
import { actorId } from './actor.ts';
import { canonical } from './canonical.ts';
import type { Ctx } from './ctx.ts';
import type { EventDetails, EventName, Subject } from './events.ts';

export const chainStart = '0'.repeat(64);

/** Because: the reason the permission table gave. Personal: names and free text, kept apart from the chain. */
export type RecordMore = { because?: string; personal?: Record<string, string> };

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
  const [head] = await tx
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  const id = ctx.newId('event');
  const at = ctx.now();
  const seq = (head?.seq ?? 0) + 1;
  const personal = more.personal && canonical(more.personal);
  const salt = personal === undefined ? undefined : ctx.crypto.salt();
  const actor = { kind: ctx.actor.kind, id: actorId(ctx.actor) };
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
    ...(more.because ? { because: more.because } : {}),
    ...(personal === undefined || salt === undefined ? {} : { personal: ctx.crypto.sha256(`${salt}\n${personal}`) }),
    prev: head?.hash ?? chainStart,
  });
  await tx.insert(auditEvents).values({
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
  });
  if (personal !== undefined && salt !== undefined) {
    await tx.insert(auditDetails).values({ eventId: id, text: personal, salt });
  }
  markRecorded(tx);
  return id;
}
