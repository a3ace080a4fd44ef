import { and, asc, eq, exists, isNull, ne, notExists, or, type SQL } from 'drizzle-orm';
import { acknowledgements, grants, offices, people, policies, policyVersions, teamMemberships } from '#db/schema/index.ts';
import { corporateSlug } from '#src/features/policies/index.ts';
import type { ReadHandle } from '#src/ground/ctx.ts';

export const unsignedColumns = {
  policyId: policies.id,
  slug: policies.slug,
  versionId: policyVersions.id,
  number: policyVersions.number,
  titleNl: policyVersions.titleNl,
  titleEn: policyVersions.titleEn,
  publishedAt: policyVersions.publishedAt,
};
export const inForce = eq(policyVersions.state, 'published');

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

/** Versions in force that these people have not signed, of what concerns them. */
export function unsigned(read: ReadHandle): SQL | undefined {
  const signature = read
    .select({ id: acknowledgements.id })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.policyVersionId, policyVersions.id), eq(acknowledgements.personId, people.id)));
  return and(inForce, notExists(signature), concerned(read));
}

/** What this person has not signed of what concerns them. */
export async function listUnsigned(read: ReadHandle, personId: string) {
  return read
    .select(unsignedColumns)
    .from(policyVersions)
    .innerJoin(policies, eq(policies.id, policyVersions.policyId))
    .innerJoin(people, eq(people.id, personId))
    .where(unsigned(read))
    .orderBy(asc(policies.slug));
}

export type Unsigned = Awaited<ReturnType<typeof listUnsigned>>[number];
