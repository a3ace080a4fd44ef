import { sql } from 'drizzle-orm';
import { id, index, key, oneOf, serial, table, text, time, int } from '../kit.ts';

/** `body` is the exact hashed text: ids, enums, times, counts and keyed hashes only. The columns repeat parts of it for search. */
export const auditEvents = table(
  'audit_events',
  {
    seq: serial(),
    id: key().notNull().unique(),
    at: time().notNull(),
    event: key().notNull(),
    actorKind: key().notNull(),
    actorId: key(),
    via: key().notNull(),
    subjectKind: key().notNull(),
    subjectId: key(),
    body: text().notNull(),
    hash: key().notNull(),
  },
  (t) => [
    index('audit_events_subject').on(t.subjectId, t.seq),
    index('audit_events_actor').on(t.actorId, t.seq),
    index('audit_events_event').on(t.event, t.seq),
    // Who looked at what lately is asked at every look.
    index('audit_events_looks').on(t.actorId, t.at).where(sql`event in ('secret.shown', 'secret.code-shown')`),
  ],
);

/**
 * What nobody may know of yet: a chain of its own, so that the other has neither a gap nor a number more. Each event of the
 * other binds its newest hash, which nobody can guess.
 */
export const withheldEvents = table(
  'withheld_events',
  {
    seq: serial(),
    id: key().notNull().unique(),
    at: time().notNull(),
    event: key().notNull(),
    subjectId: key(),
    body: text().notNull(),
    hash: key().notNull(),
  },
  (t) => [index('withheld_events_subject').on(t.subjectId, t.seq)],
);

/** Free text and personal values of an event of either chain, bound to it by a salted hash. */
export const auditDetails = table('audit_details', {
  eventId: id(),
  text: text().notNull(),
  salt: text().notNull(),
});

export const auditCheckpoints = table('audit_checkpoints', {
  seq: serial(),
  hash: key().notNull(),
  at: time().notNull(),
  signingKeyId: key().notNull(),
  signature: text().notNull(),
});

export const leases = table('leases', {
  name: key().primaryKey(),
  holder: key().notNull(),
  fence: int().notNull(),
  expiresAt: time().notNull(),
});

/** What the clock showed at the last look, and by how much it stepped until that is settled. One row. */
export const clockReadings = table('clock_readings', {
  name: key().primaryKey(),
  readAt: time().notNull(),
  ranFor: int().notNull(),
  steppedBy: int(),
});

export const jobRuns = table(
  'job_runs',
  {
    id: id(),
    name: key().notNull(),
    startedAt: time().notNull(),
    finishedAt: time(),
    outcome: oneOf(['running', 'done', 'failed']).notNull(),
    detail: text(),
  },
  (t) => [index('job_runs_name').on(t.name, t.startedAt)],
);
