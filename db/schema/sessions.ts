import { resetStates, sessionStages } from '../words.ts';
import { sql } from 'drizzle-orm';
import { bytes, id, index, int, key, oneOf, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { dataKeys } from './keys.ts';
import { people } from './people.ts';

/** How a person signs in. The seed of the second factor is sealed; `confirmedAt` is null while enrolment runs. */
export const signIns = table('sign_ins', {
  personId: ref(() => people.id).primaryKey(),
  passwordHash: text().notNull(),
  passwordSetAt: time().notNull(),
  seedKeyId: ref(() => dataKeys.id),
  sealedSeed: bytes(),
  lastStep: int().notNull(),
  confirmedAt: time(),
  endedAt: time(),
});

export const recoveryCodes = table(
  'recovery_codes',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    codeHash: key().notNull(),
    createdAt: time().notNull(),
    usedAt: time(),
  },
  (t) => [index('recovery_codes_person').on(t.personId)],
);

/** `stage` is `password` between the two steps of a sign-in and `enrolling` while the factor is being set up. */
export const sessions = table(
  'sessions',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    tokenHash: key().notNull().unique(),
    stage: oneOf(sessionStages).notNull(),
    securityStamp: int().notNull(),
    device: text(),
    createdAt: time().notNull(),
    lastUsedAt: time().notNull(),
    expiresAt: time().notNull(),
    factorAt: time(),
    endedAt: time(),
    endedBecause: key(),
  },
  (t) => [index('sessions_person').on(t.personId, t.endedAt)],
);

/** One-time links: set-up, invitation, return, reset. Only a hash of the token is kept. */
export const invitations = table(
  'invitations',
  {
    id: id(),
    purpose: oneOf(['setup', 'invitation', 'return', 'reset']).notNull(),
    personId: ref(() => people.id),
    tokenHash: key().notNull().unique(),
    createdAt: time().notNull(),
    createdBy: key(),
    expiresAt: time().notNull(),
    redeemedAt: time(),
    revokedAt: time(),
  },
  (t) => [index('invitations_person').on(t.personId)],
);

/**
 * A way back for somebody who lost password or factor. Two people decide on it, or the machine itself; the link leaves when
 * `readyAt` has come and nobody has stopped it.
 */
export const signInResets = table(
  'sign_in_resets',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    state: oneOf(resetStates).notNull(),
    askedBy: key().notNull(),
    confirmedBy: key().notNull(),
    createdAt: time().notNull(),
    readyAt: time().notNull(),
    decidedAt: time(),
    decidedBy: key(),
  },
  (t) => [
    uniqueIndex('sign_in_resets_once').on(t.personId).where(sql`state = 'waiting'`),
    index('sign_in_resets_ready').on(t.state, t.readyAt),
    index('sign_in_resets_person').on(t.personId, t.createdAt),
  ],
);

/** A browser that signed in before: it has a failure counter of its own, so a stranger cannot lock the owner out. */
export const knownDevices = table(
  'known_devices',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    tokenHash: key().notNull().unique(),
    createdAt: time().notNull(),
  },
  (t) => [index('known_devices_person').on(t.personId)],
);

export const throttles = table('throttles', {
  bucket: key().primaryKey(),
  failures: int().notNull(),
  lastFailureAt: time().notNull(),
  blockedUntil: time().notNull(),
});
