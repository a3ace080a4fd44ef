import { and, asc, eq, inArray, isNull, ne, or, type SQL } from 'drizzle-orm';
import { accounts, offices, people, roles, tasks } from '#db/schema/index.ts';
import { hereNow, standing, type Standing } from '#src/features/people/index.ts';
import { hasNoEntrance } from '#src/features/sessions/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';

/** Owner and deputies of these accounts, in the order in which they were appointed. */
export async function listOfficers(read: ReadHandle, accountIds: readonly string[]) {
  return read
    .select({ accountId: offices.accountId, personId: offices.personId, office: offices.office })
    .from(offices)
    .where(and(among(offices.accountId, [...new Set(accountIds)]), isNull(offices.toAt)))
    .orderBy(offices.fromAt, offices.id);
}

export type Reached = Standing & Pick<typeof people.$inferSelect, 'displayName' | 'email' | 'managerId'>;

export async function listStandings(read: ReadHandle, ids: readonly string[]): Promise<Reached[]> {
  const { id, displayName, email, managerId } = people;
  return read
    .select({ ...standing, displayName, email, managerId })
    .from(people)
    .where(among(id, ids));
}

export async function listReports(read: ReadHandle, managerIds: readonly string[]): Promise<string[]> {
  const rows = await read.select({ id: people.id }).from(people).where(among(people.managerId, managerIds));
  return rows.map((row) => row.id);
}

export async function listHolders(read: ReadHandle, role: 'admin' | 'hr'): Promise<string[]> {
  const rows = await read.select({ id: roles.personId }).from(roles).where(eq(roles.role, role)).orderBy(asc(roles.givenAt), asc(roles.personId));
  return rows.map((row) => row.id);
}

/** Accounts of which this reader may ever be told: in their care, or owned by them or by somebody below them. */
export function accountsReached(read: ReadHandle, personId: string, team: readonly string[]): SQL {
  const care = and(isNull(offices.toAt), or(eq(offices.personId, personId), and(eq(offices.office, 'owner'), among(offices.personId, team))));
  return inArray(accounts.id, read.select({ id: offices.accountId }).from(offices).where(care));
}

export function tasksReached(read: ReadHandle, personId: string, team: readonly string[]): SQL | undefined {
  const care = read
    .select({ id: offices.accountId })
    .from(offices)
    .where(and(eq(offices.personId, personId), isNull(offices.toAt)));
  return or(among(tasks.assigneeId, team), inArray(tasks.accountId, care));
}

/** Owners of accounts in use whom nothing lets into Keyholder. */
export async function listShutOutOwners(read: ReadHandle, now: Instant): Promise<{ id: string; name: string }[]> {
  return read
    .selectDistinct({ id: people.id, name: people.displayName })
    .from(offices)
    .innerJoin(people, eq(people.id, offices.personId))
    .innerJoin(accounts, eq(accounts.id, offices.accountId))
    .where(
      and(
        eq(offices.office, 'owner'),
        isNull(offices.toAt),
        ne(accounts.status, 'retired'),
        inArray(people.state, ['active', 'leaving']),
        hereNow(now),
        hasNoEntrance(read, now),
      ),
    )
    .orderBy(asc(people.displayName), asc(people.id));
}
