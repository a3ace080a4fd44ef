import { printsOf } from '#src/features/keys/index.ts';
import type { PersonActor } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { raiseSecurityStamp } from '#src/features/people/index.ts';
import { refuseWeakPassword } from './blocklist.ts';
import { type Factor, makeRecoveryCodes } from './enrol.ts';
import { sealSeed, shredSeed } from './factor.ts';
import * as queries from './queries.ts';
import type { OpenReset } from './reset.ts';
import { listOwnNeeds } from './reset.queries.ts';
import { isOpen } from './reset.rules.ts';
import { requireFreshFactor, requirePerson } from './service.ts';
import { wrongCode } from './sign-in.ts';
import { countAttempt, type Origin } from './throttle.ts';

export type SignInFacts = { passwordSetAt: number; factorSetAt: number | null; recoveryCodesLeft: number };

export async function ownSignIn(ctx: Ctx): Promise<SignInFacts> {
  const actor = requirePerson(ctx);
  const signIn = found(await queries.findSignIn(ctx.read, actor.id), 'sign-in.missing');
  const recoveryCodesLeft = await queries.countRecoveryCodes(ctx.read, actor.id);
  return { passwordSetAt: signIn.passwordSetAt, factorSetAt: signIn.confirmedAt, recoveryCodesLeft };
}

export type OwnNeeds = { codesLeft: number | null; reset: OpenReset | null };

/** For the start page. `codesLeft` is null for somebody who never was given any. */
export async function ownSignInNeeds(ctx: Ctx): Promise<OwnNeeds> {
  const rows = await listOwnNeeds(ctx.read, requirePerson(ctx).id);
  const codes = new Map(rows.flatMap(({ codeId, usedAt }) => (codeId === null ? [] : [[codeId, usedAt] as const])));
  const codesLeft = codes.size === 0 ? null : [...codes.values()].filter((usedAt) => usedAt === null).length;
  return { codesLeft, reset: rows.find(({ reset }) => reset !== null && isOpen(reset, ctx.now()))?.reset ?? null };
}

/** Needs the present password and a fresh second factor; everything else that was issued ends. */
export async function changePassword(ctx: Ctx, input: Origin & { current: string; password: string }): Promise<{ sessionsEnded: number }> {
  const actor = requireFreshFactor(ctx);
  const succeeded = await countAttempt(ctx, `change ${actor.id}`, actor.id, input);
  const signIn = found(await queries.findSignIn(ctx.read, actor.id), 'sign-in.missing');
  const person = found(await queries.findPerson(ctx.read, actor.id), 'person.missing');
  const { passwords } = ctx.crypto;
  if (!(await passwords.verify(signIn.passwordHash, input.current))) {
    throw new Problem('invalid', 'sign-in.weak-password', { fields: [{ field: 'current', code: 'wrong-password' }] });
  }
  await refuseWeakPassword(ctx, input.password, person);
  const passwordHash = await passwords.hash(input.password);
  return ctx.write(async (tx) => {
    await succeeded(tx);
    await queries.changeSignIn(tx, actor.id, { passwordHash, passwordSetAt: ctx.now() });
    await queries.forgetDevices(tx, actor.id);
    const sessionsEnded = await endEverythingElse(ctx, tx, actor, 'password-changed');
    await record(tx, ctx, 'password.changed', { kind: 'person', id: actor.id }, { sessionsEnded });
    await writeNotice(tx, ctx, { template: 'password-changed', recipientId: actor.id, data: { at: ctx.now() } });
    return { sessionsEnded };
  });
}

/**
 * The next seed of this session, to be scanned before it counts. It is derived under the root key instead of stored, so that
 * the old factor stays whole until a code of the new one is shown, and a reload shows the same picture.
 */
export async function offerFactor(ctx: Ctx): Promise<Factor> {
  const [offered] = await offeredFactors(ctx);
  return found(offered, 'sign-in.missing');
}

/** While the root key is changed, also what was shown under the key before: it may be scanned already. */
async function offeredFactors(ctx: Ctx): Promise<Factor[]> {
  const actor = requireFreshFactor(ctx);
  const signIn = found(await queries.findSignIn(ctx.read, actor.id), 'sign-in.missing');
  const person = found(await queries.findPerson(ctx.read, actor.id), 'person.missing');
  const [prints = []] = await printsOf(ctx, [`next factor\n${actor.sessionId}\n${actor.factorAt}\n${signIn.confirmedAt}`]);
  return prints.map((print) => {
    const seed = Array.from(Buffer.from(print, 'hex'), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte & 31)).join('');
    return { seed, uri: ctx.crypto.totp.totpUri(seed, 'Keyholder', person.email ?? person.displayName) };
  });
}

/** The new factor takes the place of the old one, with new recovery codes; everything else that was issued ends. */
export async function replaceFactor(ctx: Ctx, input: Origin & { code: string }): Promise<{ recoveryCodes: string[] }> {
  const offered = await offeredFactors(ctx);
  const actor = requireFreshFactor(ctx);
  const succeeded = await countAttempt(ctx, `code ${actor.id}`, actor.id, input);
  const proven = offered.map(({ seed }) => ({ seed, step: ctx.crypto.totp.verifyCode(seed, input.code, ctx.now(), undefined) }));
  const { seed, step } = proven.find((one) => one.step !== undefined) ?? {};
  if (seed === undefined || step === undefined) throw wrongCode();
  return ctx.write(async (tx) => {
    await succeeded(tx);
    await shredSeed(ctx, tx, await queries.findSignIn(tx, actor.id));
    const sealed = await sealSeed(ctx, tx, actor.id, seed);
    await queries.changeSignIn(tx, actor.id, { ...sealed, lastStep: step, confirmedAt: ctx.now() });
    const sessionsEnded = await endEverythingElse(ctx, tx, actor, 'factor-replaced');
    await record(tx, ctx, 'factor.replaced', { kind: 'person', id: actor.id }, { sessionsEnded });
    await writeNotice(tx, ctx, { template: 'factor-replaced', recipientId: actor.id, data: { at: ctx.now() } });
    return { recoveryCodes: await makeRecoveryCodes(ctx, tx, actor.id) };
  });
}

export async function newRecoveryCodes(ctx: Ctx): Promise<string[]> {
  const actor = requireFreshFactor(ctx);
  return ctx.write(async (tx) => {
    await writeNotice(tx, ctx, { template: 'recovery-codes-made', recipientId: actor.id, data: { at: ctx.now() } });
    return makeRecoveryCodes(ctx, tx, actor.id);
  });
}

/** Other sessions, and by the newer security stamp API tokens too; the session that asked goes on. */
async function endEverythingElse(ctx: Ctx, tx: WriteHandle, actor: PersonActor, because: string): Promise<number> {
  const { live } = await queries.endSessions(tx, { personId: actor.id, except: actor.sessionId }, because, ctx.now());
  const securityStamp = await raiseSecurityStamp(within(ctx, tx), actor.id);
  if (actor.sessionId) await queries.changeSession(tx, actor.sessionId, { securityStamp });
  return live;
}
