import { and, eq, gt, inArray, isNotNull, isNull, min, ne, or } from 'drizzle-orm';
import { accounts, causes, disclosures, offices, secrets, secretVersions } from '#db/schema/index.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';

const inUse = ne(accounts.status, 'retired');

/** Accounts that are in use today, and since when they are known. */
export async function listAccountSpans(read: ReadHandle) {
  const rows = await read.select({ id: accounts.id, from: accounts.createdAt }).from(accounts).where(inUse);
  return rows.map((row) => ({ ...row, to: null }));
}

/** Who has been in office since `after`, by account. */
export async function listOfficeSpans(read: ReadHandle, after: Instant) {
  return read
    .select({ id: offices.accountId, from: offices.fromAt, to: offices.toAt, office: offices.office })
    .from(offices)
    .innerJoin(accounts, eq(accounts.id, offices.accountId))
    .where(and(inUse, or(isNull(offices.toAt), gt(offices.toAt, after))));
}

/** Passwords that exist, and since when a value of each is kept here. */
export async function listPasswordSpans(read: ReadHandle) {
  return read
    .select({ id: secrets.id, from: secrets.createdAt, kept: min(secretVersions.setAt) })
    .from(secrets)
    .innerJoin(accounts, eq(accounts.id, secrets.accountId))
    .leftJoin(secretVersions, eq(secretVersions.secretId, secrets.id))
    .where(and(inUse, eq(secrets.kind, 'password'), isNull(secrets.removedAt)))
    .groupBy(secrets.id, secrets.createdAt);
}

/** Of accounts out of use too: what must change there stays due. */
const rotatable = and(isNull(secrets.removedAt), inArray(secrets.kind, ['password', 'totp']));

export async function listAgedSecrets(read: ReadHandle) {
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
    .where(rotatable);
}

export async function listSetVersions(read: ReadHandle) {
  return read
    .select({
      id: secretVersions.id,
      secretId: secretVersions.secretId,
      number: secretVersions.number,
      origin: secretVersions.origin,
      createdAt: secretVersions.createdAt,
      setAt: secretVersions.setAt,
      setBy: secretVersions.setBy,
    })
    .from(secretVersions)
    .innerJoin(secrets, eq(secrets.id, secretVersions.secretId))
    .innerJoin(accounts, eq(accounts.id, secrets.accountId))
    .where(and(rotatable, eq(secretVersions.origin, 'set'), isNotNull(secretVersions.setAt)));
}

export async function listAllCauses(read: ReadHandle) {
  return read.select({ secretId: causes.secretId, subjectId: causes.subjectId, at: causes.at }).from(causes);
}

/** What the people whom the causes are about were shown. */
export async function listSubjectDisclosures(read: ReadHandle) {
  return read
    .selectDistinct({ secretId: disclosures.secretId, versionId: disclosures.versionId, personId: disclosures.personId, at: disclosures.at })
    .from(disclosures)
    .innerJoin(causes, and(eq(causes.secretId, disclosures.secretId), eq(causes.subjectId, disclosures.personId)));
}
