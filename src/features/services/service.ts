import { askForConsent, endServiceGrantsOf, type ServiceWay, type TokenWay, tokenWaysOf, waysOfService } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { peopleById } from '#src/features/people/index.ts';
import { createServiceToken, endService, getService, listServiceTokens, openServices, type Service, tokensOfServices } from '#src/features/tokens/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';

type TokenRows = Awaited<ReturnType<typeof listServiceTokens>>;
export type ServicePage = {
  service: Service;
  responsible: string;
  tokens: TokenRows;
  ways: (ServiceWay & { account: string })[];
  /** Each token on each of those accounts, and who let it in there. */
  reaches: TokenWay[];
  mayEdit: boolean;
};

export async function servicePage(ctx: Ctx, id: string): Promise<ServicePage> {
  const service = await getService(ctx, id);
  const ways = await waysOfService(ctx, id);
  const titled = [];
  for (const way of ways) titled.push({ ...way, account: accountTitle(await getAccount(ctx, way.grant.accountId)) });
  return {
    service,
    responsible: (await peopleById(ctx, [service.responsibleId])).get(service.responsibleId)?.displayName ?? '',
    tokens: await listServiceTokens(ctx, id),
    ways: titled,
    reaches: await tokenWaysOf(ctx, id),
    mayEdit: allows(ctx, 'service.edit', null) && service.endedAt === null,
  };
}

/** The service, its tokens and its ways in end together; what it was given must change. */
export async function retireService(ctx: Ctx, id: string): Promise<void> {
  await endService(ctx, id, (inside) => endServiceGrantsOf(inside, id));
}

/** Made by whoever looks after services; owners and deputies of the accounts that it would reach are asked for their consent. */
export async function makeServiceToken(ctx: Ctx, id: string, input: Parameters<typeof createServiceToken>[2]): Promise<{ id: string; token: string }> {
  return createServiceToken(ctx, id, input, (inside, tokenId) => askForConsent(inside, id, tokenId));
}

/** For whoever gives a service a way in: with it they let its tokens in, so these are named, with who made each. */
export async function servicesToGive(ctx: Ctx): Promise<{ id: string; name: string; tokens: string[] }[]> {
  const services = await openServices(ctx);
  const tokens = Map.groupBy(await tokensOfServices(ctx), (token) => token.serviceId);
  return services.map((service) => ({ ...service, tokens: (tokens.get(service.id) ?? []).map(({ name, maker }) => `${name} (${maker})`) }));
}
