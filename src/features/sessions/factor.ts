import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { found } from '#src/ground/problem.ts';
import { openValue, type SealedValue, sealValue, shredKey } from '#src/features/keys/index.ts';
import * as queries from './queries.ts';

/** Proof of a second factor, not yet spent. */
export type Proof = { kind: 'totp'; step: number } | { kind: 'recovery-code'; hash: string };

const seedPlace = (personId: string) => ({ table: 'sign_ins', row: personId, field: 'seed', version: 1 });

export async function sealSeed(ctx: Ctx, tx: WriteHandle, personId: string, seed: string) {
  const { dataKeyId, sealed } = await sealValue(ctx, tx, seed, seedPlace(personId));
  return { seedKeyId: dataKeyId, sealedSeed: sealed };
}

export async function shredSeed(ctx: Ctx, tx: WriteHandle, signIn: queries.SignIn | undefined): Promise<void> {
  if (signIn?.seedKeyId) await shredKey(ctx, tx, signIn.seedKeyId);
}

/** Opens the seed for the event that called for it: the password that was proven, or the sign-in that is being made. */
export async function openSeed(ctx: Ctx, signIn: queries.SignIn): Promise<string> {
  const { personId, seedKeyId, sealedSeed } = signIn;
  const events = ['sign-in.password-proven', 'sign-in.completed', 'sign-in.created', 'invitation.redeemed'] as const;
  const eventId = found(await queries.findLastEvent(ctx.read, personId, events), 'sign-in.missing');
  const sealed = found(sealedSeed, 'sign-in.missing');
  const seed = await openValue(ctx, eventId, { dataKeyId: found(seedKeyId, 'sign-in.missing'), sealed }, seedPlace(personId));
  return seed.toString('utf8');
}

const mailedTokenPlace = (mailId: string) => ({ table: 'outbox', row: mailId, field: 'token', version: 1 });

/** A one-time token on its way by mail: the mail is the one place where it may be read. */
export async function sealMailedToken(ctx: Ctx, tx: WriteHandle, mailId: string, token: string): Promise<SealedValue> {
  return sealValue(ctx, tx, token, mailedTokenPlace(mailId));
}

export async function openMailedToken(ctx: Ctx, personId: string, mailId: string, sealed: SealedValue): Promise<string> {
  const eventId = found(await queries.findLastEvent(ctx.read, personId, ['invitation.sent']), 'invitation.gone');
  return (await openValue(ctx, eventId, sealed, mailedTokenPlace(mailId))).toString('utf8');
}

/** What the typed code would prove, if anything. Nothing is spent yet: `spendProof` does that in the unit that uses it. */
export async function readProof(ctx: Ctx, signIn: queries.SignIn, typed: string): Promise<Proof | null> {
  const recovery = ctx.crypto.normaliseRecoveryCode(typed);
  if (recovery) return { kind: 'recovery-code', hash: ctx.crypto.hashToken(recovery) };
  const seed = await openSeed(ctx, signIn);
  const { verifyCode } = ctx.crypto.totp;
  // One that was used already is read all the same, and found spent: that is what its owner is told.
  const step = verifyCode(seed, typed, ctx.now(), signIn.lastStep) ?? verifyCode(seed, typed, ctx.now(), undefined);
  return step === undefined ? null : { kind: 'totp', step };
}

/** Was it right once, and used? It proves nothing any more, so saying it gives nothing away. */
export async function isSpent(ctx: Ctx, personId: string, proof: Proof): Promise<boolean> {
  return proof.kind === 'totp' || (await queries.isSpentRecoveryCode(ctx.read, personId, proof.hash));
}

/** False when it was spent before, or when it never existed. */
export async function spendProof(ctx: Ctx, tx: WriteHandle, personId: string, proof: Proof): Promise<boolean> {
  return proof.kind === 'totp' ? queries.spendStep(tx, personId, proof.step) : queries.spendRecoveryCode(tx, personId, proof.hash, ctx.now());
}
