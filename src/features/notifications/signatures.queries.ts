import { and, asc, eq, inArray, isNotNull, isNull, ne, notExists, or, exists, type SQL } from 'drizzle-orm';
import { acknowledgements, grants, offices, people, policies, policyVersions, signatureAsks, signIns, teamMemberships } from '#db/schema/index.ts';
import { hereNow } from '#src/features/people/index.ts';
import { corporateSlug } from '#src/features/policies/index.ts';
import { among, batches, rowsOf } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

const version = {
  policyId: policies.id,
  slug: policies.slug,
  versionId: policyVersions.id,
  number: policyVersions.number,
  titleNl: policyVersions.titleNl,
  titleEn: policyVersions.titleEn,
  publishedAt: policyVersions.publishedAt,
};
const inForce = eq(policyVersions.state, 'published');

/** The rules for company accounts concern whoever has a way into one; every other policy concerns everybody. */
function concerned(read: ReadHandle): SQL | undefined {
  const own = read
    .select({ id: grants.id })
    .from(grants)
    .where(and(eq(grants.personId, people.id), eq(grants.state, 'active')));
  const throughTeam = read
    .select({ id: grants.id })
    .from(teamMemberships)
    .innerJoin(grants, and(eq(grants.teamId, teamMemberships.teamId), eq(grants.state, 'active')))
    .where(and(eq(teamMemberships.personId, people.id), isNull(teamMemberships.toAt)));
  const inOffice = read
    .select({ id: offices.id })
    .from(offices)
    .where(and(eq(offices.personId, people.id), isNull(offices.toAt)));
  return or(ne(policies.slug, corporateSlug), exists(own), exists(throughTeam), exists(inOffice));
}

function unsigned(read: ReadHandle): SQL | undefined {
  const signature = read
    .select({ id: acknowledgements.id })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.policyVersionId, policyVersions.id), eq(acknowledgements.personId, people.id)));
  return and(inForce, notExists(signature), concerned(read));
}

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

/** What this person has not signed of what concerns them. */
export async function listUnsigned(read: ReadHandle, personId: string) {
  return read
    .select(version)
    .from(policyVersions)
    .innerJoin(policies, eq(policies.id, policyVersions.policyId))
    .innerJoin(people, eq(people.id, personId))
    .where(unsigned(read))
    .orderBy(asc(policies.slug));
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
