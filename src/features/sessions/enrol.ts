import { actorId, personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import type { SealedValue } from '#src/features/keys/index.ts';
import { broughtInByActor, isHere, personFacts, raiseSecurityStamp } from '#src/features/people/index.ts';
import { refuseWeakPassword } from './blocklist.ts';
import { openMailedToken, openSeed, sealMailedToken, sealSeed, shredSeed } from './factor.ts';
import * as queries from './queries.ts';
import { decideReset, findPendingReset } from './reset.queries.ts';
import { absoluteLimit, type InvitationPurpose, invitationLasts, isRedeemable, recoveryCodeCount } from './rules.ts';
import { beginSession, onceProven, requireSession, signsIn } from './service.ts';
import { type CodeInput, promote, rememberDevice, type SignedIn, wrongCode } from './sign-in.ts';
import { countAttempt } from './throttle.ts';

export type Invited = { token: string; url: string; expiresAt: number; how: 'mail' | 'shown' };

/**
 * A one-time link. It is mailed when mail is configured and the person has an address; otherwise whoever made it hands it
 * over. A new link ends the older ones. `personId` is null for the link that sets up the installation.
 */
export async function createInvitation(ctx: Ctx, personId: string | null, purpose: Asked, more: { onlyByMail?: boolean } = {}): Promise<Invited> {
  const person = personId === null ? undefined : await getInvitable(ctx, personId, purpose);
  if (personId === null) ensure(ctx, 'settings.edit', null);
  return invite(ctx, person, purpose, more);
}

/** For somebody who is back in service, decided by the caller. False where there is no mail to send it by: then an administrator invites. */
export async function inviteBack(ctx: Ctx, personId: string): Promise<boolean> {
  const person = found(await queries.findPerson(ctx.read, personId), 'person.missing');
  if (!ctx.config.smtpUrl || !person.email) return false;
  await invite(ctx, person, 'return', { onlyByMail: true });
  return true;
}

type Asked = Exclude<InvitationPurpose, 'return' | 'reset'>;
type Invitable = { id: string; email: string | null } | undefined;

/** Decided by the caller. */
export async function invite(ctx: Ctx, person: Invitable, purpose: InvitationPurpose, more: { onlyByMail?: boolean } = {}): Promise<Invited> {
  const personId = person?.id ?? null;
  const token = ctx.crypto.newToken('khi_');
  const how = ctx.config.smtpUrl && person?.email ? 'mail' : 'shown';
  if (more.onlyByMail && how !== 'mail') throw new Problem('conflict', person?.email ? 'invitation.no-mail' : 'invitation.no-address');
  const expiresAt = ctx.now() + invitationLasts[purpose];
  await ctx.write(async (tx) => {
    await queries.revokeInvitations(tx, personId, ctx.now());
    await queries.addInvitation(tx, {
      id: ctx.newId('invitation'),
      purpose,
      personId,
      tokenHash: ctx.crypto.hashToken(token),
      createdAt: ctx.now(),
      createdBy: actorId(ctx.actor),
      expiresAt,
      redeemedAt: null,
      revokedAt: null,
    });
    if (how === 'mail' && personId) await mailInvitation(ctx, tx, personId, token, expiresAt);
    const subject = personId ? { kind: 'person' as const, id: personId } : { kind: 'installation' as const, id: null };
    await record(tx, ctx, 'invitation.sent', subject, { purpose, how });
  });
  return { token, url: linkOf(ctx, purpose, token), expiresAt, how };
}

function linkOf(ctx: Ctx, purpose: InvitationPurpose, token: string): string {
  return `${ctx.config.publicUrl}/${purpose === 'setup' ? 'setup' : 'invitation'}#${token}`;
}

export type MailedLink = { url: string; purpose: InvitationPurpose; expiresAt: number };

/** For whoever delivers the mail, at the moment it leaves. Null when the link was replaced, used or ran out while the mail waited. */
export async function openMailedLink(ctx: Ctx, personId: string, mailId: string, sealed: SealedValue): Promise<MailedLink | null> {
  const token = await openMailedToken(ctx, personId, mailId, sealed);
  const invitation = await queries.findInvitation(ctx.read, ctx.crypto.hashToken(token));
  if (!invitation || !isRedeemable(invitation, ctx.now())) return null;
  return { url: linkOf(ctx, invitation.purpose, token), purpose: invitation.purpose, expiresAt: invitation.expiresAt };
}

async function getInvitable(ctx: Ctx, personId: string, purpose: InvitationPurpose) {
  const person = found(await queries.findPerson(ctx.read, personId), 'person.missing');
  const broughtIn = (await broughtInByActor(ctx, [personId])).get(personId) ?? null;
  ensure(ctx, 'person.invite', { ...(await personFacts(ctx, personId)), broughtIn });
  if (!isHere(person, ctx.now())) throw new Problem('conflict', 'invitation.person-gone');
  if (purpose === 'invitation' && (await signsIn(ctx, personId))) throw new Problem('conflict', 'invitation.signs-in-already');
  return person;
}

async function mailInvitation(ctx: Ctx, tx: WriteHandle, personId: string, token: string, expiresAt: number): Promise<void> {
  const id = ctx.newId('mail');
  const sealedToken = await sealMailedToken(ctx, tx, id, token);
  const by = personOf(ctx.actor)?.name ?? 'Keyholder';
  await writeNotice(tx, ctx, { template: 'invitation', recipientId: personId, data: { expiresAt, by }, sealedToken, id });
}

/** Whom this token invites. Looking does not use it up. */
export async function findInvitee(ctx: Ctx, token: string): Promise<{ purpose: InvitationPurpose; name: string; email: string }> {
  const { invitation, person } = await getInvitation(ctx, token);
  return { purpose: invitation.purpose, name: person.displayName, email: person.email ?? '' };
}

async function getInvitation(ctx: Ctx, token: string) {
  const invitation = await queries.findInvitation(ctx.read, ctx.crypto.hashToken(token.trim()));
  const person = invitation?.personId ? await queries.findPerson(ctx.read, invitation.personId) : undefined;
  if (!invitation || !person || !isRedeemable(invitation, ctx.now()) || !isHere(person, ctx.now())) throw linkGone();
  return { invitation, person };
}

function linkGone(): Problem {
  return new Problem('conflict', 'invitation.gone');
}

export type Redemption = { token: string; password: string; device: string | null };

/** Uses the link up: from here on the password counts, and the second factor comes next. */
export async function redeemInvitation(ctx: Ctx, input: Redemption): Promise<{ personId: string; sessionToken: string }> {
  const { invitation, person } = await getInvitation(ctx, input.token);
  await refuseWeakPassword(ctx, input.password, person);
  const passwordHash = await ctx.crypto.passwords.hash(input.password);
  return ctx.write(async (tx) => {
    const sessionToken = await redeem(ctx, tx, invitation, { personId: person.id, passwordHash, device: input.device });
    return { personId: person.id, sessionToken };
  });
}

/** Throws unless this link may still set up the installation. */
export async function checkSetupLink(ctx: Ctx, token: string): Promise<void> {
  await getSetupLink(ctx, token);
}

async function getSetupLink(ctx: Ctx, token: string): Promise<queries.Invitation> {
  const invitation = await queries.findInvitation(ctx.read, ctx.crypto.hashToken(token.trim()));
  if (invitation?.purpose !== 'setup' || !isRedeemable(invitation, ctx.now())) throw linkGone();
  return invitation;
}

export type FirstSignIn = { personId: string; passwordHash: string; device: string | null };

/** Uses up the set-up link for the first administrator, in the unit that makes that person. */
export async function redeemSetupLink(ctx: Ctx, token: string, first: FirstSignIn): Promise<{ sessionToken: string }> {
  return ctx.write(async (tx) => {
    const invitation = await getSetupLink(within(ctx, tx), token);
    return { sessionToken: await redeem(ctx, tx, invitation, first) };
  });
}

async function redeem(ctx: Ctx, tx: WriteHandle, invitation: queries.Invitation, first: FirstSignIn): Promise<string> {
  const { personId, passwordHash, device } = first;
  if (!(await queries.spendInvitation(tx, invitation.id, ctx.now()))) throw linkGone();
  const person = found(await queries.findPerson(tx, personId), 'person.missing');
  if (!isHere(person, ctx.now())) throw linkGone();
  if (invitation.purpose === 'reset') await endOldWay(ctx, tx, personId);
  await shredSeed(ctx, tx, await queries.findSignIn(tx, personId));
  const seed = await sealSeed(ctx, tx, personId, ctx.crypto.totp.newSeed());
  const now = ctx.now();
  await queries.saveSignIn(tx, { personId, passwordHash, passwordSetAt: now, ...seed, lastStep: 0, confirmedAt: null, endedAt: null });
  await queries.replaceRecoveryCodes(tx, personId, []);
  await queries.forgetDevices(tx, personId);
  await queries.endSessions(tx, { personId }, invitation.purpose, now);
  await writeNotice(tx, ctx, { template: 'invitation-used', recipientId: personId, data: { at: now } });
  await record(tx, ctx, 'invitation.redeemed', { kind: 'person', id: personId }, { purpose: invitation.purpose });
  const { securityStamp } = found(await queries.findPerson(tx, personId), 'person.missing');
  return (await beginSession(ctx, tx, { id: personId, securityStamp }, 'enrolling', device)).sessionToken;
}

/** Tokens end by the newer stamp. A reset that was stopped meanwhile lets nobody in, whatever became of its link. */
async function endOldWay(ctx: Ctx, tx: WriteHandle, personId: string): Promise<void> {
  const reset = await findPendingReset(tx, personId);
  const used = { state: 'used', decidedAt: ctx.now() } as const;
  if (reset?.state !== 'sent' || !(await decideReset(tx, reset, used))) throw linkGone();
  await raiseSecurityStamp(within(ctx, tx), personId);
}

export type Factor = { seed: string; uri: string };

/** What the authenticator app has to scan. */
export async function getEnrolment(ctx: Ctx, sessionToken: string): Promise<Factor> {
  const { person, signIn } = await requireSession(ctx, sessionToken, 'enrolling');
  const seed = await openSeed(ctx, signIn);
  return { seed, uri: ctx.crypto.totp.totpUri(seed, 'Keyholder', person.email ?? person.displayName) };
}

/** `settingUp`: whoever came by the set-up link, and not by an invitation of somebody who was here before. */
export type Enrolled = Omit<SignedIn, 'codesLeft'> & { recoveryCodes: string[]; settingUp: boolean };

/** The first right code makes the sign-in whole. */
export async function confirmEnrolment(ctx: Ctx, input: CodeInput): Promise<Enrolled> {
  const { session, person, signIn, as } = await requireSession(ctx, input.sessionToken, 'enrolling');
  const succeeded = await countAttempt(ctx, `code ${person.id}`, person.id, input);
  const step = ctx.crypto.totp.verifyCode(await openSeed(ctx, signIn), input.code, ctx.now(), signIn.lastStep);
  if (step === undefined) throw wrongCode();
  return ctx.write(async (tx) => {
    if (!(await queries.spendStep(tx, person.id, step))) throw wrongCode();
    await succeeded(tx);
    const now = ctx.now();
    await queries.changeSignIn(tx, person.id, { confirmedAt: now });
    const sessionToken = await promote(ctx, tx, input.sessionToken, { stage: 'complete', factorAt: now, expiresAt: now + absoluteLimit });
    const deviceToken = await rememberDevice(ctx, tx, person.id, input.deviceToken);
    const theirs = onceProven(ctx, as);
    const recoveryCodes = await makeRecoveryCodes(theirs, tx, person.id);
    await record(tx, theirs, 'sign-in.created', { kind: 'person', id: person.id }, { factor: 'totp' });
    await record(tx, theirs, 'sign-in.completed', { kind: 'person', id: person.id }, { sessionId: session.id, factor: 'totp' });
    const settingUp = !(await queries.wasInvited(tx, person.id));
    return { personId: person.id, sessionToken, deviceToken, recoveryCodes, settingUp };
  });
}

/** New codes replace the old ones; only hashes stay. */
export async function makeRecoveryCodes(ctx: Ctx, tx: WriteHandle, personId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => ctx.crypto.newRecoveryCode());
  const rows = codes.map((code) => ({
    id: ctx.newId('recoveryCode'),
    personId,
    codeHash: ctx.crypto.hashToken(code),
    createdAt: ctx.now(),
    usedAt: null,
  }));
  await queries.replaceRecoveryCodes(tx, personId, rows);
  await record(tx, ctx, 'recovery-codes.made', { kind: 'person', id: personId }, { codes: codes.length });
  return codes;
}
