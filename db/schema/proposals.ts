import { proposalReasons, proposalStates } from '../words.ts';
import { sql } from 'drizzle-orm';
import { id, index, key, oneOf, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { accounts } from './accounts.ts';
import { people } from './people.ts';

/**
 * An act that waits for another person than whoever asked for it; each `kind` has its meaning in the feature that does it. `detail`
 * is JSON text in the shape of its kind, `originId` what it came of (an import, say), `onceKey` the same for the same ask: open once.
 * `why` says why it was not simply done, `proposedByPerson` is the human behind it.
 */
export const proposals = table(
  'proposals',
  {
    id: id(),
    kind: oneOf(['office', 'grant', 'invitation', 'sign-in-reset', 'departure']).notNull(),
    accountId: ref(() => accounts.id),
    personId: ref(() => people.id),
    detail: text().notNull(),
    why: oneOf(proposalReasons).notNull(),
    originId: key(),
    onceKey: key().notNull(),
    proposedBy: key().notNull(),
    proposedByPerson: ref(() => people.id),
    state: oneOf(proposalStates).notNull(),
    readyAt: time(),
    createdAt: time().notNull(),
    decidedAt: time(),
    decidedBy: key(),
    overtakenBecause: key(),
  },
  (t) => [
    uniqueIndex('proposals_once').on(t.onceKey).where(sql`state = 'open'`),
    index('proposals_open').on(t.state, t.createdAt, t.id),
    index('proposals_origin').on(t.originId, t.state),
    index('proposals_account').on(t.accountId, t.state),
    index('proposals_person').on(t.personId, t.state),
  ],
);
