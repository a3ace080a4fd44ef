import { bytes, id, index, int, key, oneOf, primaryKey, ref, table, text, time } from '../kit.ts';
import { people } from './people.ts';
import { policyVersions } from './policies.ts';

/**
 * A mail to be sent. `data` is JSON text for the template; a one-time token is sealed apart and erased after sending. `address` is
 * set where the mail is for an address that its reader no longer has.
 */
export const outbox = table(
  'outbox',
  {
    id: id(),
    template: key().notNull(),
    recipientId: ref(() => people.id).notNull(),
    address: text(),
    data: text().notNull(),
    tokenKeyId: key(),
    sealedToken: bytes(),
    once: key().unique(),
    state: oneOf(['queued', 'sending', 'sent', 'failed', 'dropped']).notNull(),
    attempts: int().notNull(),
    nextAttemptAt: time().notNull(),
    lastError: text(),
    messageId: text().notNull(),
    createdAt: time().notNull(),
    sentAt: time(),
  },
  (t) => [index('outbox_queue').on(t.state, t.nextAttemptAt), index('outbox_recipient').on(t.recipientId)],
);

/** Each stage of each due date at most once; missed ones are written down as overtaken. */
export const reminders = table(
  'reminders',
  {
    secretId: key().notNull(),
    dueOn: key().notNull(),
    stage: key().notNull(),
    outcome: oneOf(['sent', 'overtaken']).notNull(),
    at: time().notNull(),
  },
  (t) => [primaryKey({ columns: [t.secretId, t.dueOn, t.stage] })],
);

/** One digest a person and local day, however many runs. */
export const digests = table('digests', { personId: ref(() => people.id).notNull(), localDay: key().notNull(), outboxId: key(), at: time().notNull() }, (t) => [
  primaryKey({ columns: [t.personId, t.localDay] }),
  index('digests_day').on(t.localDay),
]);

/** Who was asked to sign which version, and when last: the start page asks at once, mails ask again until they sign. */
export const signatureAsks = table(
  'signature_asks',
  {
    versionId: ref(() => policyVersions.id).notNull(),
    personId: ref(() => people.id).notNull(),
    askedAt: time().notNull(),
    remindedAt: time(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.personId] }), index('signature_asks_person').on(t.personId)],
);
