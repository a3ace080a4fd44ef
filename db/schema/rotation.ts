import { rotationEvidence, rotationStates } from '../words.ts';
import { sql } from 'drizzle-orm';
import { id, index, key, oneOf, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { accounts } from './accounts.ts';
import { people } from './people.ts';
import { secrets, secretVersions } from './secrets.ts';

/** `attestedBy` set the candidate on the platform and says so; on a critical account somebody else confirms it, who is `closedBy`. */
export const rotations = table(
  'rotations',
  {
    id: id(),
    secretId: ref(() => secrets.id).notNull(),
    accountId: ref(() => accounts.id).notNull(),
    state: oneOf(rotationStates).notNull(),
    openedAt: time().notNull(),
    openedBy: key().notNull(),
    performerId: ref(() => people.id),
    candidateId: ref(() => secretVersions.id),
    preparedAt: time(),
    attestedAt: time(),
    attestedBy: ref(() => people.id),
    closedAt: time(),
    closedBy: key(),
    because: text(),
    evidenceKind: oneOf(rotationEvidence),
  },
  (t) => [
    uniqueIndex('rotations_one_open').on(t.secretId).where(sql`state in ('due', 'prepared', 'blocked')`),
    index('rotations_account').on(t.accountId, t.openedAt),
    index('rotations_secret').on(t.secretId, t.state),
    index('rotations_state').on(t.state, t.openedAt),
  ],
);
