import { policyStates } from '../words.ts';
import { id, index, int, key, oneOf, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { people } from './people.ts';

export const policies = table('policies', {
  id: id(),
  slug: key().notNull().unique(),
  createdAt: time().notNull(),
});

export const policyVersions = table(
  'policy_versions',
  {
    id: id(),
    policyId: ref(() => policies.id).notNull(),
    number: int().notNull(),
    state: oneOf(policyStates).notNull(),
    titleNl: text().notNull(),
    titleEn: text().notNull(),
    bodyNl: text().notNull(),
    bodyEn: text().notNull(),
    createdAt: time().notNull(),
    publishedAt: time(),
    publishedBy: key(),
  },
  (t) => [uniqueIndex('policy_versions_number').on(t.policyId, t.number)],
);

export const acknowledgements = table(
  'acknowledgements',
  {
    id: id(),
    policyVersionId: ref(() => policyVersions.id).notNull(),
    personId: ref(() => people.id).notNull(),
    at: time().notNull(),
  },
  (t) => [uniqueIndex('acknowledgements_once').on(t.policyVersionId, t.personId), index('acknowledgements_person').on(t.personId)],
);
