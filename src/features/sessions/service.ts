import type { Locale } from '#db/words.ts';
import { type PersonActor, personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { actingAs, type Ctx, type WriteHandle } from '#src/ground/ctx.ts';
import { isHere } from '#src/features/people/index.ts';
import { fresh } from '#src/ground/moments.ts';
import { ensure, stepUpLasts } from '#src/ground/permission.ts';
import { found, Problem, unlessClosed } from '#src/ground/problem.ts';
import { standingOf } from '#src/features/people/index.ts';
import { housekeeping } from '#src/host/db/handle.ts';
import { shredSeed } from './factor.ts';
import * as queries from './queries.ts';
import { decideReset, findPendingReset } from './reset.queries.ts';
import { halfLimits, isLive, type Stage, touchEvery } from './rules.ts';

export type Authenticated = { actor: PersonActor; stage: Stage; locale: Locale };

/** Who sends this token, as of now. Whether that person is gone is decided again at every permission. */
export async function authenticate(ctx: Ctx, sessionToken: string): Promise<Authenticated | null> {
  const row = await queries.findSessionWithPerson(ctx.read, ctx.crypto.hashToken(sessionToken));
  if (!row || row.signInEndedAt !== null) return null;
  const { session, person } = row;
  const now = ctx.now();
  if (!isLive(session, person.securityStamp, now)) return null;
  if (!fresh(session.lastUsedAt, touchEvery, now)) {
    await ctx.write((tx) => queries.touch(housekeeping(tx), session.id, now)).catch(unlessClosed);
  }
  return { actor: personIn(row), stage: session.stage, locale: person.locale };
}

function personIn({ session, person, roles }: NonNullable<Awaited<ReturnType<typeof queries.findSessionWithPerson>>>): PersonActor {
  return { kind: 'person', id: person.id, name: person.displayName, roles, ...standingOf(person), sessionId: session.id, factorAt: session.factorAt };
}

/** The session of this token at this stage, with its person and sign-in; anything else has to sign in again. `as` is who they are once they proved it. */
export async function requireSession(ctx: Ctx, sessionToken: string, stage: Stage) {
  const row = await queries.findSessionWithPerson(ctx.read, ctx.crypto.hashToken(sessionToken));
  const signIn = row && (await queries.findSignIn(ctx.read, row.person.id));
  if (!row || !signIn || row.session.stage !== stage || signIn.endedAt !== null) throw signInFirst();
  const { session, person } = row;
  if (!isLive(session, person.securityStamp, ctx.now()) || !isHere(person, ctx.now())) throw signInFirst();
  return { session, person, signIn, as: personIn(row) };
}

/** What is written down from the moment of their proof on is theirs; up to then nobody was known. */
export function onceProven(ctx: Ctx, as: PersonActor): Ctx {
  return actingAs(ctx, as);
}

export function signInFirst(): Problem {
  return new Problem('unauthenticated', 'permission.sign-in');
}

/** Starts a session that may do nothing yet but go on. */
export async function beginSession(
  ctx: Ctx,
  tx: WriteHandle,
  person: { id: string; securityStamp: number },
  stage: 'password' | 'enrolling',
  device: string | null,
): Promise<{ sessionId: string; sessionToken: string }> {
  const sessionToken = ctx.crypto.newToken('khs_');
  const sessionId = ctx.newId('session');
  const now = ctx.now();
  await queries.addSession(tx, {
    id: sessionId,
    personId: person.id,
    tokenHash: ctx.crypto.hashToken(sessionToken),
    stage,
    securityStamp: person.securityStamp,
    device,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: now + halfLimits[stage],
    factorAt: null,
    endedAt: null,
    endedBecause: null,
  });
  return { sessionId, sessionToken };
}

/** The signed-in person who proved the second factor within the last ten minutes. Their own sign-in is changed by nobody else. */
export function requireFreshFactor(ctx: Ctx): PersonActor {
  requirePerson(ctx);
  return requireStepUp(ctx);
}

/** The same for a dangerous act that a lifted token may do for its owner too. */
export function requireStepUp(ctx: Ctx): PersonActor {
  const { actor } = ctx;
  const person = personOf(actor);
  if (!person) throw new Problem('forbidden', 'token.no-second-factor');
  const factorAt = actor.kind === 'token' ? actor.factorAt : person.factorAt;
  if (!fresh(factorAt, stepUpLasts, ctx.now())) throw new Problem('step-up', 'permission.step-up');
  return person;
}

export function requirePerson(ctx: Ctx): PersonActor {
  if (ctx.actor.kind !== 'person') throw signInFirst();
  ensure(ctx, 'self.manage', { id: ctx.actor.id });
  return ctx.actor;
}

/** With a password and a second factor of their own, so that there is nothing to invite them to. */
export async function signsIn(ctx: Ctx, personId: string): Promise<boolean> {
  const signIn = await queries.findSignIn(ctx.read, personId);
  return signIn !== undefined && signIn.endedAt === null && signIn.confirmedAt !== null;
}

export type SessionRow = { id: string; device: string | null; createdAt: number; lastUsedAt: number; isThis: boolean };

export async function sessionsOf(ctx: Ctx, personId: string): Promise<SessionRow[]> {
  ensure(ctx, 'self.manage', { id: personId });
  const own = ctx.actor.kind === 'person' ? ctx.actor.sessionId : null;
  const rows = await queries.listOpenSessions(ctx.read, personId);
  return rows
    .filter((row) => row.stage === 'complete' && isLive(row, row.securityStamp, ctx.now()))
    .map(({ id, device, createdAt, lastUsedAt }) => ({ id, device, createdAt, lastUsedAt, isThis: id === own }));
}

/** Ends one of the actor's own sessions; their present one when they sign out. */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  const actor = requirePerson(ctx);
  const because = sessionId === actor.sessionId ? 'signed-out' : 'ended-by-owner';
  await ctx.write(async (tx) => {
    const { live } = await queries.endSessions(tx, { personId: actor.id, only: sessionId }, because, ctx.now());
    found(live || null, 'session.missing');
    await record(tx, ctx, 'session.ended', { kind: 'person', id: actor.id }, { because, sessions: live });
  });
}

/** Every session of the actor but the present one. */
export async function endOtherSessions(ctx: Ctx): Promise<number> {
  const actor = requirePerson(ctx);
  return endSessionsOf(ctx, actor.id, 'ended-by-owner', actor.sessionId);
}

/** For the cut and for whoever may act on this person: the caller has asked permission. */
export async function endSessionsOf(ctx: Ctx, personId: string, because: string, except: string | null = null): Promise<number> {
  return ctx.write(async (tx) => {
    const { rows, live: sessions } = await queries.endSessions(tx, { personId, except }, because, ctx.now());
    if (rows > 0) await record(tx, ctx, 'session.ended', { kind: 'person', id: personId }, { because, sessions });
    return sessions;
  });
}

/** After a restored backup: everybody signs in again. */
export async function endEverySession(ctx: Ctx, because: string): Promise<number> {
  return ctx.write(async (tx) => {
    const { rows, live: sessions } = await queries.endSessions(tx, {}, because, ctx.now());
    if (rows > 0) await record(tx, ctx, 'session.ended', { kind: 'installation', id: null }, { because, sessions });
    return sessions;
  });
}

/**
 * The clock was set back: what bears a later moment than now was made by a clock that was wrong, and would come back to life
 * once that moment is here. A wait is cut to what is left of it.
 */
export async function endSessionsAhead(ctx: Ctx): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const sessions = await queries.endSessionsAhead(tx, now);
    if (sessions > 0) await record(tx, ctx, 'session.ended', { kind: 'installation', id: null }, { because: 'clock-set-back', sessions });
    const invitations = await queries.revokeInvitationsAhead(tx, now);
    if (invitations > 0) await record(tx, ctx, 'invitation.revoked', { kind: 'installation', id: null }, { purpose: 'invitation' });
    await queries.freeThrottlesAhead(tx, now);
  });
}

/** Takes the way in itself: password, factor, recovery codes, known browsers and open invitations. */
export async function endSignInOf(ctx: Ctx, personId: string, because = 'left'): Promise<void> {
  await ctx.write(async (tx) => {
    const signIn = await queries.findSignIn(tx, personId);
    const invitations = await queries.revokeInvitations(tx, personId, ctx.now());
    if (invitations > 0) await record(tx, ctx, 'invitation.revoked', { kind: 'person', id: personId }, { purpose: 'invitation' });
    const reset = await findPendingReset(tx, personId);
    if (reset && (await decideReset(tx, reset, { state: 'stopped', decidedAt: ctx.now() }))) {
      await record(tx, ctx, 'sign-in-reset.stopped', { kind: 'person', id: personId }, { resetId: reset.id, because });
    }
    if (!signIn || signIn.endedAt !== null) return;
    await shredSeed(ctx, tx, signIn);
    await queries.changeSignIn(tx, personId, { endedAt: ctx.now(), confirmedAt: null, seedKeyId: null, sealedSeed: null });
    await queries.replaceRecoveryCodes(tx, personId, []);
    await queries.forgetDevices(tx, personId);
    await record(tx, ctx, 'sign-in.ended', { kind: 'person', id: personId }, { because });
  });
}
