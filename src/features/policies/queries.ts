import { and, asc, count, desc, eq, inArray, isNotNull, isNull, ne, notExists } from 'drizzle-orm';
import { acknowledgements, people, policies, policyVersions, signIns } from '#db/schema/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';

export type PolicyVersion = typeof policyVersions.$inferSelect;

export async function findPolicyBySlug(db: ReadHandle, slug: string) {
  const [row] = await db.select().from(policies).where(eq(policies.slug, slug));
  return row;
}

export async function listPublished(db: ReadHandle) {
  return db
    .select({ policy: policies, version: policyVersions })
    .from(policies)
    .innerJoin(policyVersions, and(eq(policyVersions.policyId, policies.id), eq(policyVersions.state, 'published')))
    .orderBy(asc(policies.slug));
}

export async function findPublishedBySlug(db: ReadHandle, slug: string): Promise<PolicyVersion | undefined> {
  const [row] = await db
    .select({ version: policyVersions })
    .from(policyVersions)
    .innerJoin(policies, eq(policies.id, policyVersions.policyId))
    .where(and(eq(policies.slug, slug), eq(policyVersions.state, 'published')));
  return row?.version;
}

export async function findVersion(db: ReadHandle, versionId: string): Promise<PolicyVersion | undefined> {
  const [row] = await db.select().from(policyVersions).where(eq(policyVersions.id, versionId));
  return row;
}

/** Newest first. */
export async function listVersions(db: ReadHandle, policyId: string): Promise<PolicyVersion[]> {
  return db.select().from(policyVersions).where(eq(policyVersions.policyId, policyId)).orderBy(desc(policyVersions.number));
}

export async function addPolicy(tx: WriteHandle, policy: typeof policies.$inferInsert): Promise<void> {
  await tx.insert(policies).values(policy);
}

export async function addVersion(tx: WriteHandle, version: PolicyVersion): Promise<void> {
  await tx.insert(policyVersions).values(version);
}

export async function publish(tx: WriteHandle, version: PolicyVersion, at: Instant, by: string): Promise<void> {
  await tx
    .update(policyVersions)
    .set({ state: 'superseded' })
    .where(and(eq(policyVersions.policyId, version.policyId), eq(policyVersions.state, 'published')));
  await tx.update(policyVersions).set({ state: 'published', publishedAt: at, publishedBy: by }).where(eq(policyVersions.id, version.id));
}

/** False when this person had signed this version before. */
export async function addAcknowledgement(tx: WriteHandle, row: typeof acknowledgements.$inferInsert): Promise<boolean> {
  const added = await tx.insert(acknowledgements).values(row).onConflictDoNothing().returning({ id: acknowledgements.id });
  return added.length === 1;
}

/** The signature under the version in force, if this person gave it. */
export const listAcknowledgements = hot((db, at: At<'slug' | 'personId'>) =>
  db
    .select({ at: acknowledgements.at })
    .from(policies)
    .innerJoin(policyVersions, and(eq(policyVersions.policyId, policies.id), eq(policyVersions.state, 'published')))
    .innerJoin(acknowledgements, and(eq(acknowledgements.policyVersionId, policyVersions.id), eq(acknowledgements.personId, at('personId'))))
    .where(eq(policies.slug, at('slug'))),
);

export async function listAcknowledgedAt(db: ReadHandle, personId: string, versionIds: readonly string[]): Promise<Map<string, Instant>> {
  const rows = await db
    .select({ versionId: acknowledgements.policyVersionId, at: acknowledgements.at })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.personId, personId), inArray(acknowledgements.policyVersionId, [...versionIds])));
  return new Map(rows.map((row) => [row.versionId, row.at]));
}

/** How many of the people who are here signed this version. */
export async function countAcknowledged(db: ReadHandle, versionId: string): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(acknowledgements)
    .innerJoin(people, and(eq(people.id, acknowledgements.personId), ne(people.state, 'left')))
    .where(eq(acknowledgements.policyVersionId, versionId));
  return row?.people ?? 0;
}

export async function countPeople(db: ReadHandle): Promise<number> {
  const [row] = await db.select({ people: count() }).from(people).where(ne(people.state, 'left'));
  return row?.people ?? 0;
}

/** How many of them have no sign-in, so that nobody can ask them here. */
export async function countWithoutSignIn(db: ReadHandle): Promise<number> {
  const signsIn = db
    .select({ id: signIns.personId })
    .from(signIns)
    .where(and(eq(signIns.personId, people.id), isNotNull(signIns.confirmedAt), isNull(signIns.endedAt)));
  const [row] = await db
    .select({ people: count() })
    .from(people)
    .where(and(ne(people.state, 'left'), notExists(signsIn)));
  return row?.people ?? 0;
}
