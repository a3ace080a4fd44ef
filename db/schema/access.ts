import { grantKinds, grantOrigins, grantStates, levels, serviceLevels } from '../words.ts';
import { sql } from 'drizzle-orm';
import { bool, check, id, index, key, oneOf, primaryKey, ref, table, text, time } from '../kit.ts';
import { accounts } from './accounts.ts';
import { people, teams } from './people.ts';
import { apiTokens, services } from './tokens.ts';

/**
 * A way in. `startsAt` and `expiresAt` bound it by the clock without any job; `endedAt` is the decision to end it,
 * `closedAt` the proof that it is gone. `unsure` marks what an import could only guess ("please check").
 */
export const grants = table(
  'grants',
  {
    id: id(),
    accountId: ref(() => accounts.id).notNull(),
    kind: oneOf(grantKinds).notNull(),
    level: oneOf(levels),
    personId: ref(() => people.id),
    teamId: ref(() => teams.id),
    platformRole: text(),
    entrance: key(),
    state: oneOf(grantStates).notNull(),
    unsure: bool().notNull(),
    reason: text(),
    origin: oneOf(grantOrigins).notNull(),
    originId: key(),
    grantedBy: key().notNull(),
    createdAt: time().notNull(),
    startsAt: time().notNull(),
    expiresAt: time(),
    verifiedAt: time(),
    verifiedBy: key(),
    endedAt: time(),
    endedBy: key(),
    endedBecause: key(),
    closedAt: time(),
  },
  (t) => [
    index('grants_account').on(t.accountId, t.state),
    index('grants_person').on(t.personId, t.state),
    index('grants_team').on(t.teamId, t.state),
    index('grants_expires').on(t.expiresAt),
    index('grants_origin').on(t.originId),
    check('grants_one_holder', sql`(${t.personId} is null) <> (${t.teamId} is null)`),
    check('grants_level', sql`(${t.kind} = 'shared-login') = (${t.level} is not null)`),
  ],
);

/** A service's way to an account's secrets. It knows no second factor, so it reaches what is named here and nothing else. */
export const serviceGrants = table(
  'service_grants',
  {
    id: id(),
    serviceId: ref(() => services.id).notNull(),
    accountId: ref(() => accounts.id).notNull(),
    level: oneOf(serviceLevels).notNull(),
    reason: text().notNull(),
    grantedBy: key().notNull(),
    startsAt: time().notNull(),
    expiresAt: time(),
    endedAt: time(),
    endedBy: key(),
    endedBecause: key(),
  },
  (t) => [index('service_grants_account').on(t.accountId, t.endedAt), index('service_grants_service').on(t.serviceId, t.endedAt)],
);

/** An owner or deputy knows of this token and lets it reach the account's secrets: without it the token opens none of them. */
export const serviceConsents = table(
  'service_consents',
  {
    tokenId: ref(() => apiTokens.id).notNull(),
    accountId: ref(() => accounts.id).notNull(),
    personId: ref(() => people.id).notNull(),
    at: time().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.accountId] }), index('service_consents_account').on(t.accountId)],
);
