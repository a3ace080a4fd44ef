import { eq } from 'drizzle-orm';
import { accounts } from '#db/schema/index.ts';
import { isPersonal } from '#src/features/platforms/index.ts';
import type { ReadHandle } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import type { SecretKind } from './rules.ts';

/**
 * Where people enter with a profile of their own, a password or key opens somebody's private life, so no door takes one: not a page, a script, a
 * file or a rotation. A note about the account is the company's.
 */
export async function refusePersonal(db: ReadHandle, accountId: string, kind: SecretKind): Promise<void> {
  if (kind === 'note') return;
  const [account] = await db.select({ platform: accounts.platform }).from(accounts).where(eq(accounts.id, accountId));
  if (account && isPersonal(account.platform))
    throw new Problem('invalid', 'secret.personal-profile', { fields: [{ field: 'kind', code: 'secret.personal-profile' }] });
}
