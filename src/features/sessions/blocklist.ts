import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { passwordFault, shortestPassword } from './rules.ts';

let common: Promise<ReadonlySet<string>> | undefined;

/** Some 50 000 passwords that everybody tries first. Loaded when the first password is chosen: most processes never need it. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return common;
}

type Owner = { givenName: string; familyName: string; email: string | null };

/** Refuses a password that is short, common, or made of the names of its person and company. */
export async function refuseWeakPassword(ctx: Ctx, password: string, owner: Owner, organisation?: string): Promise<void> {
  const list = await commonPasswords();
  const company = organisation ?? (await getOrganisation(ctx)).name;
  const context = ['keyholder', company, owner.givenName, owner.familyName, owner.email ?? ''];
  const code = passwordFault(password, (word) => list.has(word), context);
  if (!code) return;
  const params = { minimum: shortestPassword, maximum: 1024 };
  throw new Problem('invalid', 'sign-in.weak-password', { fields: [{ field: 'password', code, params }] });
}
