import { accountFacts, revealCandidate, showCandidateCode as showCodeOf } from '#src/features/access/index.ts';
import { getAccount } from '#src/features/accounts/index.ts';
import { findPlatform, generatePassword } from '#src/features/platforms/index.ts';
import { abandonValue, getSecret, type OneTimeCode, prepareValue, refusePersonal, retainedMatch } from '#src/features/secrets/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type WriteHandle, within } from '#src/ground/ctx.ts';
import type { EventDetails } from '#src/ground/events.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { findOpenRotation, findRotation, insertRotation, type RotationRow, saveRotation } from './queries.ts';
import { mayBecome, type RotationState } from './rules.ts';

/** The open rotation of a secret, or a new one: two people who begin at once find themselves in the same. */
export async function openRotation(ctx: Ctx, secretId: string): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const secret = await getSecret(inside, secretId);
    const because = await ensureMayRotate(inside, secret.accountId);
    if (secret.kind === 'note') throw new Problem('invalid', 'rotation.note');
    await refusePersonal(tx, secret.accountId, secret.kind);
    const open = await findOpenRotation(tx, secretId);
    if (open) return { id: open.id };
    const id = ctx.newId('rotation');
    await insertRotation(tx, {
      id,
      secretId,
      accountId: secret.accountId,
      state: 'due',
      openedAt: ctx.now(),
      openedBy: signatureOf(ctx.actor),
      performerId: personOf(ctx.actor)?.id ?? null,
      candidateId: null,
      preparedAt: null,
      attestedAt: null,
      attestedBy: null,
      closedAt: null,
      closedBy: null,
      because: null,
      evidenceKind: null,
    });
    await record(tx, ctx, 'rotation.opened', subject(secret.accountId), { rotationId: id, secretId }, { because });
    return { id };
  });
}

/** Makes the candidate: generated to the platform's rules, or typed in where the platform hands it out (a new seed). */
export async function prepareRotation(ctx: Ctx, id: string, typed?: string): Promise<{ versionId: string }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const rotation = await changeable(inside, id, 'prepared');
    if (rotation.state === 'prepared') throw new Problem('conflict', 'rotation.already-prepared');
    const secret = await getSecret(inside, rotation.secretId);
    if (secret.kind === 'totp' && !typed) throw new Problem('invalid', 'rotation.seed-needed', { fields: [{ field: 'value', code: 'required' }] });
    const value = typed ?? (await freshPassword(inside, secret.id, secret.accountId));
    const { versionId } = await prepareValue(inside, secret.id, value, { typed: typed !== undefined });
    await saveRotation(tx, id, {
      state: 'prepared',
      candidateId: versionId,
      preparedAt: ctx.now(),
      performerId: personOf(ctx.actor)?.id ?? rotation.performerId,
    });
    await note(tx, ctx, 'rotation.prepared', rotation, { rotationId: id, secretId: secret.id, versionId });
    return { versionId };
  });
}

export async function showCandidate(ctx: Ctx, id: string, how: 'shown' | 'copied', reason?: string): Promise<{ value: string; until: number }> {
  const rotation = await getRotation(ctx, id);
  if (rotation.state !== 'prepared' || !rotation.candidateId) throw new Problem('conflict', 'rotation.nothing-prepared');
  return revealCandidate(ctx, { secretId: rotation.secretId, versionId: rotation.candidateId, how, ...(reason ? { reason } : {}) });
}

/** The code of a seed that is not in force yet, to prove to the platform that we have it. */
export async function showCandidateCode(ctx: Ctx, id: string): Promise<OneTimeCode> {
  const rotation = await getRotation(ctx, id);
  if (rotation.state !== 'prepared' || !rotation.candidateId) throw new Problem('conflict', 'rotation.nothing-prepared');
  await ensureMayRotate(ctx, rotation.accountId);
  return showCodeOf(ctx, { secretId: rotation.secretId, versionId: rotation.candidateId });
}

/** The platform refused it. The candidate is kept as retired; the next attempt makes a new one. */
export async function refuseRotation(ctx: Ctx, id: string): Promise<{ id: string }> {
  await ctx.write(async (tx) => {
    await setAside(within(ctx, tx), tx, await changeable(within(ctx, tx), id, 'abandoned'), 'rotation.refused');
  });
  const { secretId } = await getRotation(ctx, id);
  return openRotation(ctx, secretId);
}

export async function abandonRotation(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    await setAside(within(ctx, tx), tx, await changeable(within(ctx, tx), id, 'abandoned'), 'rotation.abandoned');
  });
}

async function setAside(ctx: Ctx, tx: WriteHandle, rotation: RotationRow, event: 'rotation.refused' | 'rotation.abandoned'): Promise<void> {
  if (rotation.candidateId) await abandonValue(ctx, rotation.secretId, rotation.candidateId);
  await saveRotation(tx, rotation.id, { state: 'abandoned', closedAt: ctx.now(), closedBy: signatureOf(ctx.actor) });
  await note(tx, ctx, event, rotation, { rotationId: rotation.id, secretId: rotation.secretId });
}

/** Something outside stands in the way: the platform locked us out, or asks for something only a person has. */
export async function blockRotation(ctx: Ctx, id: string, because: string): Promise<void> {
  await ctx.write(async (tx) => {
    const rotation = await changeable(within(ctx, tx), id, 'blocked');
    await saveRotation(tx, id, { state: 'blocked', because });
    await note(tx, ctx, 'rotation.blocked', rotation, { rotationId: id, secretId: rotation.secretId }, { reason: because });
  });
}

/** Back to where it stood: with its candidate if it has one. */
export async function unblockRotation(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const rotation = found(await findRotation(tx, id), 'rotation.missing');
    const state = rotation.candidateId ? 'prepared' : 'due';
    await changeable(within(ctx, tx), id, state);
    await saveRotation(tx, id, { state, because: null });
    await note(tx, ctx, 'rotation.resumed', rotation, { rotationId: id, secretId: rotation.secretId });
  });
}

/** A rotation that this actor may see; `missing` otherwise. */
export async function getRotation(ctx: Ctx, id: string): Promise<RotationRow> {
  const rotation = found(await findRotation(ctx.read, id), 'rotation.missing');
  if (!allows(ctx, 'account.view', await accountFacts(ctx, rotation.accountId))) throw new Problem('missing', 'rotation.missing');
  return rotation;
}

async function ensureMayRotate(ctx: Ctx, accountId: string): Promise<string> {
  const facts = await accountFacts(ctx, accountId);
  if (!allows(ctx, 'account.view', facts)) throw new Problem('missing', 'secret.missing');
  return ensure(ctx, 'rotation.run', facts);
}

/** A rotation that this actor may take to that state. */
export async function changeable(ctx: Ctx, id: string, to: RotationState): Promise<RotationRow> {
  const rotation = await getRotation(ctx, id);
  await ensureMayRotate(ctx, rotation.accountId);
  if (rotation.state !== to && !mayBecome(rotation.state, to)) throw new Problem('conflict', `rotation.is-${rotation.state}`);
  if (rotation.state === to && to !== 'prepared') throw new Problem('conflict', `rotation.is-${to}`);
  return rotation;
}

/** A value that this secret has never had. */
async function freshPassword(ctx: Ctx, secretId: string, accountId: string): Promise<string> {
  const { platform: platformId } = await getAccount(ctx, accountId);
  const platform = found(findPlatform(platformId), 'account.unknown-platform');
  for (;;) {
    const candidate = generatePassword(platform, ctx.crypto.randomIndex);
    if (!(await retainedMatch(ctx, secretId, candidate))) return candidate;
  }
}

type RotationEvent = Extract<keyof EventDetails, `rotation.${string}`>;

export async function note<E extends RotationEvent>(
  tx: WriteHandle,
  ctx: Ctx,
  event: E,
  rotation: RotationRow,
  detail: EventDetails[E],
  personal?: Record<string, string>,
): Promise<void> {
  await record(tx, ctx, event, subject(rotation.accountId), detail, personal ? { personal } : {});
}

function subject(accountId: string) {
  return { kind: 'account', id: accountId } as const;
}
