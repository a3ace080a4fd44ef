import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { accounts, causes, grants, offices, people, rotations, secrets, teamMemberships } from '#db/schema/index.ts';
import { hereNow } from '#src/features/people/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { hasBegun } from '#src/ground/moments.ts';
import { day } from '#src/ground/time.ts';
import type { Criticality, RotationPolicy } from '#src/features/settings/index.ts';

export type RotationRow = typeof rotations.$inferSelect;

const openStates = ['due', 'prepared', 'blocked'] as const;

const dueColumns = {
  secretId: secrets.id,
  kind: secrets.kind,
  label: secrets.label,
  valueSetAt: secrets.valueSetAt,
  createdAt: secrets.createdAt,
  notDueBefore: secrets.notDueBefore,
  accountId: accounts.id,
  platform: accounts.platform,
  handle: accounts.handle,
  brand: accounts.brand,
  region: accounts.region,
  criticality: accounts.criticality,
  status: accounts.status,
  ownerId: people.id,
  ownerName: people.displayName,
  rotationId: rotations.id,
  rotationState: rotations.state,
  attestedBy: rotations.attestedBy,
};

/** Passwords that come due by age until `until`, and every secret that anybody ever had a cause to change. An account out of use has no age, and keeps its causes. */
export async function listCandidates(read: ReadHandle, policy: RotationPolicy, until: Instant, visible: SQL | undefined) {
  const oldEnough = (criticality: Criticality) =>
    and(eq(accounts.criticality, criticality), lte(sql`coalesce(${secrets.valueSetAt}, ${secrets.createdAt})`, until - policy[criticality] * day));
  const byAge = and(
    eq(secrets.kind, 'password'),
    sql`${accounts.status} <> 'retired'`,
    or(isNull(secrets.notDueBefore), lte(secrets.notDueBefore, until)),
    or(oldEnough('critical'), oldEnough('normal'), oldEnough('low')),
  );
  const withCause = inArray(secrets.id, read.selectDistinct({ id: causes.secretId }).from(causes));
  // Said of secrets alone, so that an index finds the few that can be old enough under the strictest limit.
  const oldest = until - Math.min(policy.critical, policy.normal, policy.low) * day;
  const dated = and(eq(secrets.kind, 'password'), lte(secrets.valueSetAt, oldest));
  const undated = and(eq(secrets.kind, 'password'), isNull(secrets.valueSetAt), lte(secrets.createdAt, oldest));
  return read
    .select(dueColumns)
    .from(secrets)
    .innerJoin(accounts, eq(accounts.id, secrets.accountId))
    .leftJoin(offices, and(eq(offices.accountId, accounts.id), eq(offices.office, 'owner'), isNull(offices.toAt)))
    .leftJoin(people, eq(people.id, offices.personId))
    .leftJoin(rotations, and(eq(rotations.secretId, secrets.id), inArray(rotations.state, openStates)))
    .where(and(or(dated, undated, withCause), isNull(secrets.removedAt), or(byAge, withCause), visible));
}

/** When the password of each account that is in use was set, as far as anybody knows. */
export async function listPasswordAges(read: ReadHandle, visible: SQL | undefined) {
  return read
    .select({
      kind: secrets.kind,
      criticality: accounts.criticality,
      status: accounts.status,
      valueSetAt: secrets.valueSetAt,
      createdAt: secrets.createdAt,
      notDueBefore: secrets.notDueBefore,
    })
    .from(secrets)
    .innerJoin(accounts, eq(accounts.id, secrets.accountId))
    .where(and(eq(secrets.kind, 'password'), isNull(secrets.removedAt), sql`${accounts.status} <> 'retired'`, visible));
}

export async function listAged(read: ReadHandle, secretIds: readonly string[]) {
  return read
    .select({
      id: secrets.id,
      kind: secrets.kind,
      criticality: accounts.criticality,
      status: accounts.status,
      valueSetAt: secrets.valueSetAt,
      createdAt: secrets.createdAt,
      notDueBefore: secrets.notDueBefore,
    })
    .from(secrets)
    .innerJoin(accounts, eq(accounts.id, secrets.accountId))
    .where(among(secrets.id, secretIds));
}

export async function findRotation(read: ReadHandle, id: string): Promise<RotationRow | undefined> {
  const [row] = await read.select().from(rotations).where(eq(rotations.id, id));
  return row;
}

export async function findOpenRotation(read: ReadHandle, secretId: string): Promise<RotationRow | undefined> {
  const [row] = await read
    .select()
    .from(rotations)
    .where(and(eq(rotations.secretId, secretId), inArray(rotations.state, openStates)));
  return row;
}

export async function saveRotation(tx: WriteHandle, id: string, change: Partial<RotationRow>): Promise<void> {
  await tx.update(rotations).set(change).where(eq(rotations.id, id));
}

export async function insertRotation(tx: WriteHandle, row: RotationRow): Promise<void> {
  await tx.insert(rotations).values(row);
}

/** Candidates that somebody else says are on the platform, of accounts the reader may see. */
export async function listToConfirm(read: ReadHandle, readerId: string, visible: SQL | undefined) {
  const { platform, handle, brand, region } = accounts;
  return read
    .select({
      rotationId: rotations.id,
      secretId: rotations.secretId,
      kind: secrets.kind,
      accountId: accounts.id,
      platform,
      handle,
      brand,
      region,
      by: people.displayName,
      at: rotations.attestedAt,
    })
    .from(rotations)
    .innerJoin(accounts, eq(accounts.id, rotations.accountId))
    .innerJoin(secrets, eq(secrets.id, rotations.secretId))
    .innerJoin(people, eq(people.id, rotations.attestedBy))
    .where(and(eq(rotations.state, 'prepared'), isNotNull(rotations.attestedBy), ne(rotations.attestedBy, readerId), visible))
    .orderBy(asc(rotations.attestedAt), asc(rotations.id));
}

/** People who use this account's login through the vault now, own or by team, and its owner and deputies. */
export async function listToldPeople(read: ReadHandle, accountId: string, now: Instant): Promise<{ id: string; name: string }[]> {
  return listUsers(read, accountId, now, eq(grants.kind, 'shared-login'), ne(people.state, 'left'));
}

/** Those of them who manage it, and are there to do so. */
export async function listMayConfirm(read: ReadHandle, accountId: string, now: Instant): Promise<{ id: string; name: string }[]> {
  return listUsers(read, accountId, now, eq(grants.level, 'manage'), inArray(people.state, ['active', 'leaving']));
}

async function listUsers(read: ReadHandle, accountId: string, now: Instant, login: SQL | undefined, standing: SQL): Promise<{ id: string; name: string }[]> {
  const inForce = and(
    eq(grants.accountId, accountId),
    login,
    eq(grants.state, 'active'),
    hasBegun(grants, now),
    or(isNull(grants.expiresAt), gte(grants.expiresAt, now)),
  );
  const own = read
    .select({ id: grants.personId })
    .from(grants)
    .where(and(inForce, isNotNull(grants.personId)));
  const byTeam = read
    .select({ id: teamMemberships.personId })
    .from(grants)
    .innerJoin(teamMemberships, eq(teamMemberships.teamId, grants.teamId))
    .where(and(inForce, isNull(teamMemberships.toAt)));
  const inOffice = read
    .select({ id: offices.personId })
    .from(offices)
    .where(and(eq(offices.accountId, accountId), isNull(offices.toAt)));
  return read
    .select({ id: people.id, name: people.displayName })
    .from(people)
    .where(and(or(inArray(people.id, own), inArray(people.id, byTeam), inArray(people.id, inOffice)), standing, hereNow(now)))
    .orderBy(asc(people.sortKey));
}
