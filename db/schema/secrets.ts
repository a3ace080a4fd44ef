import { causeKinds, disclosureWays, secretKinds, versionStates } from '../words.ts';
import { sql } from 'drizzle-orm';
import { bytes, id, index, int, key, oneOf, primaryKey, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { accounts } from './accounts.ts';
import { dataKeys } from './keys.ts';
import { people } from './people.ts';
import { services } from './tokens.ts';

/** `valueSetAt` is when the value in force was set on the platform: known from a register even before it is stored here. */
export const secrets = table(
  'secrets',
  {
    id: id(),
    accountId: ref(() => accounts.id).notNull(),
    kind: oneOf(secretKinds).notNull(),
    label: text(),
    valueSetAt: time(),
    notDueBefore: time(),
    createdAt: time().notNull(),
    createdBy: key().notNull(),
    removedAt: time(),
  },
  (t) => [index('secrets_account').on(t.accountId, t.kind), index('secrets_kind').on(t.kind, t.valueSetAt)],
);

/**
 * `setAt` is when the version became current. `setBy` is null when a machine set it and nobody saw it.
 * `foldedFingerprint` is that of the value without blanks and in small letters; null for what an older version kept.
 */
export const secretVersions = table(
  'secret_versions',
  {
    id: id(),
    secretId: ref(() => secrets.id).notNull(),
    number: int().notNull(),
    state: oneOf(versionStates).notNull(),
    origin: oneOf(['adopted', 'set']).notNull(),
    dataKeyId: ref(() => dataKeys.id).notNull(),
    sealed: bytes(),
    fingerprint: key().notNull(),
    foldedFingerprint: key(),
    parameters: text(),
    createdBy: key().notNull(),
    setBy: key(),
    createdAt: time().notNull(),
    setAt: time(),
    retiredAt: time(),
    destroyedAt: time(),
  },
  (t) => [
    uniqueIndex('secret_versions_number').on(t.secretId, t.number),
    uniqueIndex('secret_versions_current').on(t.secretId).where(sql`state = 'current'`),
    uniqueIndex('secret_versions_pending').on(t.secretId).where(sql`state = 'pending'`),
    index('secret_versions_retired').on(t.retiredAt),
    index('secret_versions_set_by').on(t.setBy),
    index('secret_versions_fingerprint').on(t.fingerprint),
    index('secret_versions_folded').on(t.foldedFingerprint),
  ],
);

export const disclosures = table(
  'disclosures',
  {
    id: id(),
    secretId: ref(() => secrets.id).notNull(),
    versionId: ref(() => secretVersions.id).notNull(),
    personId: ref(() => people.id).notNull(),
    how: oneOf(disclosureWays).notNull(),
    reason: text(),
    at: time().notNull(),
  },
  (t) => [
    index('disclosures_person').on(t.personId, t.secretId),
    index('disclosures_version').on(t.versionId, t.personId),
    index('disclosures_secret').on(t.secretId, t.at),
    index('disclosures_looks').on(t.personId, t.at),
  ],
);

/** A value that a service was given. No person learned it, so it exposes nobody; it must change when the service loses its way in. */
export const serviceDisclosures = table(
  'service_disclosures',
  {
    id: id(),
    serviceId: ref(() => services.id).notNull(),
    secretId: ref(() => secrets.id).notNull(),
    versionId: ref(() => secretVersions.id).notNull(),
    reason: text(),
    at: time().notNull(),
  },
  (t) => [index('service_disclosures_service').on(t.serviceId, t.secretId), index('service_disclosures_version').on(t.versionId, t.serviceId)],
);

/**
 * Somebody looked at many secrets in a short time, and owners and administrators were told. `personId` is the human behind it;
 * `serviceId` the machine that looked, if one did. `looks` is how many secrets, as of the last look.
 */
export const revealAlarms = table(
  'reveal_alarms',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    serviceId: ref(() => services.id),
    looks: int().notNull(),
    at: time().notNull(),
  },
  (t) => [index('reveal_alarms_person').on(t.personId, t.at), index('reveal_alarms_at').on(t.at)],
);

/** Accounts whose secrets were among them: whoever answers for one hears of it. */
export const alarmedAccounts = table(
  'alarmed_accounts',
  { alarmId: ref(() => revealAlarms.id).notNull(), accountId: ref(() => accounts.id).notNull() },
  (t) => [primaryKey({ columns: [t.alarmId, t.accountId] }), index('alarmed_accounts_account').on(t.accountId)],
);

/** Why a secret must change. Append-only: a cause ends by what happened after it, never by an edit. */
export const causes = table(
  'causes',
  {
    id: id(),
    secretId: ref(() => secrets.id).notNull(),
    kind: oneOf(causeKinds).notNull(),
    subjectId: ref(() => people.id),
    originId: key(),
    at: time().notNull(),
  },
  (t) => [index('causes_secret').on(t.secretId, t.at), index('causes_subject').on(t.subjectId)],
);
