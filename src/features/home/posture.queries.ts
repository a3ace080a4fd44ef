import type { Office } from '#db/words.ts';
import { and, count, countDistinct, eq, exists, gt, inArray, isNull, ne, notExists, or } from 'drizzle-orm';
import { accounts, acknowledgements, grants, offices, people, policies, policyVersions, secrets, secretVersions } from '#db/schema/index.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import { hasBegun } from '#src/ground/moments.ts';

const inUse = ne(accounts.status, 'retired');

export async function countAccounts(read: ReadHandle): Promise<number> {
  const [row] = await read.select({ count: count() }).from(accounts).where(inUse);
  return row?.count ?? 0;
}

/** Passwords that exist, and those of them whose value is kept here. */
export async function countPasswords(read: ReadHandle): Promise<{ total: number; kept: number }> {
  const [row] = await read
    .select({ total: countDistinct(secrets.id), kept: countDistinct(secretVersions.secretId) })
    .from(secrets)
    .innerJoin(accounts, eq(accounts.id, secrets.accountId))
    .leftJoin(secretVersions, and(eq(secretVersions.secretId, secrets.id), eq(secretVersions.state, 'current')))
    .where(and(inUse, eq(secrets.kind, 'password'), isNull(secrets.removedAt)));
  return row ?? { total: 0, kept: 0 };
}

export async function countWithout(read: ReadHandle, office: Office): Promise<number> {
  const held = read
    .select({ id: offices.id })
    .from(offices)
    .where(and(eq(offices.accountId, accounts.id), eq(offices.office, office), isNull(offices.toAt)));
  const [row] = await read
    .select({ count: count() })
    .from(accounts)
    .where(and(inUse, notExists(held)));
  return row?.count ?? 0;
}

/** People with a shared login in force who have not acknowledged the version of the policy that is in force. */
export async function countUnacknowledged(read: ReadHandle, slug: string, now: Instant): Promise<number> {
  const login = read
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(
        eq(grants.personId, people.id),
        eq(grants.kind, 'shared-login'),
        eq(grants.state, 'active'),
        hasBegun(grants, now),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    );
  const signed = read
    .select({ id: acknowledgements.id })
    .from(acknowledgements)
    .innerJoin(policyVersions, eq(policyVersions.id, acknowledgements.policyVersionId))
    .innerJoin(policies, eq(policies.id, policyVersions.policyId))
    .where(and(eq(acknowledgements.personId, people.id), eq(policyVersions.state, 'published'), eq(policies.slug, slug)));
  const [row] = await read
    .select({ count: count() })
    .from(people)
    .where(and(inArray(people.state, ['active', 'absent', 'leaving']), exists(login), notExists(signed)));
  return row?.count ?? 0;
}
