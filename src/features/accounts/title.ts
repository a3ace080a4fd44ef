import { findPlatform } from '#src/features/platforms/index.ts';
import { titleOf } from './rules.ts';

/** What of an account makes its name. */
export type Named = { platform: string; brand: string | null; region: string | null; handle: string };

export function accountTitle(account: Named): string {
  return titleOf(findPlatform(account.platform)?.name ?? account.platform, account);
}
