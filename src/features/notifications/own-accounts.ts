import { whoCanGetIn } from '#src/features/access/index.ts';
import { accountsInOfficeOf, accountTitle } from '#src/features/accounts/index.ts';
import { dueAt } from '#src/features/rotation/index.ts';
import { openCauses, secretsOf } from '#src/features/secrets/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';

export type OwnAccount = { title: string; people: number; nextAt: Instant | null };

const most = 10;

/** The accounts that somebody owns, the first few of them: how many people can get in, and when a secret is due next. */
export async function ownAccounts(ctx: Ctx, personId: string): Promise<OwnAccount[]> {
  const policy = await rotationPolicy(ctx);
  const owned = (await accountsInOfficeOf(ctx, personId)).filter((row) => row.office.office === 'owner' && row.account.status !== 'retired');
  const found: OwnAccount[] = [];
  for (const { account } of owned.slice(0, most)) {
    const secrets = await secretsOf(ctx, account.id);
    const causes = await openCauses(
      ctx,
      secrets.map((secret) => secret.id),
    );
    const due = secrets.flatMap((secret) => {
      const own = causes.filter((cause) => cause.secretId === secret.id);
      return dueAt({ ...secret, criticality: account.criticality, status: account.status }, policy, own)?.at ?? [];
    });
    const { count } = await whoCanGetIn(ctx, account.id);
    found.push({ title: accountTitle(account), people: count, nextAt: due.length > 0 ? Math.min(...due) : null });
  }
  return found;
}
