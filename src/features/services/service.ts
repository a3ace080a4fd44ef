import { endServiceGrantsOf, type ServiceWay, waysOfService } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { peopleById } from '#src/features/people/index.ts';
import { endService, getService, listServiceTokens, type Service } from '#src/features/tokens/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';

type TokenRows = Awaited<ReturnType<typeof listServiceTokens>>;
export type ServicePage = {
  service: Service;
  responsible: string;
  tokens: TokenRows;
  ways: (ServiceWay & { account: string })[];
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
    mayEdit: allows(ctx, 'service.edit', null) && service.endedAt === null,
  };
}

/** The service, its tokens and its ways in end together; what it was given must change. */
export async function retireService(ctx: Ctx, id: string): Promise<void> {
  await endService(ctx, id, (inside) => endServiceGrantsOf(inside, id));
}
