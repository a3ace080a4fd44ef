import type { Criticality } from '#db/words.ts';
import {
  aliasedTable,
  and,
  asc,
  count,
  countDistinct,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  min,
  ne,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import {
  accounts,
  accountWords,
  apiTokens,
  auditEvents,
  disclosures,
  grants,
  offices,
  people,
  secrets,
  secretVersions,
  teamMemberships,
} from '#db/schema/index.ts';
import { openedByOfficeNow } from '#src/features/access/index.ts';
import { goneNow, hereNow } from '#src/features/people/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import { hasBegun } from '#src/ground/moments.ts';

type Scope = { accountIds: readonly string[] } | { personIds: readonly string[] };

/**
 * Who has a way into what, as `whoCanGetIn` of access tells it of one account, for a whole page of accounts or people in
 * one statement: in force, ended without proof, in office, or knowing a value that is still of use.
 */
function otherWays(read: ReadHandle, now: Instant, scope: Scope) {
  const of = (accountId: typeof offices.accountId | typeof secrets.accountId) =>
    'accountIds' in scope ? among(accountId, scope.accountIds) : among(people.id, scope.personIds);
  const inOffice = read
    .select({ accountId: offices.accountId, personId: people.id })
    .from(offices)
    .innerJoin(people, eq(people.id, offices.personId))
    .innerJoin(accounts, eq(accounts.id, offices.accountId))
    .where(and(of(offices.accountId), isNull(offices.toAt), hereNow(now), openedByOfficeNow(read, now)));
  const shown = read
    .select({ accountId: secrets.accountId, personId: people.id })
    .from(disclosures)
    .innerJoin(secretVersions, eq(secretVersions.id, disclosures.versionId))
    .innerJoin(secrets, eq(secrets.id, secretVersions.secretId))
    .innerJoin(people, eq(people.id, disclosures.personId))
    .where(and(of(secrets.accountId), isOfUse(read)));
  const setIt = read
    .select({ accountId: secrets.accountId, personId: people.id })
    .from(secretVersions)
    .innerJoin(secrets, eq(secrets.id, secretVersions.secretId))
    .innerJoin(people, eq(people.id, secretVersions.setBy))
    .where(and(of(secrets.accountId), isOfUse(read)));
  return inOffice.union(shown).union(setIt);
}

/** Own and through teams in one pass: an account has many grants, and each is read once. */
function grantsOn(read: ReadHandle, now: Instant, accountIds: readonly string[]) {
  const holder = sql<string>`coalesce(${grants.personId}, ${teamMemberships.personId})`;
  const gone = read
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, holder), goneNow(now)));
  return read
    .select({ accountId: grants.accountId, personId: holder.as('person_id') })
    .from(grants)
    .leftJoin(teamMemberships, and(eq(teamMemberships.teamId, grants.teamId), lte(teamMemberships.fromAt, now)))
    .where(
      and(
        among(grants.accountId, accountIds),
        or(isNotNull(grants.personId), and(isNotNull(teamMemberships.id), or(isProvenOnly, isMemberAt(now)))),
        isOpen(now, not(exists(gone))),
      ),
    );
}

function ownGrants(read: ReadHandle, now: Instant, personIds: readonly string[]) {
  return read
    .select({ accountId: grants.accountId, personId: people.id })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.personId))
    .where(and(among(people.id, personIds), isOpen(now, hereNow(now))));
}

function teamGrants(read: ReadHandle, now: Instant, personIds: readonly string[]) {
  return read
    .select({ accountId: grants.accountId, personId: people.id })
    .from(grants)
    .innerJoin(teamMemberships, eq(teamMemberships.teamId, grants.teamId))
    .innerJoin(people, eq(people.id, teamMemberships.personId))
    .where(and(among(people.id, personIds), isOpen(now, hereNow(now)), lte(teamMemberships.fromAt, now), or(isProvenOnly, isMemberAt(now))));
}

/** Only proof closes these; the vault closes its own kind by the clock. */
const isProvenOnly = ne(grants.kind, 'shared-login');

function isOpen(now: Instant, holderIsHere: SQL | undefined): SQL | undefined {
  const byRight = and(eq(grants.kind, 'shared-login'), eq(grants.state, 'active'), or(isNull(grants.expiresAt), gt(grants.expiresAt, now)), holderIsHere);
  const began = hasBegun(grants, now);
  return or(and(began, byRight), and(isProvenOnly, isNull(grants.closedAt), or(began, eq(grants.state, 'ended'))));
}

function isMemberAt(now: Instant): SQL | undefined {
  return or(isNull(teamMemberships.toAt), gt(teamMemberships.toAt, now));
}

const newer = aliasedTable(secretVersions, 'newer');

/** Nobody else has set a value since this version was made. */
function isOfUse(read: ReadHandle): SQL | undefined {
  const replaced = read
    .select({ id: newer.id })
    .from(newer)
    .where(
      and(
        eq(newer.secretId, secretVersions.secretId),
        eq(newer.origin, 'set'),
        ne(newer.id, secretVersions.id),
        or(gt(newer.setAt, secretVersions.createdAt), and(eq(newer.setAt, secretVersions.createdAt), gt(newer.number, secretVersions.number))),
        or(isNull(newer.setBy), ne(newer.setBy, people.id)),
      ),
    );
  return and(isNull(secrets.removedAt), ne(secrets.kind, 'note'), not(exists(replaced)));
}

export async function countPeopleByAccount(read: ReadHandle, accountIds: readonly string[], now: Instant): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map();
  const ways = grantsOn(read, now, accountIds)
    .union(otherWays(read, now, { accountIds }))
    .as('ways');
  const rows = await read.select({ id: ways.accountId, count: count() }).from(ways).groupBy(ways.accountId);
  return new Map(rows.map((row) => [row.id, row.count]));
}

export async function countAccountsByPerson(read: ReadHandle, personIds: readonly string[], now: Instant): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const ways = ownGrants(read, now, personIds)
    .union(teamGrants(read, now, personIds))
    .union(otherWays(read, now, { personIds }))
    .as('ways');
  const rows = await read.select({ id: ways.personId, count: count() }).from(ways).groupBy(ways.personId);
  return new Map(rows.map((row) => [row.id, row.count]));
}

export type AccountFilter = {
  words: readonly string[];
  platform?: string | undefined;
  criticality?: Criticality | undefined;
  without?: Missing | undefined;
  visible: SQL | undefined;
};

export async function listAccountRows(read: ReadHandle, filter: AccountFilter, after: readonly [string, string] | null, limit: number) {
  return read
    .select({ account: accounts, ownerId: people.id, owner: people.displayName })
    .from(accounts)
    .leftJoin(offices, and(eq(offices.accountId, accounts.id), isOwnerNow))
    .leftJoin(people, eq(people.id, offices.personId))
    .where(and(matches(read, filter), after ? sql`(${accounts.sortKey}, ${accounts.id}) > (${after[0]}, ${after[1]})` : undefined))
    .orderBy(asc(accounts.sortKey), asc(accounts.id))
    .limit(limit);
}

export async function countAccounts(read: ReadHandle, filter: AccountFilter): Promise<number> {
  const { words, platform, criticality, without, visible } = filter;
  if (without === 'deputy' && words.length === 0 && !platform && !criticality && !visible) return countWithoutDeputy(read);
  const [row] = await read.select({ count: count() }).from(accounts).where(matches(read, filter));
  return row?.count ?? 0;
}

/** In words that the partial indexes know them by. */
const isOwnerNow = sql`${offices.office} = 'owner' and ${offices.toAt} is null`;
const isDeputyNow = sql`${offices.office} = 'deputy' and ${offices.toAt} is null`;

/** Of the whole register: those in use less those with a deputy, so that nothing is looked up account by account. */
async function countWithoutDeputy(read: ReadHandle): Promise<number> {
  const retired = read.select({ id: accounts.id }).from(accounts).where(eq(accounts.status, 'retired'));
  const [all] = await read.select({ count: count() }).from(accounts);
  const [unused] = await read.select({ count: count() }).from(accounts).where(eq(accounts.status, 'retired'));
  const [kept] = await read
    .select({ count: countDistinct(offices.accountId) })
    .from(offices)
    .where(and(isDeputyNow, notInArray(offices.accountId, retired)));
  return (all?.count ?? 0) - (unused?.count ?? 0) - (kept?.count ?? 0);
}

function matches(read: ReadHandle, filter: AccountFilter): SQL | undefined {
  const { platform, criticality, without, visible } = filter;
  return and(
    ...filter.words.map((word) => inArray(accounts.id, idsWithWord(read, word))),
    platform ? eq(accounts.platform, platform) : undefined,
    criticality ? eq(accounts.criticality, criticality) : undefined,
    without ? lacks(read, without) : undefined,
    visible,
  );
}

/** What an account in use may lack: somebody in office, or the value of a password that is known to exist. */
export type Missing = 'owner' | 'deputy' | 'password';

function lacks(read: ReadHandle, what: Missing): SQL | undefined {
  const inUse = ne(accounts.status, 'retired');
  if (what !== 'password') {
    const held = and(eq(offices.accountId, accounts.id), what === 'deputy' ? isDeputyNow : isOwnerNow);
    return and(inUse, not(exists(read.select({ id: offices.id }).from(offices).where(held))));
  }
  const kept = read
    .select({ id: secretVersions.id })
    .from(secretVersions)
    .where(and(eq(secretVersions.secretId, secrets.id), sql`${secretVersions.state} = 'current'`));
  const empty = and(eq(secrets.accountId, accounts.id), eq(secrets.kind, 'password'), isNull(secrets.removedAt), not(exists(kept)));
  return and(inUse, exists(read.select({ id: secrets.id }).from(secrets).where(empty)));
}

function idsWithWord(read: ReadHandle, prefix: string) {
  // A range, not LIKE: the same on both engines, and it uses the index.
  const range = sql`${accountWords.word} >= ${prefix} and ${accountWords.word} < ${`${prefix}\u{10ffff}`}`;
  return read.select({ id: accountWords.accountId }).from(accountWords).where(range);
}

/** The oldest password of each account; `setAt` null where nobody knows since when. */
export async function listPasswordAges(read: ReadHandle, accountIds: readonly string[]) {
  if (accountIds.length === 0) return new Map<string, Instant | null>();
  const rows = await read
    .select({ accountId: secrets.accountId, setAt: min(secrets.valueSetAt) })
    .from(secrets)
    .where(and(among(secrets.accountId, accountIds), eq(secrets.kind, 'password'), isNull(secrets.removedAt)))
    .groupBy(secrets.accountId);
  return new Map(rows.map((row) => [row.accountId, row.setAt]));
}

/** A person's own token acts for them; a service's stays a token's, which is nobody's last visit. */
const actorOrOwner = sql<string | null>`coalesce(${apiTokens.personId}, ${auditEvents.actorId})`;

/** When each person last saw a value of this account or took a one-time code from it, which teaches nobody anything and is only in the log. */
export async function listLastSeen(read: ReadHandle, accountId: string): Promise<Map<string, Instant>> {
  const rows = await read
    .select({ personId: disclosures.personId, at: max(disclosures.at) })
    .from(disclosures)
    .innerJoin(secrets, eq(secrets.id, disclosures.secretId))
    .where(and(eq(secrets.accountId, accountId), ne(disclosures.how, 'service')))
    .groupBy(disclosures.personId);
  const codes = await read
    .select({ personId: actorOrOwner, at: max(auditEvents.at) })
    .from(auditEvents)
    .leftJoin(apiTokens, eq(apiTokens.id, auditEvents.actorId))
    .where(and(eq(auditEvents.subjectId, accountId), eq(auditEvents.event, 'secret.code-shown')))
    .groupBy(actorOrOwner);
  const last = new Map<string, Instant>();
  for (const { personId, at } of [...rows, ...codes]) {
    if (personId !== null && at !== null) last.set(personId, Math.max(at, last.get(personId) ?? 0));
  }
  return last;
}

/** How many secrets of this account one of these people knows in a value that is still of use. */
export async function countKnownSecrets(read: ReadHandle, accountId: string, personIds: readonly string[]): Promise<number> {
  if (personIds.length === 0) return 0;
  const rows = await read
    .selectDistinct({ id: secrets.id })
    .from(disclosures)
    .innerJoin(secretVersions, eq(secretVersions.id, disclosures.versionId))
    .innerJoin(secrets, eq(secrets.id, secretVersions.secretId))
    .innerJoin(people, eq(people.id, disclosures.personId))
    .where(and(eq(secrets.accountId, accountId), inArray(people.id, [...personIds]), isOfUse(read)));
  return rows.length;
}

/** Everybody less those who left: an engine counts a whole table without reading its rows. */
export async function countPeople(read: ReadHandle): Promise<number> {
  const [all] = await read.select({ count: count() }).from(people);
  const [left] = await read.select({ count: count() }).from(people).where(eq(people.state, 'left'));
  return (all?.count ?? 0) - (left?.count ?? 0);
}

export async function countLeaving(read: ReadHandle): Promise<number> {
  const [row] = await read.select({ count: count() }).from(people).where(eq(people.state, 'leaving'));
  return row?.count ?? 0;
}
