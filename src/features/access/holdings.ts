import type { Office } from '#db/words.ts';
import { accounts } from '#db/schema/index.ts';
import { accountTitle } from '#src/features/accounts/index.ts';
import { personFacts } from '#src/features/people/index.ts';
import { everything, type SecretKind, type Tier } from '#src/features/secrets/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { byAccount, personKnowledge } from './knowledge.ts';
import { openedByOffice } from './logins.ts';
import type { GrantRow } from './queries.ts';
import { covers, exposureOf, isLeftOpen, isStillOpen, stretchOf } from './rules.ts';

type OnAccount = { accountId: string; title: string; platform: string; critical: boolean };

export type Holdings = {
  grants: (OnAccount & { grant: GrantRow; state: 'active' | 'ended'; team: string | null; since: Instant })[];
  /** `opens` where the office is a way in; elsewhere its holder answers for the account. */
  offices: (OnAccount & { office: Office; since: Instant; opens: boolean })[];
  secrets: (OnAccount & { secretId: string; kind: SecretKind; label: string | null; tier: Exclude<Tier, 'none'>; since: Instant })[];
};

/** The accounts that somebody with these holdings can get into, as `whoCanGetIn` tells it of each. */
export function accountsWithin({ grants, offices, secrets }: Holdings): ReadonlySet<string> {
  const known = secrets.filter((secret) => secret.tier === 'knows' && secret.kind !== 'note');
  return new Set([...grants, ...offices.filter((office) => office.opens), ...known].map((one) => one.accountId));
}

/** Everything one person has or knows, on every path, at a moment that is not in the future. */
export async function holdingsOf(ctx: Ctx, personId: string, asOf?: Instant): Promise<Holdings> {
  const at = asOf ?? ctx.now();
  const open = asOf === undefined ? isStillOpen : isLeftOpen;
  ensure(ctx, 'person.holdings', await personFacts(ctx, personId));
  if (at > ctx.now()) throw new Problem('invalid', 'access.in-the-future');
  const known = await personKnowledge(ctx.read, personId, ctx.now());
  const knownOn = byAccount(known);
  const on = await accountsById(
    ctx,
    [...known.ways.map((way) => way.grant), ...known.offices, ...known.secrets].map((row) => row.accountId),
  );
  const opens = await openedByOffice(
    ctx.read,
    known.offices.map((office) => office.accountId),
    at,
    ctx.now(),
  );
  return {
    grants: known.ways.flatMap((way) => {
      const inForce = covers(stretchOf(way), at);
      if (!inForce && !open(way, at)) return [];
      const state = inForce ? ('active' as const) : ('ended' as const);
      return [{ ...on(way.grant.accountId), grant: way.grant, state, team: way.teamName, since: stretchOf(way).from }];
    }),
    offices: known.offices
      .filter((office) => covers({ from: office.fromAt, to: office.toAt }, at))
      .map((office) => ({ ...on(office.accountId), office: office.office, since: office.fromAt, opens: opens(office.accountId) })),
    secrets: known.secrets.flatMap((secret) => {
      const { tier, since = at } = exposureOf(personId, secret, knownOn(secret.accountId), asOf ?? everything);
      if (tier === 'none') return [];
      return [{ ...on(secret.accountId), secretId: secret.id, kind: secret.kind, label: secret.label, tier, since }];
    }),
  };
}

async function accountsById(ctx: Ctx, accountIds: readonly string[]): Promise<(id: string) => OnAccount> {
  const { id, platform, handle, brand, region, criticality } = accounts;
  const rows = await ctx.read
    .select({ id, platform, handle, brand, region, criticality })
    .from(accounts)
    .where(among(id, [...new Set(accountIds)]));
  const known = new Map(
    rows.map((row): [string, OnAccount] => [
      row.id,
      { accountId: row.id, title: accountTitle(row), platform: row.platform, critical: row.criticality === 'critical' },
    ]),
  );
  return (accountId) => known.get(accountId) ?? { accountId, title: accountId, platform: '', critical: false };
}
