import { and, eq, gt, inArray, isNull, lte, ne, or, type SQL, type SQLWrapper } from 'drizzle-orm';
import { accounts, grants, offices, people, roles, secrets, secretVersions, tasks, teamMemberships, teams } from '#db/schema/index.ts';
import { standing } from '#src/features/people/index.ts';
import { among, batches } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';
import { hasBegun } from '#src/ground/moments.ts';

export type GrantRow = typeof grants.$inferSelect;

/** In force by the clock, whether or not a job has run. */
function inForce(now: Instant | SQLWrapper): SQL | undefined {
  return and(eq(grants.state, 'active'), hasBegun(grants, now), or(isNull(grants.expiresAt), gt(grants.expiresAt, now)));
}

function isMember(personId: string | SQLWrapper, now: Instant | SQLWrapper): SQL | undefined {
  return and(eq(teamMemberships.personId, personId), lte(teamMemberships.fromAt, now), or(isNull(teamMemberships.toAt), gt(teamMemberships.toAt, now)));
}

/** The account, who is in office there, one row an office, and how the person who asks stands. */
export const listAccountOffices = hot((db, at: At<'accountId' | 'personId'>) =>
  db
    .select({
      criticality: accounts.criticality,
      personId: offices.personId,
      office: offices.office,
      asker: { state: standing.state, endsAt: standing.endsAt },
    })
    .from(accounts)
    .leftJoin(offices, and(eq(offices.accountId, accounts.id), isNull(offices.toAt)))
    .leftJoin(people, eq(people.id, at('personId')))
    .where(eq(accounts.id, at('accountId'))),
);

/** The person's ways into one account in force now, own and through teams. */
export const listOwnWays = hot((db, at: At<'accountId' | 'personId' | 'now'>) => {
  const [personId, now] = [at('personId'), at('now')];
  return db
    .select({ kind: grants.kind, level: grants.level })
    .from(grants)
    .leftJoin(teamMemberships, and(eq(teamMemberships.teamId, grants.teamId), isMember(personId, now)))
    .where(and(eq(grants.accountId, at('accountId')), inForce(now), or(eq(grants.personId, personId), eq(teamMemberships.personId, personId))));
});

/** Accounts where the person is in office or has a way in now: the fragment behind every list of accounts. */
export function accountsOf(db: ReadHandle, personId: string, now: Instant): SQL | undefined {
  const held = db
    .select({ id: offices.accountId })
    .from(offices)
    .where(and(eq(offices.personId, personId), isNull(offices.toAt)));
  const own = db
    .select({ id: grants.accountId })
    .from(grants)
    .where(and(eq(grants.personId, personId), inForce(now)));
  const throughTeams = db
    .select({ id: grants.accountId })
    .from(grants)
    .innerJoin(teamMemberships, and(eq(teamMemberships.teamId, grants.teamId), isMember(personId, now)))
    .where(inForce(now));
  return inArray(accounts.id, held.union(own).union(throughTeams));
}

export async function findGrant(db: ReadHandle, id: string): Promise<GrantRow | undefined> {
  const [row] = await db.select().from(grants).where(eq(grants.id, id));
  return row;
}

/** Active grants of one kind for one holder on one account, in force or yet to come. */
export async function listSameGrants(
  db: ReadHandle,
  like: { accountId: string; kind: GrantRow['kind']; personId: string | null; teamId: string | null; entrance: string | null },
  now: Instant,
) {
  const { accountId, kind, personId, teamId, entrance } = like;
  return db
    .select({ id: grants.id, origin: grants.origin })
    .from(grants)
    .where(
      and(
        eq(grants.accountId, accountId),
        eq(grants.kind, kind),
        eq(grants.state, 'active'),
        personId === null ? isNull(grants.personId) : eq(grants.personId, personId),
        teamId === null ? isNull(grants.teamId) : eq(grants.teamId, teamId),
        entrance === null ? isNull(grants.entrance) : eq(grants.entrance, entrance),
        ne(grants.origin, 'task'),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    );
}

export async function findHolder(db: ReadHandle, personId: string) {
  const [row] = await db
    .select({ ...standing, hr: roles.role })
    .from(people)
    .leftJoin(roles, and(eq(roles.personId, people.id), eq(roles.role, 'hr')))
    .where(eq(people.id, personId));
  return row;
}

/** Of these tasks, the rotations that somebody still has to do. */
export async function listRotationsToDo(db: ReadHandle, taskIds: readonly string[]) {
  const rows = await db
    .select({ id: tasks.id, accountId: tasks.accountId, assigneeId: tasks.assigneeId })
    .from(tasks)
    .where(and(among(tasks.id, taskIds), eq(tasks.kind, 'rotate'), ne(tasks.state, 'done')));
  return rows.flatMap(({ id, accountId, assigneeId }) => (accountId === null || assigneeId === null ? [] : [{ id, accountId, assigneeId }]));
}

/** Who is in office on these accounts. */
export async function listOfficers(db: ReadHandle, accountIds: readonly string[]) {
  return db
    .select({ accountId: offices.accountId, personId: offices.personId })
    .from(offices)
    .where(and(among(offices.accountId, accountIds), isNull(offices.toAt)));
}

export async function hrAmong(db: ReadHandle, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: roles.personId })
    .from(roles)
    .where(and(among(roles.personId, personIds), eq(roles.role, 'hr')));
  return new Set(rows.map((row) => row.id));
}

/** Those of these accounts of which a value is kept here. */
export async function accountsWithValue(db: ReadHandle, accountIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ id: secrets.accountId })
    .from(secrets)
    .innerJoin(secretVersions, eq(secretVersions.secretId, secrets.id))
    .where(and(among(secrets.accountId, [...new Set(accountIds)]), inArray(secretVersions.state, ['current', 'pending'])));
  return new Set(rows.map(({ id }) => id));
}

export async function findTeam(db: ReadHandle, teamId: string) {
  const [row] = await db.select().from(teams).where(eq(teams.id, teamId));
  return row;
}

export async function hasHrMember(db: ReadHandle, teamId: string, now: Instant): Promise<boolean> {
  const rows = await db
    .select({ id: teamMemberships.id })
    .from(teamMemberships)
    .innerJoin(roles, and(eq(roles.personId, teamMemberships.personId), eq(roles.role, 'hr')))
    .where(and(eq(teamMemberships.teamId, teamId), or(isNull(teamMemberships.toAt), gt(teamMemberships.toAt, now))))
    .limit(1);
  return rows.length > 0;
}

export async function isInTeam(db: ReadHandle, teamId: string, personId: string, now: Instant): Promise<boolean> {
  const rows = await db
    .select({ id: teamMemberships.id })
    .from(teamMemberships)
    .where(and(eq(teamMemberships.teamId, teamId), isMember(personId, now)))
    .limit(1);
  return rows.length > 0;
}

/** What a new holder of the role HR would have to give up: shared logins, own or through teams, and offices. */
export async function countSecretHoldings(db: ReadHandle, personId: string, now: Instant) {
  const live = and(eq(grants.kind, 'shared-login'), eq(grants.state, 'active'), or(isNull(grants.expiresAt), gt(grants.expiresAt, now)));
  const own = await db
    .select({ id: grants.id })
    .from(grants)
    .where(and(eq(grants.personId, personId), live));
  const throughTeams = await db
    .select({ id: grants.id })
    .from(grants)
    .innerJoin(teamMemberships, and(eq(teamMemberships.teamId, grants.teamId), isMember(personId, now)))
    .where(live);
  const held = await db
    .select({ id: offices.id })
    .from(offices)
    .where(and(eq(offices.personId, personId), isNull(offices.toAt)));
  return { sharedLogins: own.length + throughTeams.length, offices: held.length };
}

/** Active grants whose time is over, oldest first. */
export async function listExpired(db: ReadHandle, now: Instant, limit: number): Promise<GrantRow[]> {
  return db
    .select()
    .from(grants)
    .where(and(eq(grants.state, 'active'), lte(grants.expiresAt, now)))
    .orderBy(grants.expiresAt)
    .limit(limit);
}

export async function listActiveOf(db: ReadHandle, personId: string): Promise<GrantRow[]> {
  return db
    .select()
    .from(grants)
    .where(and(eq(grants.personId, personId), eq(grants.state, 'active')));
}

export async function listOpenOutside(db: ReadHandle, accountId: string): Promise<GrantRow[]> {
  return db
    .select()
    .from(grants)
    .where(and(eq(grants.accountId, accountId), eq(grants.kind, 'known-outside'), inArray(grants.state, ['active', 'ended'])));
}

export type Ending = Pick<GrantRow, 'state' | 'endedAt' | 'endedBy' | 'endedBecause' | 'closedAt'>;

export async function saveEnding(tx: WriteHandle, ids: readonly string[], ending: Partial<Ending>): Promise<void> {
  for (const part of batches(ids)) await tx.update(grants).set(ending).where(among(grants.id, part));
}

/** The account a secret is of, even if it was taken off the page. */
export async function findSecretPlace(db: ReadHandle, secretId: string): Promise<string | undefined> {
  const [row] = await db.select({ accountId: secrets.accountId }).from(secrets).where(eq(secrets.id, secretId));
  return row?.accountId;
}
