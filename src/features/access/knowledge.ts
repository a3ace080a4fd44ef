import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { disclosures, grants, offices, people, secrets, secretVersions, teamMemberships, teams } from '#db/schema/index.ts';
import { knownEnd, standing } from '#src/features/people/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import type { Knowledge } from './rules.ts';

/*
 * Everything that exposure depends on, for one account or one person, in a fixed number of statements however many
 * rows there are. History is read whole and judged by the rules, so that any moment can be asked for.
 */

const version = {
  secretId: secretVersions.secretId,
  id: secretVersions.id,
  number: secretVersions.number,
  origin: secretVersions.origin,
  createdAt: secretVersions.createdAt,
  setAt: secretVersions.setAt,
  setBy: secretVersions.setBy,
};
const disclosure = {
  secretId: disclosures.secretId,
  versionId: disclosures.versionId,
  personId: disclosures.personId,
  how: disclosures.how,
  at: disclosures.at,
};
const secret = { id: secrets.id, accountId: secrets.accountId, kind: secrets.kind, label: secrets.label };
const membership = { personId: teamMemberships.personId, fromAt: teamMemberships.fromAt, toAt: teamMemberships.toAt };

export async function accountKnowledge(db: ReadHandle, accountId: string, now: Instant) {
  const wayRows = await db
    .select({ grant: grants, member: membership, teamName: teams.name })
    .from(grants)
    .leftJoin(teams, eq(teams.id, grants.teamId))
    .leftJoin(teamMemberships, eq(teamMemberships.teamId, grants.teamId))
    .where(eq(grants.accountId, accountId))
    .orderBy(asc(grants.id));
  const officeRows = await db.select().from(offices).where(eq(offices.accountId, accountId)).orderBy(asc(offices.id));
  const here = and(eq(secrets.accountId, accountId), isNull(secrets.removedAt));
  const secretRows = await db.select(secret).from(secrets).where(here).orderBy(asc(secrets.id));
  const secretIds = secretRows.map(({ id }) => id);
  const versionRows = await db.select(version).from(secretVersions).where(among(secretVersions.secretId, secretIds));
  const disclosureRows = await db.select(disclosure).from(disclosures).where(among(disclosures.secretId, secretIds));
  const ways = wayRows.flatMap((row) => asWay(row, now));
  const personIds = [...ways, ...officeRows, ...disclosureRows].map((row) => row.personId);
  return assembled(ways, begun(officeRows, now), secretRows, versionRows, disclosureRows, await goneAmong(db, personIds, now));
}

export async function personKnowledge(db: ReadHandle, personId: string, now: Instant) {
  const ownRows = await db.select({ grant: grants }).from(grants).where(eq(grants.personId, personId)).orderBy(asc(grants.id));
  const teamRows = await db
    .select({ grant: grants, member: membership, teamName: teams.name })
    .from(teamMemberships)
    .innerJoin(grants, eq(grants.teamId, teamMemberships.teamId))
    .innerJoin(teams, eq(teams.id, teamMemberships.teamId))
    .where(eq(teamMemberships.personId, personId));
  const officeRows = await db.select().from(offices).where(eq(offices.personId, personId)).orderBy(asc(offices.id));
  const theirAccounts = or(
    inArray(secrets.accountId, db.select({ id: grants.accountId }).from(grants).where(eq(grants.personId, personId))),
    inArray(
      secrets.accountId,
      db
        .select({ id: grants.accountId })
        .from(teamMemberships)
        .innerJoin(grants, eq(grants.teamId, teamMemberships.teamId))
        .where(eq(teamMemberships.personId, personId)),
    ),
    inArray(secrets.accountId, db.select({ id: offices.accountId }).from(offices).where(eq(offices.personId, personId))),
    inArray(secrets.id, db.select({ id: disclosures.secretId }).from(disclosures).where(eq(disclosures.personId, personId))),
  );
  const here = and(theirAccounts, isNull(secrets.removedAt));
  const secretRows = await db.select(secret).from(secrets).where(here).orderBy(asc(secrets.id));
  const inside = among(
    secretVersions.secretId,
    secretRows.map(({ id }) => id),
  );
  const versionRows = await db.select(version).from(secretVersions).where(inside);
  const disclosureRows = await db.select(disclosure).from(disclosures).where(eq(disclosures.personId, personId));
  const ways = [...ownRows.map(({ grant }) => ({ grant, member: null, teamName: null })), ...teamRows].flatMap((row) => asWay(row, now));
  return assembled(ways, begun(officeRows, now), secretRows, versionRows, disclosureRows, await goneAmong(db, [personId], now));
}

type WayRow = {
  grant: typeof grants.$inferSelect;
  member: { personId: string; fromAt: Instant; toAt: Instant | null } | null;
  teamName: string | null;
};

/*
 * What began when it was written down has begun, also where the clock was set back since: its beginning is told as now
 * at the latest.
 */

function begun<O extends { fromAt: Instant }>(rows: readonly O[], now: Instant): O[] {
  return rows.map((row) => ({ ...row, fromAt: Math.min(row.fromAt, now) }));
}

function asWay({ grant: row, member, teamName }: WayRow, now: Instant) {
  const personId = row.personId ?? member?.personId;
  if (personId === undefined) return [];
  const grant = row.startsAt <= row.createdAt ? { ...row, startsAt: Math.min(row.startsAt, now) } : row;
  const { teamId } = grant;
  return [{ grant, personId, teamId, teamName, memberFrom: member?.fromAt ?? null, memberTo: member?.toAt ?? null }];
}

/** As everybody may know it: what is asked of any moment up to now does not depend on an end that nobody has announced. */
async function goneAmong(db: ReadHandle, personIds: readonly string[], now: Instant): Promise<Map<string, Instant>> {
  const rows = await db
    .select(standing)
    .from(people)
    .where(among(people.id, [...new Set(personIds)]));
  return new Map(
    rows.flatMap((row) => {
      const end = knownEnd(row, now);
      return end === null ? [] : [[row.id, end] as const];
    }),
  );
}

function assembled<W, O, S extends Knowledge['secrets'][number], V extends { secretId: string }, D extends { secretId: string }>(
  ways: readonly W[],
  officeRows: readonly O[],
  secretRows: readonly S[],
  versionRows: readonly V[],
  disclosureRows: readonly D[],
  goneAt: Map<string, Instant>,
) {
  return {
    ways,
    offices: officeRows,
    secrets: secretRows,
    versions: Map.groupBy(versionRows, (row) => row.secretId),
    disclosures: Map.groupBy(disclosureRows, (row) => row.secretId),
    goneAt,
  };
}

/** The same knowledge, account by account: who asks about one need not look at the ways into all the others. */
export function byAccount<K extends Knowledge>(known: K): (accountId: string) => K {
  const ways = Map.groupBy(known.ways, (way) => way.grant.accountId);
  const officesOn = Map.groupBy(known.offices, (office) => office.accountId);
  return (accountId) => ({ ...known, ways: ways.get(accountId) ?? [], offices: officesOn.get(accountId) ?? [] });
}

/** The same knowledge without one grant or office, as it will be after its end. */
export function without<K extends Knowledge>(known: K, endedIds: ReadonlySet<string>): K {
  return {
    ...known,
    ways: known.ways.filter((way) => !endedIds.has(way.grant.id)),
    offices: known.offices.filter((office) => !endedIds.has(office.id)),
  };
}
