import { accountFacts } from '#src/features/access/index.ts';
import { addCause, getSecret, openCauses } from '#src/features/secrets/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';

/**
 * Somebody who need not be able to do it says that a secret must change: it is due from now on, until a value set on
 * the platform answers it. Asked twice, it is due once.
 */
export async function askRotation(ctx: Ctx, secretId: string): Promise<{ asked: boolean }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const secret = await getSecret(inside, secretId);
    const facts = await accountFacts(inside, secret.accountId);
    if (!allows(inside, 'account.view', facts)) throw new Problem('missing', 'secret.missing');
    ensure(inside, 'rotation.ask', facts);
    if (secret.kind === 'note') throw new Problem('invalid', 'rotation.note');
    if ((await openCauses(inside, [secretId])).some((cause) => cause.kind === 'asked')) return { asked: false };
    await addCause(inside, { secretId, kind: 'asked', subjectId: null, originId: signatureOf(ctx.actor) });
    return { asked: true };
  });
}
