import { and, asc, desc, eq, inArray, isNull, like, sql } from 'drizzle-orm';
import { auditEvents, certificates, employmentPeriods, rotations } from '#db/schema/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import type { AuditRange } from './certificate.rules.ts';

/** From the event that opened the case to the newest there is: everything that bears on it lies between. */
export async function auditRangeOf(db: ReadHandle, offboardingId: string): Promise<AuditRange> {
  const link = { seq: auditEvents.seq, hash: auditEvents.hash };
  const [first] = await db.select(link).from(auditEvents).where(eq(auditEvents.subjectId, offboardingId)).orderBy(asc(auditEvents.seq)).limit(1);
  const [last] = await db.select(link).from(auditEvents).orderBy(desc(auditEvents.seq)).limit(1);
  if (!first || !last) throw new Error('A case without an audit event cannot be certified.');
  return { first, last };
}

export async function findPeriod(db: ReadHandle, id: string) {
  const [row] = await db.select().from(employmentPeriods).where(eq(employmentPeriods.id, id));
  return row;
}

/** Who set each of these new values on the platform, and who confirmed it. */
export async function listAttested(db: ReadHandle, versionIds: readonly string[]) {
  const rows = await db
    .select({ versionId: rotations.candidateId, setBy: rotations.attestedBy, confirmedBy: rotations.closedBy })
    .from(rotations)
    .where(and(among(rotations.candidateId, versionIds), eq(rotations.state, 'confirmed')));
  return new Map(rows.map(({ versionId, ...row }) => [versionId, row]));
}

export type Certificate = typeof certificates.$inferSelect;

/** Newest first. */
export async function listCertificates(db: ReadHandle, offboardingId: string): Promise<Certificate[]> {
  return db.select().from(certificates).where(eq(certificates.offboardingId, offboardingId)).orderBy(desc(certificates.issuedAt), desc(certificates.number));
}

export async function currentCertificates(db: ReadHandle, offboardingIds: readonly string[]): Promise<Map<string, string>> {
  if (offboardingIds.length === 0) return new Map();
  const rows = await db
    .select({ id: certificates.offboardingId, number: certificates.number })
    .from(certificates)
    .where(and(inArray(certificates.offboardingId, [...offboardingIds]), isNull(certificates.supersededAt)));
  return new Map(rows.map((row) => [row.id, row.number]));
}

export async function lastCertificateNumber(db: ReadHandle, year: number): Promise<string | undefined> {
  const [row] = await db
    .select({ number: certificates.number })
    .from(certificates)
    .where(like(certificates.number, `KH-${year}-%`))
    .orderBy(desc(sql`length(${certificates.number})`), desc(certificates.number))
    .limit(1);
  return row?.number;
}

export async function insertCertificate(tx: WriteHandle, row: typeof certificates.$inferInsert): Promise<void> {
  await tx.insert(certificates).values(row);
}

export async function supersedeCertificates(tx: WriteHandle, offboardingId: string, now: Instant): Promise<void> {
  await tx
    .update(certificates)
    .set({ supersededAt: now })
    .where(and(eq(certificates.offboardingId, offboardingId), isNull(certificates.supersededAt)));
}
