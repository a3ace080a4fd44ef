import { hasAcknowledged } from '#src/features/policies/index.ts';
import { type OneTimeCode, revealVersion, type Secret, showCode } from '#src/features/secrets/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { allows, ensure, type RevealFacts } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { findSecretPlace } from './queries.ts';
import { actorOn } from './service.ts';

type Ask = { secretId: string; how: 'shown' | 'copied'; reason?: string };

/** A shown value leaves the screen and, where the browser allows it, the clipboard after this long. */
const shownFor = 30_000;

/** Rule 2. The seed of one-time codes needs `manage`: whoever has it needs the vault no more. */
export async function revealSecret(ctx: Ctx, ask: Ask): Promise<{ value: string; until: number; versionId: string }> {
  const permit = permitFor((secret) => (secret.kind === 'totp' ? 'rotation.reveal' : 'secret.reveal'), ask.reason);
  const shown = await recordingRefusal(ctx, ask.secretId, () => revealVersion(ctx, { ...ask, reason: ask.reason?.trim() || null }, permit));
  return { ...shown, until: ctx.now() + shownFor };
}

/** The candidate of a rotation, for whoever performs it. */
export async function revealCandidate(ctx: Ctx, ask: Ask & { versionId: string }): Promise<{ value: string; until: number; versionId: string }> {
  const permit = permitFor(() => 'rotation.reveal', ask.reason);
  const shown = await recordingRefusal(ctx, ask.secretId, () => revealVersion(ctx, { ...ask, reason: ask.reason?.trim() || null }, permit));
  return { ...shown, until: ctx.now() + shownFor };
}

export async function showOneTimeCode(ctx: Ctx, ask: { secretId: string; reason?: string }): Promise<OneTimeCode> {
  const permit = permitFor(() => 'secret.code', ask.reason);
  return recordingRefusal(ctx, ask.secretId, () => showCode(ctx, { ...ask, reason: ask.reason?.trim() || null }, permit));
}

/** A code of a seed that is not in force yet: that it is being set is reason enough on any account. */
export async function showCandidateCode(ctx: Ctx, ask: { secretId: string; versionId: string }): Promise<OneTimeCode> {
  const permit = permitFor(() => 'secret.code', 'rotation');
  return recordingRefusal(ctx, ask.secretId, () => showCode(ctx, ask, permit));
}

type RevealAction = 'secret.reveal' | 'rotation.reveal' | 'secret.code';

function permitFor(actionFor: (secret: Secret) => RevealAction, reason: string | undefined) {
  return async (ctx: Ctx, secret: Secret, tx: WriteHandle): Promise<string> => {
    const inside = within(ctx, tx);
    if (secret.removedAt !== null) throw new Problem('missing', 'secret.missing');
    const facts = await revealFacts(inside, secret.accountId, reason ?? null);
    if (!allows(ctx, 'account.view', facts)) throw new Problem('missing', 'secret.missing');
    return ensure(ctx, actionFor(secret), facts);
  };
}

async function revealFacts(ctx: Ctx, accountId: string, reason: string | null): Promise<RevealFacts> {
  const { facts, noticePeriod, gone } = await actorOn(ctx, accountId);
  if (gone) throw new Problem('unauthenticated', 'permission.sign-in');
  const person = personOf(ctx.actor);
  return { ...facts, acknowledged: person !== null && (await hasAcknowledged(ctx, person.id)), reason, noticePeriod };
}

/** A refusal undoes its unit, so it is written down in a small one of its own. */
async function recordingRefusal<T>(ctx: Ctx, secretId: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (problem) {
    if (problem instanceof Problem && isRefusal(problem)) await recordRefusal(ctx, secretId, problem.code);
    throw problem;
  }
}

function isRefusal(problem: Problem): boolean {
  return ['forbidden', 'step-up', 'unauthenticated'].includes(problem.kind) || problem.code === 'secret.missing';
}

async function recordRefusal(ctx: Ctx, secretId: string, because: string): Promise<void> {
  const accountId = await findSecretPlace(ctx.read, secretId);
  if (accountId === undefined) return;
  await ctx.write((tx) => record(tx, ctx, 'secret.refused', { kind: 'account', id: accountId }, { secretId, because }));
}
