import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { auditEvents, invitations, knownDevices, people, recoveryCodes, roles, sessions, signIns, throttles } from '#db/schema/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import type { EventName } from '#src/ground/events.ts';
import { type At, hot } from '#src/ground/hot.ts';
import { fresh, isAhead } from '#src/ground/moments.ts';
import { idleLimit } from './rules.ts';

export type SignIn = typeof signIns.$inferSelect;
export type Session = typeof sessions.$inferSelect;
export type Invitation = typeof invitations.$inferSelect;

/** One row a role, or one without. */
const listByHash = hot((db, at: At<'tokenHash'>) =>
  db
    .select({ session: sessions, person: people, role: roles.role, signInEndedAt: signIns.endedAt })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .innerJoin(signIns, eq(signIns.personId, sessions.personId))
    .leftJoin(roles, eq(roles.personId, sessions.personId))
    .where(and(eq(sessions.tokenHash, at('tokenHash')), isNull(sessions.endedAt))),
);

/** Everything a request needs to know about its sender, in one query. */
export async function findSessionWithPerson(db: ReadHandle, tokenHash: string) {
  const rows = await listByHash(db, { tokenHash });
  const [first] = rows;
  return first && { ...first, roles: rows.flatMap((row) => row.role ?? []) };
}

export async function touch(tx: WriteHandle, sessionId: string, now: Instant): Promise<void> {
  await tx
    .update(sessions)
    .set({ lastUsedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}

export async function findSignIn(db: ReadHandle, personId: string): Promise<SignIn | undefined> {
  const [row] = await db.select().from(signIns).where(eq(signIns.personId, personId));
  return row;
}

export async function findPersonToSignIn(db: ReadHandle, emailKey: string) {
  const [row] = await db
    .select({ person: people, signIn: signIns })
    .from(people)
    .innerJoin(signIns, and(eq(signIns.personId, people.id), isNull(signIns.endedAt)))
    .where(eq(people.emailKey, emailKey));
  return row;
}

export async function findPerson(db: ReadHandle, personId: string) {
  const [row] = await db.select().from(people).where(eq(people.id, personId));
  return row;
}

/** A person who comes back after leaving starts with nothing of the old sign-in. */
export async function saveSignIn(tx: WriteHandle, signIn: SignIn): Promise<void> {
  const { personId: _, ...fields } = signIn;
  await tx.insert(signIns).values(signIn).onConflictDoUpdate({ target: signIns.personId, set: fields });
}

export async function changeSignIn(tx: WriteHandle, personId: string, fields: Partial<SignIn>): Promise<void> {
  await tx.update(signIns).set(fields).where(eq(signIns.personId, personId));
}

/** False when the step, or a later one, was used before: a code counts once, however many requests carry it. */
export async function spendStep(tx: WriteHandle, personId: string, step: number): Promise<boolean> {
  const spent = await tx
    .update(signIns)
    .set({ lastStep: step })
    .where(and(eq(signIns.personId, personId), lt(signIns.lastStep, step), isNull(signIns.endedAt)))
    .returning({ id: signIns.personId });
  return spent.length === 1;
}

export async function spendRecoveryCode(tx: WriteHandle, personId: string, codeHash: string, now: Instant): Promise<boolean> {
  const spent = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.personId, personId), eq(recoveryCodes.codeHash, codeHash), isNull(recoveryCodes.usedAt)))
    .returning({ id: recoveryCodes.id });
  return spent.length === 1;
}

export async function isSpentRecoveryCode(db: ReadHandle, personId: string, codeHash: string): Promise<boolean> {
  const [row] = await db
    .select({ usedAt: recoveryCodes.usedAt })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), eq(recoveryCodes.codeHash, codeHash)));
  return row !== undefined && row.usedAt !== null;
}

export async function replaceRecoveryCodes(tx: WriteHandle, personId: string, rows: readonly (typeof recoveryCodes.$inferInsert)[]): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  if (rows.length > 0) await tx.insert(recoveryCodes).values([...rows]);
}

export async function countRecoveryCodes(db: ReadHandle, personId: string): Promise<number> {
  const rows = await db
    .select({ id: recoveryCodes.id })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)));
  return rows.length;
}

export async function addSession(tx: WriteHandle, session: Session): Promise<void> {
  await tx.insert(sessions).values(session);
}

/** The session gets a new token and its old one is dead; false when another request was first. */
export async function renewSession(tx: WriteHandle, oldHash: string, fields: Partial<Session>): Promise<boolean> {
  const renewed = await tx
    .update(sessions)
    .set(fields)
    .where(and(eq(sessions.tokenHash, oldHash), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return renewed.length === 1;
}

export async function changeSession(tx: WriteHandle, id: string, fields: Partial<Session>): Promise<void> {
  await tx
    .update(sessions)
    .set(fields)
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}

export async function listOpenSessions(db: ReadHandle, personId: string): Promise<Session[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isNull(sessions.endedAt)))
    .orderBy(desc(sessions.lastUsedAt));
}

/** Ends every one that is open. What had run out by the clock was ended already in fact: it is among the rows, not among the live ones. */
export async function endSessions(
  tx: WriteHandle,
  which: { personId?: string; only?: string; except?: string | null },
  because: string,
  now: Instant,
): Promise<{ rows: number; live: number }> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now, endedBecause: because })
    .where(
      and(
        isNull(sessions.endedAt),
        which.personId ? eq(sessions.personId, which.personId) : undefined,
        which.only ? eq(sessions.id, which.only) : undefined,
        which.except ? ne(sessions.id, which.except) : undefined,
      ),
    )
    .returning({ expiresAt: sessions.expiresAt, lastUsedAt: sessions.lastUsedAt });
  return { rows: ended.length, live: ended.filter((row) => now < row.expiresAt && fresh(row.lastUsedAt, idleLimit, now)).length };
}

export async function endSessionsAhead(tx: WriteHandle, now: Instant): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now, endedBecause: 'clock-set-back' })
    .where(and(isNull(sessions.endedAt), isAhead(sessions.lastUsedAt, now)))
    .returning({ id: sessions.id });
  return ended.length;
}

export async function revokeInvitationsAhead(tx: WriteHandle, now: Instant): Promise<number> {
  const revoked = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(isNull(invitations.redeemedAt), isNull(invitations.revokedAt), isAhead(invitations.createdAt, now)))
    .returning({ id: invitations.id });
  return revoked.length;
}

/** The failures still count; the next one decides anew how long to wait. */
export async function freeThrottlesAhead(tx: WriteHandle, now: Instant): Promise<void> {
  await tx.update(throttles).set({ lastFailureAt: now, blockedUntil: 0 }).where(isAhead(throttles.lastFailureAt, now));
}

export async function findInvitation(db: ReadHandle, tokenHash: string): Promise<Invitation | undefined> {
  const [row] = await db.select().from(invitations).where(eq(invitations.tokenHash, tokenHash));
  return row;
}

export async function addInvitation(tx: WriteHandle, invitation: Invitation): Promise<void> {
  await tx.insert(invitations).values(invitation);
}

/** Whether a link in their name was ever used; the one that sets up the installation is in nobody's. */
export async function wasInvited(db: ReadHandle, personId: string): Promise<boolean> {
  const used = and(eq(invitations.personId, personId), isNotNull(invitations.redeemedAt));
  const rows = await db.select({ id: invitations.id }).from(invitations).where(used).limit(1);
  return rows.length > 0;
}

/** False when somebody else redeemed it first. */
export async function spendInvitation(tx: WriteHandle, id: string, now: Instant): Promise<boolean> {
  const spent = await tx
    .update(invitations)
    .set({ redeemedAt: now })
    .where(and(eq(invitations.id, id), isNull(invitations.redeemedAt), isNull(invitations.revokedAt)))
    .returning({ id: invitations.id });
  return spent.length === 1;
}

export async function revokeInvitations(tx: WriteHandle, personId: string | null, now: Instant): Promise<number> {
  const revoked = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(personId === null ? isNull(invitations.personId) : eq(invitations.personId, personId), isNull(invitations.redeemedAt), isNull(invitations.revokedAt)),
    )
    .returning({ id: invitations.id });
  return revoked.length;
}

export async function findDevice(db: ReadHandle, tokenHash: string) {
  const [row] = await db.select().from(knownDevices).where(eq(knownDevices.tokenHash, tokenHash));
  return row;
}

export async function addDevice(tx: WriteHandle, device: typeof knownDevices.$inferInsert): Promise<void> {
  await tx.insert(knownDevices).values(device);
}

export async function forgetDevices(tx: WriteHandle, personId: string): Promise<void> {
  await tx.delete(knownDevices).where(eq(knownDevices.personId, personId));
}

export async function listThrottles(db: ReadHandle, buckets: readonly string[]) {
  return db
    .select()
    .from(throttles)
    .where(inArray(throttles.bucket, [...buckets]));
}

export async function saveThrottle(tx: WriteHandle, row: typeof throttles.$inferInsert): Promise<void> {
  const { bucket: _, ...fields } = row;
  await tx.insert(throttles).values(row).onConflictDoUpdate({ target: throttles.bucket, set: fields });
}

export async function forgetThrottles(tx: WriteHandle, before: Instant): Promise<void> {
  await tx.delete(throttles).where(lt(throttles.lastFailureAt, before));
}

export async function clearThrottles(tx: WriteHandle, buckets: readonly string[]): Promise<void> {
  await tx.delete(throttles).where(inArray(throttles.bucket, [...buckets]));
}

/** Success: the attempt that was counted beforehand was no failure. */
export async function refundThrottles(tx: WriteHandle, buckets: readonly string[]): Promise<void> {
  await tx
    .update(throttles)
    .set({ failures: sql`case when ${throttles.failures} > 0 then ${throttles.failures} - 1 else 0 end`, blockedUntil: 0 })
    .where(inArray(throttles.bucket, [...buckets]));
}

/** The newest of these events about a person: the committed reason for which the vault opens the seed. */
export async function findLastEvent(db: ReadHandle, personId: string, names: readonly EventName[]): Promise<string | undefined> {
  const [row] = await db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, personId), inArray(auditEvents.event, [...names])))
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return row?.id;
}
