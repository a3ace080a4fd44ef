import { isHere } from '#src/features/people/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { Problem } from '#src/ground/problem.ts';
import { isSpent, type Proof, readProof, spendProof } from './factor.ts';
import * as queries from './queries.ts';
import { absoluteLimit, canonicalEmail } from './rules.ts';
import { beginSession, onceProven, requireSession, signInFirst } from './service.ts';
import { countAttempt, type Origin } from './throttle.ts';

export type Credentials = Origin & { email: string; password: string; device: string | null };

/** One answer for an address nobody has, a wrong password and somebody who left; each costs one hash. */
export async function startSignIn(ctx: Ctx, input: Credentials): Promise<{ sessionToken: string; stage: 'password' | 'enrolling' }> {
  const email = canonicalEmail(input.email);
  const known = await queries.findPersonToSignIn(ctx.read, email);
  const succeeded = await countAttempt(ctx, `password ${email}`, known?.person.id ?? null, input);
  const { passwords } = ctx.crypto;
  const matches = known ? await passwords.verify(known.signIn.passwordHash, input.password) : await passwords.dummyVerify(input.password);
  if (!known || !matches || !isHere(known.person, ctx.now())) throw refused(ctx, 'password');

  const { person, signIn } = known;
  return ctx.write(async (tx) => {
    await succeeded(tx);
    const stage = signIn.confirmedAt === null ? 'enrolling' : 'password';
    const { sessionId, sessionToken } = await beginSession(ctx, tx, person, stage, input.device);
    await record(tx, ctx, 'sign-in.password-proven', { kind: 'person', id: person.id }, { sessionId });
    return { sessionToken, stage };
  });
}

export type CodeInput = Origin & { sessionToken: string; code: string };
/** `codesLeft` where a recovery code was the proof: how many are left. */
export type SignedIn = { personId: string; sessionToken: string; deviceToken: string; codesLeft: number | null };

/** The second step. The session gets a new token: whatever was planted or seen before is worth nothing. */
export async function completeSignIn(ctx: Ctx, input: CodeInput): Promise<SignedIn> {
  const { session, person, signIn, as } = await requireSession(ctx, input.sessionToken, 'password');
  return withProof(ctx, input, signIn, async (tx, factor, codesLeft) => {
    const now = ctx.now();
    const token = await promote(ctx, tx, input.sessionToken, { stage: 'complete', factorAt: now, expiresAt: now + absoluteLimit });
    const deviceToken = await rememberDevice(ctx, tx, person.id, input.deviceToken);
    await record(tx, onceProven(ctx, as), 'sign-in.completed', { kind: 'person', id: person.id }, { sessionId: session.id, factor });
    return { personId: person.id, sessionToken: token, deviceToken, codesLeft };
  });
}

/** Proves the second factor again, for the next ten minutes of dangerous acts. */
export async function stepUp(ctx: Ctx, input: CodeInput): Promise<Pick<SignedIn, 'sessionToken' | 'codesLeft'>> {
  const { session, person, signIn } = await requireSession(ctx, input.sessionToken, 'complete');
  return withProof(ctx, input, signIn, async (tx, _, codesLeft) => {
    const sessionToken = await promote(ctx, tx, input.sessionToken, { factorAt: ctx.now() });
    await record(tx, ctx, 'session.stepped-up', { kind: 'person', id: person.id }, { sessionId: session.id });
    return { sessionToken, codesLeft };
  });
}

/** The same for a program that acts for this person: `use` is given the unit in which the code is spent. */
export async function proveFactor<T>(ctx: Ctx, personId: string, input: Origin & { code: string }, use: (tx: WriteHandle) => Promise<T>): Promise<T> {
  const signIn = await queries.findSignIn(ctx.read, personId);
  if (!signIn || signIn.endedAt !== null || signIn.confirmedAt === null) throw signInFirst();
  return withProof(ctx, input, signIn, use);
}

/** Counts the attempt, checks the code, and spends it in the unit that uses it: of twenty parallel uses one succeeds. */
async function withProof<T>(
  ctx: Ctx,
  input: Origin & { code: string },
  signIn: queries.SignIn,
  use: (tx: WriteHandle, factor: Proof['kind'], codesLeft: number | null) => Promise<T>,
): Promise<T> {
  const { personId } = signIn;
  const succeeded = await countAttempt(ctx, `code ${personId}`, personId, input);
  const proof = await readProof(ctx, signIn, input.code);
  const result =
    proof &&
    (await ctx.write(async (tx) => {
      if (!(await spendProof(ctx, tx, personId, proof))) return null;
      await succeeded(tx);
      return { value: await use(tx, proof.kind, proof.kind === 'totp' ? null : await tellCodeUsed(ctx, tx, personId)) };
    }));
  if (result) return result.value;
  await ctx.write((tx) => record(tx, ctx, 'sign-in.refused', { kind: 'person', id: personId }, { because: 'code' }));
  throw refused(ctx, proof && (await isSpent(ctx, personId, proof)) ? 'code-used' : 'code');
}

/** Whoever lost the sheet hears of it by the first code that somebody else uses. */
async function tellCodeUsed(ctx: Ctx, tx: WriteHandle, personId: string): Promise<number> {
  const left = await queries.countRecoveryCodes(tx, personId);
  await writeNotice(tx, ctx, { template: 'recovery-code-used', recipientId: personId, data: { at: ctx.now(), left } });
  return left;
}

/** Gives the session a new token and its new rights. */
export async function promote(ctx: Ctx, tx: WriteHandle, oldToken: string, fields: Partial<queries.Session>): Promise<string> {
  const sessionToken = ctx.crypto.newToken('khs_');
  const tokenHash = ctx.crypto.hashToken(sessionToken);
  const renewed = await queries.renewSession(tx, ctx.crypto.hashToken(oldToken), { ...fields, tokenHash, lastUsedAt: ctx.now() });
  if (!renewed) throw signInFirst();
  return sessionToken;
}

/** The cookie of a browser that signed in; one that is known already keeps it. */
export async function rememberDevice(ctx: Ctx, tx: WriteHandle, personId: string, deviceToken: string | undefined): Promise<string> {
  const known = deviceToken ? await queries.findDevice(tx, ctx.crypto.hashToken(deviceToken)) : undefined;
  if (deviceToken && known?.personId === personId) return deviceToken;
  const made = ctx.crypto.newToken('khd_');
  await queries.addDevice(tx, { id: ctx.newId('device'), personId, tokenHash: ctx.crypto.hashToken(made), createdAt: ctx.now() });
  return made;
}

/** Of address and password in one voice: nobody learns which of them was wrong. Whoever is asked for a code has passed both. */
function refused(ctx: Ctx, step: 'password' | 'code' | 'code-used'): Problem {
  ctx.log.warn({ request: ctx.requestId, step }, 'a sign-in was refused');
  if (step === 'password') return new Problem('invalid', 'sign-in.refused');
  return step === 'code' ? wrongCode() : new Problem('invalid', 'sign-in.code-used', { fields: [{ field: 'code', code: 'used-code' }] });
}

export function wrongCode(): Problem {
  return new Problem('invalid', 'sign-in.wrong-code', { fields: [{ field: 'code', code: 'wrong-code' }] });
}
