import { expect, it } from 'vitest';
import { accountsByTier, shortNames } from './blast.rules.ts';

type Secret = Parameters<typeof accountsByTier>[0][number];
const secret = (accountId: string, title: string, platform: string, tier: Secret['tier']): Secret => ({
  accountId,
  title,
  platform,
  critical: false,
  secretId: `sec_${accountId}_${tier}`,
  kind: 'password',
  label: null,
  tier,
  since: 0,
});

it('puts each account in the ring of what is known best of it', () => {
  const rings = accountsByTier([
    secret('a', 'X · @a', 'x', 'safe'),
    secret('a', 'X · @a', 'x', 'knows'),
    secret('b', 'X · @b', 'x', 'could-have-seen'),
    secret('c', 'Bluesky · c', 'bluesky', 'safe'),
  ]);
  expect(Object.values(rings).map((ring) => ring.map((account) => account.id))).toEqual([['a'], ['b'], ['c']]);
});

it('names a place by its platform, and by its region too where there are several', () => {
  const rings = accountsByTier([
    secret('a', 'LinkedIn · Voorbeeld Benelux', 'linkedin', 'knows'),
    secret('b', 'LinkedIn · Voorbeeld Jobs', 'linkedin', 'knows'),
    secret('c', 'Mastodon · @voorbeeld', 'mastodon', 'knows'),
  ]);
  expect([...shortNames(rings.knows).values()]).toEqual(['LinkedIn Benelux', 'LinkedIn Jobs', 'Mastodon']);
});
