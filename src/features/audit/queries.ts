import { aliasedTable, and, asc, desc, eq, exists, gt, gte, isNotNull, lt, lte, ne, notInArray, or, type SQL } from 'drizzle-orm';
import { auditCheckpoints, auditDetails, auditEvents, certificates, offboardings, people, signingKeys } from '#db/schema/index.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import type { Link } from './rules.ts';

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

export async function findHead(read: ReadHandle): Promise<{ seq: number; hash: string; at: number } | undefined> {
  const [head] = await read
    .select({ seq: auditEvents.seq, hash: auditEvents.hash, at: auditEvents.at })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return head;
}

export async function findPlace(read: ReadHandle, seq: number): Promise<{ seq: number; hash: string } | undefined> {
  const [row] = await read.select({ seq: auditEvents.seq, hash: auditEvents.hash }).from(auditEvents).where(eq(auditEvents.seq, seq));
  return row;
}

export type EventFilter = { event?: string | undefined; subjectId?: string | undefined; actorId?: string | undefined; before?: number | undefined };

const subject = aliasedTable(people, 'subject');

export async function listNewest(read: ReadHandle, filter: EventFilter, reader: string | null, limit: number) {
  return read
    .select({ event: auditEvents, personal: auditDetails.text, actorName: people.displayName, subjectName: subject.displayName })
    .from(auditEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
    .leftJoin(people, eq(people.id, auditEvents.actorId))
    .leftJoin(subject, eq(subject.id, auditEvents.subjectId))
    .where(
      and(
        filter.event ? eq(auditEvents.event, filter.event) : undefined,
        filter.subjectId ? eq(auditEvents.subjectId, filter.subjectId) : undefined,
        filter.actorId ? eq(auditEvents.actorId, filter.actorId) : undefined,
        filter.before ? lt(auditEvents.seq, filter.before) : undefined,
        notSecretDeparture(read, reader),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit);
}

export type Stretch = { after: number; from: number | null; to: number | null };

/** What a reader may see of it, oldest first; of a departure that is not announced nothing. */
export async function listOldest(read: ReadHandle, { after, from, to }: Stretch, reader: string | null, limit: number) {
  return read
    .select({ event: auditEvents, personal: auditDetails.text, actorName: people.displayName })
    .from(auditEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
    .leftJoin(people, eq(people.id, auditEvents.actorId))
    .where(
      and(
        gt(auditEvents.seq, after),
        from === null ? undefined : gte(auditEvents.at, from),
        to === null ? undefined : lte(auditEvents.at, to),
        notSecretDeparture(read, reader),
      ),
    )
    .orderBy(asc(auditEvents.seq))
    .limit(limit);
}

export async function findCertificateText(read: ReadHandle, number: string) {
  const [row] = await read
    .select({ body: certificates.body, supersededAt: certificates.supersededAt })
    .from(certificates)
    .where(eq(certificates.number, number));
  return row;
}

export async function isOwnKey(read: ReadHandle, fingerprint: string): Promise<boolean> {
  const [row] = await read.select({ id: signingKeys.id }).from(signingKeys).where(eq(signingKeys.fingerprint, fingerprint));
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
