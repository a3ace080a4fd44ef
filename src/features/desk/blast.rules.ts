import { tiers } from '#db/words.ts';
import type { Holdings } from '#src/features/access/index.ts';

type Tier = Holdings['secrets'][number]['tier'];

export type Touched = { id: string; title: string; platform: string; critical: boolean };

/** Each account once, in the ring of the strongest tier of its secrets. */
export function accountsByTier(secrets: Holdings['secrets']): Record<Tier, Touched[]> {
  const seen = new Set<string>();
  const rings: Record<Tier, Touched[]> = { knows: [], 'could-have-seen': [], safe: [] };
  for (const tier of tiers) {
    for (const { accountId, title, platform, critical } of secrets.filter((each) => each.tier === tier)) {
      if (seen.has(accountId)) continue;
      seen.add(accountId);
      rings[tier].push({ id: accountId, title, platform, critical });
    }
  }
  return rings;
}

/** "LinkedIn", or "LinkedIn Benelux" where there are several of the platform. */
export function shortNames(accounts: readonly Touched[]): Map<string, string> {
  const perPlatform = Map.groupBy(accounts, (account) => account.platform);
  return new Map(
    accounts.map(({ id, title, platform }) => {
      const [name = title, rest = ''] = title.split(' · ');
      return [id, (perPlatform.get(platform)?.length ?? 0) > 1 ? `${name} ${rest.split(' ').at(-1) ?? ''}`.trim() : name];
    }),
  );
}
