import { heldKinds, offboardingStates, tiers } from '../words.ts';
import { sql } from 'drizzle-orm';
import { bool, id, index, int, key, oneOf, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { accounts } from './accounts.ts';
import { employmentPeriods, people } from './people.ts';
import { signingKeys } from './keys.ts';

/**
 * `reason` is for HR's eyes only and never enters an audit event. `counts` is JSON text: what the cut ended, in numbers.
 * `hastenedAt` is when its moment was last brought forward, which counts among many at once like a start; `held` is one too many of those:
 * its moment has come, and the cut waits for a second person.
 */
export const offboardings = table(
  'offboardings',
  {
    id: id(),
    number: key().notNull().unique(),
    personId: ref(() => people.id).notNull(),
    periodId: ref(() => employmentPeriods.id).notNull(),
    state: oneOf(offboardingStates).notNull(),
    effectiveAt: time().notNull(),
    reason: text(),
    announcedAt: time(),
    announcedBy: key(),
    confidantId: ref(() => people.id),
    startedBy: key().notNull(),
    createdAt: time().notNull(),
    cutAt: time(),
    cutBy: oneOf(['scheduler', 'request', 'remind', 'start-up', 'at-once']),
    counts: text(),
    completedAt: time(),
    cancelledAt: time(),
    cancelledBy: key(),
    reopenedAt: time(),
    reopenedBecause: text(),
    hastenedAt: time(),
    reinstatedAt: time(),
    reinstatedBy: key(),
  },
  (t) => [
    uniqueIndex('offboardings_once').on(t.periodId).where(sql`state <> 'cancelled'`),
    index('offboardings_person').on(t.personId),
    index('offboardings_due').on(t.state, t.effectiveAt),
    index('offboardings_created').on(t.createdAt),
    index('offboardings_hastened').on(t.hastenedAt),
    index('offboardings_completed').on(t.state, t.completedAt, t.id),
  ],
);

/** An end date found in a file, or that somebody who may not decide on it asks for: nothing happens until HR confirms it. `reason` is for HR alone. */
export const offboardingProposals = table(
  'offboarding_proposals',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    periodId: ref(() => employmentPeriods.id).notNull(),
    effectiveAt: time().notNull(),
    source: oneOf(['import', 'person']).notNull(),
    proposedBy: key(),
    reason: text(),
    state: oneOf(['open', 'confirmed', 'dismissed']).notNull(),
    createdAt: time().notNull(),
    decidedAt: time(),
    decidedBy: key(),
  },
  (t) => [
    uniqueIndex('offboarding_proposals_once').on(t.periodId).where(sql`state = 'open'`),
    index('offboarding_proposals_open').on(t.state, t.effectiveAt),
    index('offboarding_proposals_period').on(t.periodId, t.state),
    index('offboarding_proposals_person').on(t.personId, t.state),
  ],
);

/** What the person held at the cut, kept for the certificate: one row a way in, office or known secret. */
export const offboardingHoldings = table(
  'offboarding_holdings',
  {
    id: id(),
    offboardingId: ref(() => offboardings.id).notNull(),
    accountId: ref(() => accounts.id).notNull(),
    held: oneOf(heldKinds).notNull(),
    tier: oneOf(tiers),
    grantId: key(),
    secretId: key(),
    successorId: ref(() => people.id),
    viaTeam: bool().notNull(),
    safeSince: time(),
  },
  (t) => [index('offboarding_holdings_case').on(t.offboardingId)],
);

/** `body` is the canonical text exactly as issued and signed. */
export const certificates = table(
  'certificates',
  {
    id: id(),
    offboardingId: ref(() => offboardings.id).notNull(),
    number: key().notNull().unique(),
    body: text().notNull(),
    signature: text().notNull(),
    signingKeyId: ref(() => signingKeys.id).notNull(),
    issuedAt: time().notNull(),
    firstEvent: int().notNull(),
    lastEvent: int().notNull(),
    supersededAt: time(),
  },
  (t) => [index('certificates_case').on(t.offboardingId, t.issuedAt)],
);
