import { and, eq, gt, isNull, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { accounts, grants, secrets } from '#db/schema/index.ts';
import { personalPlatforms } from '#src/features/platforms/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import { hasBegun } from '#src/ground/moments.ts';
import { officeOpens, type LoginFacts } from './rules.ts';

/** On which of these accounts an office is a way in at `at`; what was written down by `now` has begun, also where the clock was set back since. */
export async function openedByOffice(db: ReadHandle, accountIds: readonly string[], at: Instant, now: Instant): Promise<(accountId: string) => boolean> {
  const wanted = [...new Set(accountIds)];
  const personal = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(among(accounts.id, wanted), among(accounts.platform, personalPlatforms)));
  if (personal.length === 0) return () => true;
  const ids = personal.map(({ id }) => id);
  const kept = await db
    .select({ accountId: secrets.accountId, createdAt: secrets.createdAt })
    .from(secrets)
    .where(and(among(secrets.accountId, ids), opensSomething));
  const shared = await db
    .select({ accountId: grants.accountId, createdAt: grants.createdAt, startsAt: grants.startsAt, expiresAt: grants.expiresAt, endedAt: grants.endedAt })
    .from(grants)
    .where(and(among(grants.accountId, ids), eq(grants.kind, 'shared-login')));
  const keptOn = Map.groupBy(kept, (row) => row.accountId);
  const sharedOn = Map.groupBy(shared, (row) => row.accountId);
  const facts = new Map(
    ids.map((id): [string, LoginFacts] => [
      id,
      {
        kept: (keptOn.get(id) ?? []).map(({ createdAt }) => Math.min(createdAt, now)),
        shared: (sharedOn.get(id) ?? []).map((row) => (row.startsAt <= row.createdAt ? { ...row, startsAt: Math.min(row.startsAt, now) } : row)),
      },
    ]),
  );
  return (accountId) => officeOpens(facts.get(accountId) ?? null, at);
}

const opensSomething = and(ne(secrets.kind, 'note'), isNull(secrets.removedAt));

/** The same about now, as a condition on `accounts` for a whole list. */
export function openedByOfficeNow(db: ReadHandle, now: Instant): SQL | undefined {
  const kept = db
    .select({ id: secrets.id })
    .from(secrets)
    .where(and(eq(secrets.accountId, accounts.id), opensSomething));
  const shared = db
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(
        eq(grants.accountId, accounts.id),
        eq(grants.kind, 'shared-login'),
        eq(grants.state, 'active'),
        hasBegun(grants, now),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    );
  // Asked row by row: beside an `or`, PostgreSQL may answer `exists` by reading the whole table into memory first.
  return or(notInArray(accounts.platform, [...personalPlatforms]), sql`${kept.limit(1)} is not null`, sql`${shared.limit(1)} is not null`);
}
