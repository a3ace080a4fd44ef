import { eq } from 'drizzle-orm';
import { secrets } from '#db/schema/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { openCauses } from './causes.ts';
import { accountExists, findSecret, findVersion, listHistory, listSecrets, listVersions, type SecretRow, wasShown } from './queries.ts';
import type { SecretKind } from './rules.ts';

export type Secret = SecretRow;

/*
 * The verbs of this feature keep the promises about values; who may call them is decided where grants are known, in
 * `access` and `rotation`. Nothing here returns a value except `reveal.ts`.
 */

export async function getSecret(ctx: Ctx, id: string): Promise<Secret> {
  return found(await findSecret(ctx.read, id), 'secret.missing');
}

/** Has this version, or a code of it, been shown to this person? */
export async function hasBeenShown(ctx: Ctx, secretId: string, versionId: string, personId: string): Promise<boolean> {
  const version = await findVersion(ctx.read, secretId, versionId);
  return version !== undefined && wasShown(ctx.read, await getSecret(ctx, secretId), version, personId);
}

/** Without a value: known from a register, typed in or set later. `valueSetAt` is when the register says it was last set. */
export async function addSecret(
  ctx: Ctx,
  accountId: string,
  input: { kind: SecretKind; label?: string | null; valueSetAt?: Instant | null; notDueBefore?: Instant | null },
): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    if (!(await accountExists(tx, accountId))) throw new Problem('missing', 'account.missing');
    const { kind, label = null, valueSetAt = null, notDueBefore = null } = input;
    const id = ctx.newId('secret');
    await tx.insert(secrets).values({
      id,
      accountId,
      kind,
      label: label?.trim() || null,
      valueSetAt,
      notDueBefore,
      createdAt: ctx.now(),
      createdBy: signatureOf(ctx.actor),
      removedAt: null,
    });
    await record(tx, ctx, 'secret.added', { kind: 'account', id: accountId }, { secretId: id, kind });
    return { id };
  });
}

/** Takes it off the account's page; its history stays. Not while it must change, or removal would end a cause. */
export async function removeSecret(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const secret = found(await findSecret(tx, id), 'secret.missing');
    if (secret.removedAt !== null) throw new Problem('conflict', 'secret.already-removed');
    if ((await openCauses(within(ctx, tx), [id])).length > 0) throw new Problem('conflict', 'secret.must-change-first');
    await tx.update(secrets).set({ removedAt: ctx.now() }).where(eq(secrets.id, id));
    await record(tx, ctx, 'secret.removed', { kind: 'account', id: secret.accountId }, { secretId: id });
  });
}

/** The secrets of an account with what is known of their current and pending versions; no values. */
export async function secretsOf(ctx: Ctx, accountId: string) {
  const rows = await listSecrets(ctx.read, accountId);
  if (rows.length === 0) return [];
  const versions = await listVersions(
    ctx.read,
    rows.map((row) => row.id),
  );
  const versionOf = (secretId: string, state: string) => versions.find((version) => version.secretId === secretId && version.state === state) ?? null;
  return rows.map((row) => ({ ...row, current: versionOf(row.id, 'current'), pending: versionOf(row.id, 'pending') }));
}

/** Every version, newest first; no values. */
export async function historyOf(ctx: Ctx, secretId: string) {
  return listHistory(ctx.read, secretId);
}
