import { getAccount } from '#src/features/accounts/index.ts';
import { addCauses, type CauseKind, everything } from '#src/features/secrets/index.ts';
import { slaHours } from '#src/features/settings/index.ts';
import { openTask, type TaskKind } from '#src/features/tasks/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { type Happening, record, recordAll } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { hour } from '#src/ground/time.ts';
import { accountKnowledge, byAccount, personKnowledge, without } from './knowledge.ts';
import { findGrant, type GrantRow, listActiveOf, listExpired, listOpenOutside, saveEnding } from './queries.ts';
import { exposureOf, type GrantKind, isOutdated, isVaultEnforced, type Loss, planLosses } from './rules.ts';
import { getGrant, grantFacts } from './service.ts';

/** Decided: from now on nobody has this way in by right. What they know and hold elsewhere is work, opened here. */
export async function endGrant(ctx: Ctx, grantId: string, because: string): Promise<{ causes: number; taskId: string | null }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const grant = await getGrant(inside, grantId);
    const verdict = ensure(ctx, 'grant.end', await grantFacts(inside, grant));
    if (grant.state !== 'active') throw new Problem('conflict', 'grant.already-ended');
    return end(inside, grant, because, verdict);
  });
}

/** Grants whose time is over, with the same consequences as if somebody had ended them. Up to 200 a run. */
export async function endExpired(ctx: Ctx): Promise<number> {
  return ctx.write(async (tx) => {
    const due = await listExpired(tx, ctx.now(), 200);
    for (const grant of due) await end(within(ctx, tx), grant, 'expired', 'expired');
    return due.length;
  });
}

/** The access that came with a rotation task. */
export async function endTaskGrant(ctx: Ctx, grant: GrantRow): Promise<void> {
  await end(ctx, grant, 'task-closed', 'task-closed');
}

async function end(ctx: Ctx, grant: GrantRow, because: string, verdict: string): Promise<{ causes: number; taskId: string | null }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    const { accountId, kind } = grant;
    // A grant that ran out by the clock was still in force just before.
    const at = grant.expiresAt !== null && grant.expiresAt <= now ? grant.expiresAt - 1 : now;
    const before = await accountKnowledge(tx, accountId, ctx.now());
    const holders = [...new Set(before.ways.filter((way) => way.grant.id === grant.id).map((way) => way.personId))];
    const losses = planLosses(before, without(before, new Set([grant.id])), holders, at);
    await addCauses(ctx, losses.map(asCause(kind === 'known-outside' ? 'known-outside-ended' : 'disclosure-ended', grant.id)));
    const closes = isVaultEnforced(kind) || (kind === 'known-outside' && isOutdated(grant.id, before, now));
    await saveEnding(tx, [grant.id], {
      state: closes ? 'closed' : 'ended',
      endedAt: now,
      endedBy: signatureOf(ctx.actor),
      endedBecause: because,
      closedAt: closes ? now : null,
    });
    const detail = { grantId: grant.id, because, causes: losses.length };
    await record(tx, ctx, 'grant.ended', { kind: 'account', id: accountId }, detail, { because: verdict });
    return { causes: losses.length, taskId: await openProofTask(ctx, grant) };
  });
}

const proofs: Partial<Record<GrantKind, TaskKind>> = {
  'platform-role': 'remove-role',
  'recovery-contact': 'move-recovery',
  'second-factor': 'move-factor',
  'connected-app': 'reconnect-app',
};

/** What the vault cannot close, somebody must go and close: the owner, or a deputy where the owner is the holder. */
async function openProofTask(ctx: Ctx, grant: GrantRow): Promise<string | null> {
  const kind = proofs[grant.kind];
  if (!kind) return null;
  const account = await getAccount(ctx, grant.accountId);
  const before = await accountKnowledge(ctx.read, grant.accountId, ctx.now());
  const inOffice = before.offices.filter((office) => office.toAt === null && office.personId !== grant.personId);
  const assignee = inOffice.find((office) => office.office === 'owner') ?? inOffice[0];
  const { id } = await openTask(ctx, {
    kind,
    originKind: 'access',
    originId: grant.id,
    accountId: grant.accountId,
    grantId: grant.id,
    subjectId: grant.personId,
    assigneeId: assignee?.personId ?? null,
    risk: { critical: 30, normal: 20, low: 10 }[account.criticality],
    slaAt: ctx.now() + slaHours[account.criticality] * hour,
  });
  return id;
}

/** Proven gone, in the unit that holds the evidence. A known secret is proven gone only by a new value. */
export async function closeGrant(ctx: Ctx, grantId: string, because: string): Promise<void> {
  await ctx.write(async (tx) => {
    const grant = found(await findGrant(tx, grantId), 'grant.missing');
    if (grant.state === 'closed') return;
    if (grant.state === 'active') throw new Problem('conflict', 'grant.still-active');
    if (grant.kind === 'known-outside') throw new Problem('conflict', 'grant.needs-new-value');
    await saveEnding(tx, [grantId], { state: 'closed', closedAt: ctx.now() });
    await record(tx, ctx, 'grant.closed', { kind: 'account', id: grant.accountId }, { grantId, because });
  });
}

/**
 * In the unit that made a new value current: closes what people knew from before of this account, once every secret
 * of it has been set by somebody else. An active one ends here too, because it is no way in any more.
 */
export async function closeKnownOutside(ctx: Ctx, accountId: string): Promise<{ closed: number }> {
  return ctx.write(async (tx) => {
    const open = await listOpenOutside(tx, accountId);
    if (open.length === 0) return { closed: 0 };
    const known = await accountKnowledge(tx, accountId, ctx.now());
    const now = ctx.now();
    const outdated = open.filter((grant) => isOutdated(grant.id, known, now));
    const active = outdated.filter((grant) => grant.state === 'active').map((grant) => grant.id);
    const ended = outdated.filter((grant) => grant.state === 'ended').map((grant) => grant.id);
    const by = { endedAt: now, endedBy: signatureOf(ctx.actor), endedBecause: 'value-set' };
    if (active.length > 0) await saveEnding(tx, active, { ...by, state: 'closed', closedAt: now });
    if (ended.length > 0) await saveEnding(tx, ended, { state: 'closed', closedAt: now });
    for (const { id } of outdated) {
      await record(tx, ctx, 'grant.closed', { kind: 'account', id: accountId }, { grantId: id, because: 'value-set' });
    }
    return { closed: outdated.length };
  });
}

/**
 * The cut's part of this feature, in its unit and with its permission: ends every grant of the person, and writes a
 * cause for every secret that they know, on whatever path they learned it. `known` where the caller has looked already.
 */
export async function endGrantsOf(
  ctx: Ctx,
  personId: string,
  because: string,
  more: { originId?: string; causeKind?: CauseKind; known?: readonly Omit<Loss, 'personId'>[] } = {},
): Promise<{ grants: number; causes: number; ended: GrantRow[]; mustChange: Loss[] }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    const active = await listActiveOf(tx, personId);
    const mustChange = (more.known ?? (await knownSecrets(tx, personId, now))).map(({ secretId, accountId }) => ({ personId, secretId, accountId }));
    await addCauses(within(ctx, tx), mustChange.map(asCause(more.causeKind ?? 'holder-left', more.originId ?? null)));
    const ending = { endedAt: now, endedBy: signatureOf(ctx.actor), endedBecause: because };
    const closed = active.filter((grant) => isVaultEnforced(grant.kind)).map((grant) => grant.id);
    const open = active.filter((grant) => !isVaultEnforced(grant.kind)).map((grant) => grant.id);
    await saveEnding(tx, closed, { ...ending, state: 'closed', closedAt: now });
    await saveEnding(tx, open, { ...ending, state: 'ended' });
    const causesOn = Map.groupBy(mustChange, (loss) => loss.accountId);
    const ended = active.map(({ id, accountId }): Happening => {
      const causes = causesOn.get(accountId)?.length ?? 0;
      causesOn.delete(accountId);
      return { event: 'grant.ended', subject: { kind: 'account', id: accountId }, detail: { grantId: id, because, causes } };
    });
    const known = [...causesOn.values()].flat().map(
      ({ accountId, secretId }): Happening => ({
        event: 'cause.added',
        subject: { kind: 'account', id: accountId },
        detail: { secretId, kind: 'holder-left', subjectId: personId },
      }),
    );
    await recordAll(tx, ctx, [...ended, ...known]);
    return { grants: active.length, causes: mustChange.length, ended: active.map((grant) => ({ ...grant, ...ending })), mustChange };
  });
}

async function knownSecrets(tx: WriteHandle, personId: string, now: Instant): Promise<Omit<Loss, 'personId'>[]> {
  const knowledge = await personKnowledge(tx, personId, now);
  const on = byAccount(knowledge);
  return knowledge.secrets
    .filter((secret) => secret.kind !== 'note' && exposureOf(personId, secret, on(secret.accountId), everything).tier === 'knows')
    .map((secret) => ({ secretId: secret.id, accountId: secret.accountId }));
}

export function asCause(kind: CauseKind, originId: string | null) {
  return ({ personId, secretId }: Loss) => ({ secretId, kind, subjectId: personId, originId });
}
