import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, max, ne, or, type SQL, type SQLWrapper } from 'drizzle-orm';
import { accounts, apiTokens, auditEvents, causes, disclosures, secrets, secretVersions } from '#db/schema/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';

export type SecretRow = typeof secrets.$inferSelect;
export type VersionRow = typeof secretVersions.$inferSelect;

/** Everything of a version but its value: enough for every decision. */
const versionFacts = {
  id: secretVersions.id,
  secretId: secretVersions.secretId,
  number: secretVersions.number,
  state: secretVersions.state,
  origin: secretVersions.origin,
  fingerprint: secretVersions.fingerprint,
  createdBy: secretVersions.createdBy,
  createdAt: secretVersions.createdAt,
  setAt: secretVersions.setAt,
  setBy: secretVersions.setBy,
  retiredAt: secretVersions.retiredAt,
  destroyedAt: secretVersions.destroyedAt,
};

const listById = hot((db, at: At<'id'>) =>
  db
    .select()
    .from(secrets)
    .where(eq(secrets.id, at('id'))),
);

export async function findSecret(db: ReadHandle, id: string): Promise<SecretRow | undefined> {
  const [row] = await listById(db, { id });
  return row;
}

export async function listSecrets(db: ReadHandle, accountId: string) {
  return db
    .select()
    .from(secrets)
    .where(and(eq(secrets.accountId, accountId), isNull(secrets.removedAt)))
    .orderBy(asc(secrets.createdAt), asc(secrets.id));
}

export async function accountExists(db: ReadHandle, accountId: string): Promise<boolean> {
  const rows = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId));
  return rows.length > 0;
}

/** In the order in which they were made. */
export async function listVersions(db: ReadHandle, secretIds: readonly string[]) {
  return db
    .select(versionFacts)
    .from(secretVersions)
    .where(among(secretVersions.secretId, secretIds))
    .orderBy(asc(secretVersions.secretId), asc(secretVersions.number));
}

export async function listHistory(db: ReadHandle, secretId: string) {
  return db.select(versionFacts).from(secretVersions).where(eq(secretVersions.secretId, secretId)).orderBy(desc(secretVersions.number));
}

export async function findVersion(db: ReadHandle, secretId: string, versionId: string): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(secretVersions)
    .where(and(eq(secretVersions.id, versionId), eq(secretVersions.secretId, secretId)));
  return row;
}

export async function findCurrent(db: ReadHandle, secretId: string): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(secretVersions)
    .where(and(eq(secretVersions.secretId, secretId), eq(secretVersions.state, 'current')));
  return row;
}

export async function hasPending(db: ReadHandle, secretId: string): Promise<boolean> {
  const rows = await db
    .select({ id: secretVersions.id })
    .from(secretVersions)
    .where(and(eq(secretVersions.secretId, secretId), eq(secretVersions.state, 'pending')));
  return rows.length > 0;
}

/** The last moment written down about a secret, which a clock set back must not undercut. */
export async function latestMoment(db: ReadHandle, secretId: string): Promise<Instant> {
  const [made] = await db
    .select({ created: max(secretVersions.createdAt), set: max(secretVersions.setAt) })
    .from(secretVersions)
    .where(eq(secretVersions.secretId, secretId));
  const [caused] = await db
    .select({ at: max(causes.at) })
    .from(causes)
    .where(eq(causes.secretId, secretId));
  const [shown] = await db
    .select({ at: max(disclosures.at) })
    .from(disclosures)
    .where(eq(disclosures.secretId, secretId));
  return Math.max(made?.created ?? 0, made?.set ?? 0, caused?.at ?? 0, shown?.at ?? 0);
}

/** When each of these secrets was last set. */
export async function lastSet(db: ReadHandle, secretIds: readonly string[]): Promise<Map<string, Instant>> {
  const rows = await db
    .select({ secretId: secretVersions.secretId, at: max(secretVersions.setAt) })
    .from(secretVersions)
    .where(among(secretVersions.secretId, secretIds))
    .groupBy(secretVersions.secretId);
  return new Map(rows.map((row) => [row.secretId, row.at ?? 0]));
}

/** The secret and the version in force, or the one asked for. */
export async function findSecretAndVersion(db: ReadHandle, secretId: string, versionId: string | undefined) {
  const [row] = versionId === undefined ? await listWithCurrent(db, { secretId }) : await listWithVersion(db, { secretId, versionId });
  return row;
}

const listWithCurrent = hot((db, at: At<'secretId'>) => withVersion(db, eq(secretVersions.state, 'current'), at('secretId')));
const listWithVersion = hot((db, at: At<'secretId' | 'versionId'>) => withVersion(db, eq(secretVersions.id, at('versionId')), at('secretId')));

function withVersion(db: ReadHandle, wanted: SQL, secretId: SQLWrapper) {
  return db
    .select({ secret: secrets, version: secretVersions })
    .from(secrets)
    .leftJoin(secretVersions, and(eq(secretVersions.secretId, secrets.id), wanted))
    .where(eq(secrets.id, secretId));
}

/** Did this person ever see this version here, or take a code of it, which teaches nobody anything and is only in the log? */
export async function wasShown(
  db: ReadHandle,
  secret: Pick<SecretRow, 'kind' | 'accountId'>,
  version: Pick<VersionRow, 'id' | 'createdAt'>,
  personId: string,
): Promise<boolean> {
  const learned = await db
    .select({ id: disclosures.id })
    .from(disclosures)
    .where(and(eq(disclosures.versionId, version.id), eq(disclosures.personId, personId), ne(disclosures.how, 'service')))
    .limit(1);
  if (learned.length > 0) return true;
  if (secret.kind !== 'totp') return false;
  const byToken = inArray(auditEvents.actorId, db.select({ id: apiTokens.id }).from(apiTokens).where(eq(apiTokens.personId, personId)));
  const codes = await db
    .select({ body: auditEvents.body })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, secret.accountId), eq(auditEvents.event, 'secret.code-shown'), or(eq(auditEvents.actorId, personId), byToken)));
  return codes.some(({ body }) => (JSON.parse(body) as { detail: { versionId?: string } }).detail.versionId === version.id);
}

export async function nextNumber(db: ReadHandle, secretId: string): Promise<number> {
  const [row] = await db
    .select({ last: max(secretVersions.number) })
    .from(secretVersions)
    .where(eq(secretVersions.secretId, secretId));
  return (row?.last ?? 0) + 1;
}

export async function hasRetained(db: ReadHandle, secretId: string, prints: readonly string[]): Promise<boolean> {
  const rows = await db
    .select({ id: secretVersions.id })
    .from(secretVersions)
    .where(and(eq(secretVersions.secretId, secretId), among(secretVersions.fingerprint, prints), ne(secretVersions.state, 'destroyed')))
    .limit(1);
  return rows.length > 0;
}

export async function hasAlike(db: ReadHandle, secretId: string, folded: readonly string[]): Promise<boolean> {
  const rows = await db
    .select({ id: secretVersions.id })
    .from(secretVersions)
    .where(and(among(secretVersions.foldedFingerprint, folded), eq(secretVersions.secretId, secretId), ne(secretVersions.state, 'destroyed')))
    .limit(1);
  return rows.length > 0;
}

/** Which of these folded fingerprints are of values kept here; with `shownTo` only of those that this person was shown. */
export async function listKept(db: ReadHandle, folded: readonly string[], shownTo: string | null): Promise<Set<string | null>> {
  const kept = and(among(secretVersions.foldedFingerprint, folded), ne(secretVersions.state, 'destroyed'));
  const print = { print: secretVersions.foldedFingerprint };
  const rows =
    shownTo === null
      ? await db.selectDistinct(print).from(secretVersions).where(kept)
      : await db
          .selectDistinct(print)
          .from(secretVersions)
          .innerJoin(disclosures, and(eq(disclosures.versionId, secretVersions.id), eq(disclosures.personId, shownTo)))
          .where(kept);
  return new Set(rows.map((row) => row.print));
}

export async function listCauses(db: ReadHandle, secretIds: readonly string[]) {
  return db.select().from(causes).where(among(causes.secretId, secretIds)).orderBy(asc(causes.secretId), asc(causes.at), asc(causes.id));
}

/** What the subjects of causes were shown, which decides whether a new value answers them. */
export async function listSubjectDisclosures(db: ReadHandle, secretIds: readonly string[]) {
  return db
    .selectDistinct({ secretId: disclosures.secretId, versionId: disclosures.versionId, personId: disclosures.personId, at: disclosures.at })
    .from(disclosures)
    .innerJoin(causes, and(eq(causes.subjectId, disclosures.personId), eq(causes.secretId, disclosures.secretId)))
    .where(among(disclosures.secretId, secretIds));
}

export async function listLongRetired(db: ReadHandle, before: Instant, limit: number) {
  return db
    .select({ id: secretVersions.id, dataKeyId: secretVersions.dataKeyId })
    .from(secretVersions)
    .where(and(eq(secretVersions.state, 'retired'), isNotNull(secretVersions.retiredAt), lte(secretVersions.retiredAt, before)))
    .orderBy(asc(secretVersions.retiredAt))
    .limit(limit);
}

/** Was this value disclosed to this person before, in whatever way? */
export async function hasLearned(db: ReadHandle, versionId: string, personId: string): Promise<boolean> {
  const rows = await db
    .select({ id: disclosures.id })
    .from(disclosures)
    .where(and(eq(disclosures.versionId, versionId), eq(disclosures.personId, personId)))
    .limit(1);
  return rows.length > 0;
}

/** With what their data keys sealed. */
export async function listVersionsOf(db: ReadHandle, dataKeyIds: readonly string[]): Promise<(typeof secretVersions.$inferSelect)[]> {
  return db.select().from(secretVersions).where(among(secretVersions.dataKeyId, dataKeyIds));
}
