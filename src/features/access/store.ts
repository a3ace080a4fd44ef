import { addSecret, adoptValue, getSecret, refusePersonal } from '#src/features/secrets/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { type KeepSecretInput, keepSecretInput } from './input.ts';
import { seenAccountFacts } from './service.ts';

/** A new secret of the account; a value given with it existed before, so it is adopted and ends nothing. */
export async function keepSecret(ctx: Ctx, input: KeepSecretInput): Promise<{ id: string; versionId: string | null }> {
  const { accountId, kind, label = null, value, valueSetAt = null } = keepSecretInput.parse(input);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    ensure(ctx, 'secret.add', await seenAccountFacts(inside, accountId));
    await refusePersonal(tx, accountId, kind);
    const { id } = await addSecret(inside, accountId, { kind, label, valueSetAt });
    if (value === undefined || value === '') return { id, versionId: null };
    const { versionId } = await adoptValue(inside, id, { value, valueSetAt });
    return { id, versionId };
  });
}

/** The existing value of a secret that is known already. To set a new one is a rotation. */
export async function keepValue(ctx: Ctx, input: { secretId: string; value: string; valueSetAt?: number }): Promise<{ versionId: string }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const secret = await getSecret(inside, input.secretId);
    ensure(ctx, 'secret.add', await seenAccountFacts(inside, secret.accountId));
    const { value, valueSetAt } = input;
    return adoptValue(inside, secret.id, valueSetAt === undefined ? { value } : { value, valueSetAt });
  });
}
