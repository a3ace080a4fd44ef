import { id, index, int, key, ref, table, text, time } from '../kit.ts';
import { people } from './people.ts';

/** `scopes` is a space-separated list. A personal token dies with its person; a service has a name instead. */
export const apiTokens = table(
  'api_tokens',
  {
    id: id(),
    personId: ref(() => people.id),
    serviceName: text(),
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
  (t) => [index('api_tokens_person').on(t.personId)],
);
