import { id, index, int, key, primaryKey, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { people } from './people.ts';

/** A machine with a name of its own. `responsibleId` is the person who answers for it. */
export const services = table(
  'services',
  {
    id: id(),
    name: text().notNull(),
    nameKey: key().notNull(),
    purpose: text().notNull(),
    responsibleId: ref(() => people.id).notNull(),
    createdAt: time().notNull(),
    createdBy: key().notNull(),
    endedAt: time(),
  },
  (t) => [uniqueIndex('services_name').on(t.nameKey), index('services_responsible').on(t.responsibleId)],
);

/** `scopes` is a space-separated list. A token belongs to a person, with whom it dies, or to a service. */
export const apiTokens = table(
  'api_tokens',
  {
    id: id(),
    personId: ref(() => people.id),
    serviceId: ref(() => services.id),
    name: text().notNull(),
    tokenHash: key().notNull().unique(),
    hint: text().notNull(),
    scopes: key().notNull(),
    securityStamp: int().notNull(),
    createdAt: time().notNull(),
    createdBy: key().notNull(),
    expiresAt: time().notNull(),
    lastUsedAt: time(),
    factorAt: time(),
    revokedAt: time(),
  },
  (t) => [index('api_tokens_person').on(t.personId), index('api_tokens_service').on(t.serviceId), index('api_tokens_creator').on(t.createdBy)],
);

/**
 * What a request with an Idempotency-Key did, written in the unit that did it. `answer` is kept where it holds nothing
 * secret, to be given again; `status` is null while the answer is not yet known.
 */
export const idempotencyKeys = table(
  'idempotency_keys',
  {
    tokenId: key().notNull(),
    requestKey: key().notNull(),
    fingerprint: key().notNull(),
    eventId: key().notNull(),
    status: int(),
    answer: text(),
    at: time().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.requestKey] }), index('idempotency_keys_at').on(t.at)],
);
