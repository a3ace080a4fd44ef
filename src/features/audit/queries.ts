import { aliasedTable, and, asc, desc, eq, exists, gt, gte, inArray, isNotNull, lt, lte, max, min, ne, notInArray, or, type SQL } from 'drizzle-orm';
import {
  apiTokens,
  auditCheckpoints,
  auditDetails,
  auditEvents,
  certificates,
  offboardings,
  people,
  services,
  signingKeys,
  withheldEvents,
} from '#db/schema/index.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { provesWho } from './actor.rules.ts';
import type { Link, WithheldLink } from './rules.ts';

export async function listLinks(read: ReadHandle, after: number, limit: number): Promise<Link[]> {
  const rows = await read
    .select({ event: auditEvents, detail: auditDetails })
    .from(auditEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
    .where(gt(auditEvents.seq, after))
    .orderBy(asc(auditEvents.seq))
    .limit(limit);
  return rows.map(({ event, detail }) => ({ ...event, detail: detail && { text: detail.text, salt: detail.salt } }));
}

export async function listBodies(read: ReadHandle, after: number, limit: number) {
  const { seq, id, event, actorKind, actorId, via, subjectId, body } = auditEvents;
  return read
    .select({ seq, id, event, by: actorKind, actor: actorId, via, subject: subjectId, body })
    .from(auditEvents)
    .where(gt(seq, after))
    .orderBy(asc(seq))
    .limit(limit);
}

/** What is withheld, whole: there is little of it. */
export async function listWithheld(read: ReadHandle, after: number): Promise<WithheldLink[]> {
  const rows = await read
    .select({ event: withheldEvents, detail: auditDetails })
    .from(withheldEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, withheldEvents.id))
    .where(gt(withheldEvents.seq, after))
    .orderBy(asc(withheldEvents.seq));
  return rows.map(({ event, detail }) => ({ ...event, detail: detail && { text: detail.text, salt: detail.salt } }));
}

export async function findHead(read: ReadHandle): Promise<{ seq: number; hash: string; at: number } | undefined> {
  const [head] = await read
    .select({ seq: auditEvents.seq, hash: auditEvents.hash, at: auditEvents.at })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return head;
}

export async function findLastAt(read: ReadHandle, event: string): Promise<number | null> {
  const [row] = await read.select({ at: auditEvents.at }).from(auditEvents).where(eq(auditEvents.event, event)).orderBy(desc(auditEvents.seq)).limit(1);
  return row?.at ?? null;
}

export async function findFirstAt(read: ReadHandle): Promise<number | null> {
  const [row] = await read.select({ at: auditEvents.at }).from(auditEvents).orderBy(asc(auditEvents.seq)).limit(1);
  return row?.at ?? null;
}

export async function findPlace(read: ReadHandle, seq: number): Promise<{ seq: number; hash: string } | undefined> {
  const [row] = await read.select({ seq: auditEvents.seq, hash: auditEvents.hash }).from(auditEvents).where(eq(auditEvents.seq, seq));
  return row;
}

/** What the log tells of places where its head was noted; `text` is null where somebody removed it. */
export async function listAnchors(read: ReadHandle): Promise<{ text: string | null }[]> {
  return read
    .select({ text: auditDetails.text })
    .from(auditEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
    .where(eq(auditEvents.event, 'audit.anchor-begun'));
}

export type EventFilter = { event?: string | undefined; subjectId?: string | undefined; actorId?: string | undefined; before?: number | undefined };

const subject = aliasedTable(people, 'subject');
const maker = aliasedTable(people, 'maker');

export type ToldRow = Awaited<ReturnType<typeof listTold>>[number];

/** Events with the names that their ids lead to now: a token's to the person and the service behind it. */
async function listTold(read: ReadHandle, which: SQL | undefined, order: SQL, limit: number) {
  const rows = await read
    .select({
      event: auditEvents,
      personal: auditDetails.text,
      salt: auditDetails.salt,
      actor: { id: people.id, name: people.displayName },
      subject: { id: subject.id, name: subject.displayName },
      token: { id: apiTokens.id, name: apiTokens.name },
      maker: { id: maker.id, name: maker.displayName },
      service: { id: services.id, name: services.name },
    })
    .from(auditEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
    .leftJoin(people, eq(people.id, auditEvents.actorId))
    .leftJoin(subject, eq(subject.id, auditEvents.subjectId))
    .leftJoin(apiTokens, eq(apiTokens.id, auditEvents.actorId))
    .leftJoin(maker, eq(maker.id, apiTokens.createdBy))
    .leftJoin(services, eq(services.id, apiTokens.serviceId))
    .where(which)
    .orderBy(order)
    .limit(limit);
  return rows.map(({ event, personal, salt, ...known }) => ({ event, personal, salt, known }));
}

export async function listNewest(read: ReadHandle, filter: EventFilter, reader: string | null, limit: number): Promise<ToldRow[]> {
  const which = and(
    filter.event ? eq(auditEvents.event, filter.event) : undefined,
    filter.subjectId ? eq(auditEvents.subjectId, filter.subjectId) : undefined,
    filter.actorId ? actedBy(read, filter.actorId) : undefined,
    filter.before ? lt(auditEvents.seq, filter.before) : undefined,
    notSecretDeparture(read, reader),
  );
  return listTold(read, which, desc(auditEvents.seq), limit);
}

/** By this person, token or service: with the tokens that somebody made, and with the sign-ins that were written before they were known. */
function actedBy(read: ReadHandle, id: string): SQL | undefined {
  const tokens = read
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(or(eq(apiTokens.createdBy, id), eq(apiTokens.serviceId, id)));
  const ownSignIn = and(eq(auditEvents.subjectId, id), eq(auditEvents.actorKind, 'stranger'), inArray(auditEvents.event, [...provesWho]));
  return or(eq(auditEvents.actorId, id), inArray(auditEvents.actorId, tokens), ownSignIn);
}

/** By number: a clock that was set back leaves no gap in what is handed out. */
export async function findStretch(read: ReadHandle, from: number | null, to: number | null): Promise<{ after: number; last: number }> {
  const [begin] =
    from === null
      ? []
      : await read
          .select({ seq: min(auditEvents.seq) })
          .from(auditEvents)
          .where(gte(auditEvents.at, from));
  const [end] = await read
    .select({ seq: max(auditEvents.seq) })
    .from(auditEvents)
    .where(to === null ? undefined : lte(auditEvents.at, to));
  const last = end?.seq ?? 0;
  return { after: from === null ? 0 : (begin?.seq ?? last + 1) - 1, last };
}

export async function listPlaces(read: ReadHandle, after: number, last: number, limit: number): Promise<{ seq: number; hash: string }[]> {
  return read
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .where(and(gt(auditEvents.seq, after), lte(auditEvents.seq, last)))
    .orderBy(asc(auditEvents.seq))
    .limit(limit);
}

/** The newest word of the log about an export. */
export async function findLastExport(read: ReadHandle): Promise<{ at: number; body: string } | undefined> {
  const [row] = await read
    .select({ at: auditEvents.at, body: auditEvents.body })
    .from(auditEvents)
    .where(eq(auditEvents.event, 'audit.exported'))
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return row;
}

/** What a reader may see of it, oldest first; of a departure that is not announced nothing. */
export async function listOldest(read: ReadHandle, after: number, last: number, reader: string | null): Promise<ToldRow[]> {
  const which = and(gt(auditEvents.seq, after), lte(auditEvents.seq, last), notSecretDeparture(read, reader));
  return listTold(read, which, asc(auditEvents.seq), last - after);
}

export async function findCertificateText(read: ReadHandle, number: string) {
  const [row] = await read
    .select({ body: certificates.body, supersededAt: certificates.supersededAt })
    .from(certificates)
    .where(eq(certificates.number, number));
  return row;
}

export async function isOwnKey(read: ReadHandle, publicKey: string): Promise<boolean> {
  const [row] = await read
    .select({ id: signingKeys.id })
    .from(signingKeys)
    .where(eq(signingKeys.publicKey, Buffer.from(publicKey, 'base64')));
  return row !== undefined;
}

export async function addCheckpoint(tx: WriteHandle, row: typeof auditCheckpoints.$inferInsert): Promise<void> {
  await tx.insert(auditCheckpoints).values(row);
}

const beforeAnnouncement = ['offboarding.previewed', 'offboarding.proposed', 'offboarding.proposal-dismissed'];

/** A departure that is not announced leaves no trace for anybody but its confidant; looking ahead at one never does. */
function notSecretDeparture(read: ReadHandle, reader: string | null): SQL | undefined {
  const open = read
    .select({ id: offboardings.id })
    .from(offboardings)
    .where(
      and(
        eq(offboardings.id, auditEvents.subjectId),
        or(isNotNull(offboardings.announcedAt), isNotNull(offboardings.cutAt), reader ? eq(offboardings.confidantId, reader) : undefined),
      ),
    );
  return and(notInArray(auditEvents.event, beforeAnnouncement), or(ne(auditEvents.subjectKind, 'offboarding'), exists(open)));
}
