import { and, asc, eq, inArray, isNotNull, isNull, notExists, type SQL } from 'drizzle-orm';
import { people, policies, policyVersions, signatureAsks, signIns } from '#db/schema/index.ts';
import { inForce, unsigned, unsignedColumns as version } from '#src/features/needs/index.ts';
import { hereNow } from '#src/features/people/index.ts';
import { among, batches, rowsOf } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

/** Whoever can come here to sign: with a sign-in, in service and not away, and with an address. */
function reachable(now: Instant): SQL | undefined {
  return and(
    isNotNull(signIns.confirmedAt),
    isNull(signIns.endedAt),
    isNotNull(people.email),
    isNull(people.absentSince),
    inArray(people.state, ['active', 'leaving']),
    hereNow(now),
  );
}

/** Whom nobody has asked yet, and since when they sign in. */
export async function listToAsk(read: ReadHandle, now: Instant) {
  const ask = read
    .select({ id: signatureAsks.personId })
    .from(signatureAsks)
    .where(and(eq(signatureAsks.versionId, policyVersions.id), eq(signatureAsks.personId, people.id)));
  return read
    .select({ ...version, personId: people.id, signsInSince: signIns.confirmedAt })
    .from(signIns)
    .innerJoin(people, eq(people.id, signIns.personId))
    .innerJoin(policyVersions, inForce)
    .innerJoin(policies, eq(policies.id, policyVersions.policyId))
    .where(and(reachable(now), notExists(ask), unsigned(read)))
    .orderBy(asc(policies.slug), asc(people.id));
}

/** Who was asked and has not signed. */
export async function listAsked(read: ReadHandle, now: Instant) {
  return read
    .select({ ...version, personId: people.id, askedAt: signatureAsks.askedAt, remindedAt: signatureAsks.remindedAt })
    .from(policyVersions)
    .innerJoin(policies, eq(policies.id, policyVersions.policyId))
    .innerJoin(signatureAsks, eq(signatureAsks.versionId, policyVersions.id))
    .innerJoin(people, eq(people.id, signatureAsks.personId))
    .innerJoin(signIns, eq(signIns.personId, people.id))
    .where(and(reachable(now), unsigned(read)))
    .orderBy(asc(policies.slug), asc(people.id));
}

export async function keepAsks(tx: WriteHandle, rows: readonly (typeof signatureAsks.$inferSelect)[]): Promise<void> {
  for (const part of batches(rows)) await tx.insert(signatureAsks).select(rowsOf(signatureAsks, part)).onConflictDoNothing();
}

export async function keepReminded(tx: WriteHandle, versionId: string, personIds: readonly string[], remindedAt: Instant): Promise<void> {
  for (const part of batches(personIds)) {
    await tx
      .update(signatureAsks)
      .set({ remindedAt })
      .where(and(eq(signatureAsks.versionId, versionId), among(signatureAsks.personId, part)));
  }
}
