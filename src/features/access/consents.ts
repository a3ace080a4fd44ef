import { accountTitle } from '#src/features/accounts/index.ts';
import { getService, reachesSecrets } from '#src/features/tokens/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { recordAll } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { addConsents, listTokenWays, type Of } from './consents.queries.ts';
import { listOfficers } from './queries.ts';
import { seenAccountFacts } from './service.ts';

/** A token of a service on one account: it opens nothing there until an owner or deputy of the account lets it. */
export type TokenWay = {
  token: { id: string; name: string; createdAt: Instant; expiresAt: Instant };
  service: { id: string; name: string };
  maker: { id: string; name: string };
  account: { id: string; title: string };
  level: 'code' | 'reveal';
  consent: { by: { id: string; name: string }; at: Instant } | null;
};

/** For whoever sees who can get in. */
export async function tokenWaysOn(ctx: Ctx, accountId: string): Promise<TokenWay[]> {
  ensure(ctx, 'access.view', await seenAccountFacts(ctx, accountId));
  return tokenWays(ctx, { accountId });
}

/** For whoever looks after services. */
export async function tokenWaysOf(ctx: Ctx, serviceId: string): Promise<TokenWay[]> {
  await getService(ctx, serviceId);
  return tokenWays(ctx, { serviceId });
}

/** What waits for the actor's own consent, on accounts in their care. */
export async function consentsWaiting(ctx: Ctx): Promise<TokenWay[]> {
  const me = personOf(ctx.actor);
  return me ? (await tokenWays(ctx, { officerId: me.id })).filter(({ consent }) => consent === null) : [];
}

async function tokenWays(ctx: Ctx, of: Of): Promise<TokenWay[]> {
  const rows = await listTokenWays(ctx.read, of, ctx.now());
  return rows.flatMap(({ token: { scopes, ...token }, maker, account, giver, consentedAt, ...way }): TokenWay[] => {
    if (maker === null || !reachesSecrets(scopes.split(' '))) return [];
    const consent = giver && consentedAt !== null ? { by: giver, at: consentedAt } : null;
    return [{ ...way, token, maker, account: { id: account.id, title: accountTitle(account) }, consent }];
  });
}

/** The account's owner or a deputy lets this one token use the way in that its service has. A second time changes nothing. */
export async function consentToToken(ctx: Ctx, accountId: string, tokenId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const because = ensure(ctx, 'service-token.consent', await seenAccountFacts(inside, accountId));
    const here = await tokenWays(inside, { accountId });
    const way = found(here.find(({ token }) => token.id === tokenId) ?? null, 'token.missing');
    if (way.consent === null) await letTokensIn(inside, [way], because);
  });
}

/** For whoever has just given a service its way in: with it they let it use the tokens that it has. */
export async function consentToTokensOf(ctx: Ctx, accountId: string, serviceId: string): Promise<void> {
  const open = (await tokenWays(ctx, { accountId })).filter((way) => way.service.id === serviceId && way.consent === null);
  await letTokensIn(ctx, open, 'given-with-access');
}

/**
 * For whoever has just made a token for a service, in their unit: owner and deputies of every account that the service
 * gets into are asked by mail. On an account in the care of whoever made it, making it is consent.
 */
export async function askForConsent(ctx: Ctx, serviceId: string, tokenId: string): Promise<void> {
  const ways = (await tokenWays(ctx, { serviceId })).filter(({ token }) => token.id === tokenId);
  const officers = Map.groupBy(
    await listOfficers(
      ctx.read,
      ways.map(({ account }) => account.id),
    ),
    (row) => row.accountId,
  );
  const inCareOf = (way: TokenWay) => (officers.get(way.account.id) ?? []).map((row) => row.personId);
  await letTokensIn(
    ctx,
    ways.filter((way) => inCareOf(way).includes(way.maker.id)),
    'made-by-owner',
  );
  const notices = ways.flatMap((way) => {
    const { service, maker, account, level, token } = way;
    const data = { account: account.title, accountId: account.id, service: service.name, token: token.name, by: maker.name, level };
    return inCareOf(way)
      .filter((id) => id !== maker.id)
      .map((recipientId) => ({ template: 'service-token' as const, recipientId, data }));
  });
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
}

async function letTokensIn(ctx: Ctx, ways: readonly TokenWay[], because: string): Promise<void> {
  const personId = personOf(ctx.actor)?.id;
  if (ways.length === 0) return;
  if (!personId) throw new Problem('forbidden', 'permission.not-by-machine');
  await ctx.write(async (tx) => {
    await addConsents(
      tx,
      ways.map(({ token, account }) => ({ tokenId: token.id, accountId: account.id, personId, at: ctx.now() })),
    );
    await recordAll(
      tx,
      ctx,
      ways.map(({ token, account, service }) => ({
        event: 'service-token.consented' as const,
        subject: { kind: 'account' as const, id: account.id },
        detail: { tokenId: token.id, serviceId: service.id },
        because,
      })),
    );
  });
}
