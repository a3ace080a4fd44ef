import { asc, desc, eq } from 'drizzle-orm';
import { auditDetails, auditEvents, withheldEvents } from '#db/schema/index.ts';
import { markRecorded, type WriteHandle } from '#src/host/db/handle.ts';
import { namedInLog } from './actor.ts';
import { batches, rowsOf } from './bulk.ts';
import { canonical } from './canonical.ts';
import type { Ctx } from './ctx.ts';
import { hot } from './hot.ts';
import type { AnyDetail, EventDetails, EventName, Subject } from './events.ts';

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
  return add(
    tx,
    ctx,
    happenings.map((happening) => ({ ...happening, ...doneBy(ctx) })),
  );
}

/**
 * One thing that nobody may know of yet, into a chain of its own: the log neither grows by it nor has a gap. Each event of the
 * log binds the newest link of that chain, by a hash that says nothing to whoever does not know it.
 */
export const withhold: typeof record = async (tx, ctx, event, subject, detail, more = {}) => {
  const { withheld } = await findHeads(tx, ctx);
  const link = makeLink(ctx, withheld, { event, subject, detail, ...more, ...doneBy(ctx) }, { nonce: ctx.crypto.salt() });
  await keepWithheld(tx, link);
  markRecorded(tx);
  return link.event.id;
};

/** What was withheld about this subject goes into the log, in the order in which it was done, in the name of whoever did it. */
export async function tell(tx: WriteHandle, ctx: Ctx, subjectId: string): Promise<void> {
  const kept = await tx
    .select({ at: withheldEvents.at, body: withheldEvents.body, hash: withheldEvents.hash, text: auditDetails.text })
    .from(withheldEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, withheldEvents.id))
    .where(eq(withheldEvents.subjectId, subjectId))
    .orderBy(asc(withheldEvents.seq));
  const told = kept.map(({ at, body, hash, text }): Deed => {
    const { event, subject, detail, because, actor, via, request } = JSON.parse(body) as Deed;
    const personal = text === null ? {} : { personal: JSON.parse(text) as Record<string, string> };
    return { event, subject, detail, ...(because === undefined ? {} : { because }), ...personal, actor, via, request, told: { at, hash } };
  });
  await add(tx, ctx, told);
}

type Head = { seq: number; hash: string };
type Link = { event: typeof auditEvents.$inferSelect; detail: typeof auditDetails.$inferInsert | null };
type By = { actor: ReturnType<typeof namedInLog>; via: string; request: string };
type Deed = RecordMore & By & { event: string; subject: Subject; detail: AnyDetail; told?: { at: number; hash: string } };

/** As it is hashed: the operator's claimed name is free text. */
function doneBy(ctx: Ctx): By & { claimed?: string } {
  const by = { actor: namedInLog(ctx.actor), via: ctx.via, request: ctx.requestId };
  return ctx.actor.kind === 'operator' && ctx.actor.claimed !== null ? { ...by, claimed: ctx.actor.claimed } : by;
}

async function add(tx: WriteHandle, ctx: Ctx, deeds: readonly (Deed & { claimed?: string })[]): Promise<string[]> {
  if (deeds.length === 0) return [];
  const heads = await findHeads(tx, ctx);
  let head = heads.log;
  const links: Link[] = [];
  for (const deed of deeds) {
    const link = makeLink(ctx, head, deed, { binds: heads.withheld.hash });
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

const newestWithheld = { seq: withheldEvents.seq, hash: withheldEvents.hash };
const listHead = hot((db) => db.select({ seq: auditEvents.seq, hash: auditEvents.hash }).from(auditEvents).orderBy(desc(auditEvents.seq)).limit(1));
const listWithheldHead = hot((db) => db.select(newestWithheld).from(withheldEvents).orderBy(desc(withheldEvents.seq)).limit(1));

/** Read inside the unit, never kept: another unit may have added a link since. */
async function findHeads(tx: WriteHandle, ctx: Ctx): Promise<{ log: Head; withheld: Head }> {
  const [log] = await listHead(tx, {});
  const [withheld] = await listWithheldHead(tx, {});
  return { log: log ?? { seq: 0, hash: chainStart }, withheld: withheld ?? (await beginWithheld(tx, ctx)) };
}

/** Its first link holds nothing but a number that nobody can guess: so nobody can tell by the log whether there is a second. */
async function beginWithheld(tx: WriteHandle, ctx: Ctx): Promise<Head> {
  const beginning: Deed = { event: 'withheld.begun', subject: { kind: 'audit', id: null }, detail: {}, ...doneBy(ctx) };
  const link = makeLink(ctx, { seq: 0, hash: chainStart }, beginning, { nonce: ctx.crypto.salt() });
  await keepWithheld(tx, link);
  return link.event;
}

async function keepWithheld(tx: WriteHandle, { event, detail }: Link): Promise<void> {
  const { seq, id, at, event: name, subjectId, body, hash } = event;
  await tx.insert(withheldEvents).values({ seq, id, at, event: name, subjectId, body, hash });
  if (detail) await tx.insert(auditDetails).values(detail);
}

function makeLink(ctx: Ctx, head: Head, deed: Deed & { claimed?: string }, to: { binds: string } | { nonce: string }): Link {
  const id = ctx.newId('event');
  const at = ctx.now();
  const seq = head.seq + 1;
  const { event, actor, via, request, subject, detail, because, told } = deed;
  const free = deed.claimed === undefined ? deed.personal : { ...deed.personal, claimed: deed.claimed };
  const text = free && canonical(free);
  const salt = text === undefined ? '' : ctx.crypto.salt();
  const body = canonical({
    v: 2,
    seq,
    id,
    at,
    event,
    actor,
    via,
    request,
    subject,
    detail,
    ...(because ? { because } : {}),
    ...(text === undefined ? {} : { personal: ctx.crypto.sha256(`${salt}\n${text}`) }),
    ...(told ? { told } : {}),
    ...('nonce' in to ? to : { withheld: ctx.crypto.sha256(`${id}\n${to.binds}`) }),
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
      via,
      subjectKind: subject.kind,
      subjectId: subject.id,
      body,
      hash: ctx.crypto.sha256(body),
    },
    detail: text === undefined ? null : { eventId: id, text, salt },
  };
}
