import { accountFacts, closeKnownOutside, endTaskAccess, revealCandidate, showCandidateCode as showCodeOf } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { findPlatform, generatePassword } from '#src/features/platforms/index.ts';
import { abandonValue, confirmValue, getSecret, prepareValue, retainedMatch } from '#src/features/secrets/index.ts';
import { closeRotationTasks } from '#src/features/tasks/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type WriteHandle, within } from '#src/ground/ctx.ts';
import type { EventDetails } from '#src/ground/events.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { findOpenRotation, findRotation, insertRotation, listToldPeople, type RotationRow, saveRotation } from './queries.ts';
import { mayBecome, type RotationState } from './rules.ts';

/** The open rotation of a secret, or a new one: two people who begin at once find themselves in the same. */
export async function openRotation(ctx: Ctx, secretId: string): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const secret = await getSecret(inside, secretId);
    const because = await ensureMayRotate(inside, secret.accountId);
    if (secret.kind === 'note') throw new Problem('invalid', 'rotation.note');
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
export async function showCandidateCode(ctx: Ctx, id: string): Promise<{ code: string; seconds: number }> {
  const rotation = await getRotation(ctx, id);
  if (rotation.state !== 'prepared' || !rotation.candidateId) throw new Problem('conflict', 'rotation.nothing-prepared');
  await ensureMayRotate(ctx, rotation.accountId);
  return showCodeOf(ctx, { secretId: rotation.secretId, versionId: rotation.candidateId });
}

/** The evidence that a new factor works: a code from another device that scanned it too, or the performer's word. */
export type Evidence = { kind: 'second-device'; code: string } | { kind: 'attested' };

/**
 * The platform accepted the candidate. It becomes current, whatever it answers is answered, tasks that waited for it
 * close, and everybody who uses the login hears that it changed, never to what.
 */
export async function confirmRotation(ctx: Ctx, id: string, evidence: Evidence = { kind: 'attested' }): Promise<{ answered: number; open: number }> {
  if (evidence.kind === 'second-device' && (await showCandidateCode(ctx, id)).code !== evidence.code) {
    throw new Problem('invalid', 'rotation.other-code', { fields: [{ field: 'code', code: 'rotation.other-code' }] });
  }
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const rotation = await changeable(inside, id, 'confirmed');
    const versionId = found(rotation.candidateId, 'rotation.nothing-prepared');
    const performer = personOf(ctx.actor);
    if (!performer) throw new Problem('forbidden', 'permission.no-role');
    const result = await confirmValue(inside, rotation.secretId, versionId, performer.id);
    await saveRotation(tx, id, {
      state: 'confirmed',
      closedAt: ctx.now(),
      closedBy: performer.id,
      performerId: performer.id,
      evidenceKind: evidence.kind,
    });
    await note(tx, ctx, 'rotation.confirmed', rotation, { rotationId: id, secretId: rotation.secretId, versionId });
    if (result.open === 0) {
      const closed = await closeRotationTasks(inside, rotation.secretId, versionId);
      await endTaskAccess(
        inside,
        closed.map((task) => task.id),
      );
    }
    await closeKnownOutside(inside, rotation.accountId);
    await tellHolders(inside, tx, rotation, performer.id);
    return result;
  });
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

/** Who will hear that the value changed. */
export async function toldPeople(ctx: Ctx, rotation: RotationRow): Promise<{ id: string; name: string }[]> {
  const performer = personOf(ctx.actor)?.id;
  return (await listToldPeople(ctx.read, rotation.accountId, ctx.now())).filter((person) => person.id !== performer);
}

async function ensureMayRotate(ctx: Ctx, accountId: string): Promise<string> {
  const facts = await accountFacts(ctx, accountId);
  if (!allows(ctx, 'account.view', facts)) throw new Problem('missing', 'secret.missing');
  return ensure(ctx, 'rotation.run', facts);
}

async function changeable(ctx: Ctx, id: string, to: RotationState): Promise<RotationRow> {
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

async function tellHolders(ctx: Ctx, tx: WriteHandle, rotation: RotationRow, performerId: string): Promise<void> {
  const account = accountTitle(await getAccount(ctx, rotation.accountId));
  for (const person of await listToldPeople(tx, rotation.accountId, ctx.now())) {
    if (person.id === performerId) continue;
    await writeNotice(tx, ctx, { template: 'secret-changed', recipientId: person.id, data: { account, accountId: rotation.accountId } });
  }
}

type RotationEvent = Extract<keyof EventDetails, `rotation.${string}`>;

async function note<E extends RotationEvent>(
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
