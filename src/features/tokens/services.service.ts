import { requireStepUp } from '#src/features/sessions/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import type { ServiceInput, ServiceTokenInput } from './input.ts';
import { revokeTokens } from './queries.ts';
import { issueToken } from './service.ts';
import { reachesSecrets } from './rules.ts';
import * as queries from './services.queries.ts';

export type Service = queries.Service;

/** A machine with a name: what it may do is what its tokens' scopes say, and no secret without a grant to it. */
export async function createService(ctx: Ctx, input: ServiceInput): Promise<{ id: string }> {
  const because = ensure(ctx, 'service.edit', null);
  const { id: responsibleId } = requireStepUp(ctx);
  return ctx.write(async (tx) => {
    const nameKey = input.name.toLocaleLowerCase('en');
    if (await queries.findServiceByName(tx, nameKey)) {
      throw new Problem('conflict', 'service.name-taken', { fields: [{ field: 'name', code: 'service.name-taken' }] });
    }
    const id = ctx.newId('service');
    await queries.addServiceRow(tx, { ...input, id, nameKey, responsibleId, createdAt: ctx.now(), createdBy: responsibleId, endedAt: null });
    await record(tx, ctx, 'service.added', { kind: 'service', id }, { responsibleId }, { because, personal: { name: input.name, purpose: input.purpose } });
    return { id };
  });
}

export async function getService(ctx: Ctx, id: string): Promise<Service> {
  ensure(ctx, 'service.list', null);
  return found(await queries.findService(ctx.read, id), 'service.missing');
}

/** For whoever gives a service a way in: it works and has this name. */
export async function findOpenService(ctx: Ctx, id: string): Promise<{ id: string; name: string } | null> {
  const row = await queries.findService(ctx.read, id);
  return row && row.endedAt === null ? { id: row.id, name: row.name } : null;
}

export type ServiceLine = { service: Service; responsible: { id: string; name: string }; tokens: number };

export async function listServices(ctx: Ctx): Promise<ServiceLine[]> {
  ensure(ctx, 'service.list', null);
  const tokens = await queries.countTokens(ctx.read, ctx.now());
  return (await queries.listOpenServices(ctx.read)).map((row) => ({ ...row, tokens: tokens.get(row.service.id) ?? 0 }));
}

/** Names only, for whoever may give a service a way in. */
export async function openServices(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  return (await queries.listOpenServices(ctx.read)).map(({ service }) => ({ id: service.id, name: service.name }));
}

/** For the same: the tokens that could use it, by name and by who made them. */
export async function tokensOfServices(ctx: Ctx): Promise<{ serviceId: string; name: string; maker: string }[]> {
  const rows = await queries.listSecretTokens(ctx.read, ctx.now());
  return rows.flatMap(({ serviceId, name, maker, scopes }) => (serviceId !== null && reachesSecrets(scopes.split(' ')) ? [{ serviceId, name, maker }] : []));
}

/**
 * The token is in the answer and nowhere else. Whoever makes it has seen it, so it ends when they leave. `tell` lets those
 * know, in the same unit, whose accounts it would reach.
 */
export async function createServiceToken(
  ctx: Ctx,
  serviceId: string,
  input: ServiceTokenInput,
  tell: (inside: Ctx, tokenId: string) => Promise<unknown>,
): Promise<{ id: string; token: string }> {
  const because = ensure(ctx, 'service.edit', null);
  const actor = requireStepUp(ctx);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const service = found(await queries.findService(tx, serviceId), 'service.missing');
    if (service.endedAt !== null) throw new Problem('conflict', 'service.ended');
    const made = await issueToken(inside, { ...input, personId: null, serviceId, createdBy: actor.id, securityStamp: 0 }, because);
    await tell(inside, made.id);
    return made;
  });
}

/** Its tokens go with it; whoever gave it ways in ends those in the same unit through `alsoEnd`. */
export async function endService(ctx: Ctx, id: string, alsoEnd: (inside: Ctx) => Promise<unknown>): Promise<void> {
  const because = ensure(ctx, 'service.edit', null);
  await ctx.write(async (tx) => {
    const service = found(await queries.findService(tx, id), 'service.missing');
    if (service.endedAt !== null) throw new Problem('conflict', 'service.ended');
    await queries.endServiceRow(tx, id, ctx.now());
    const tokens = await revokeTokens(tx, { serviceId: id }, ctx.now());
    await alsoEnd(within(ctx, tx));
    await record(tx, ctx, 'service.ended', { kind: 'service', id }, { tokens }, { because });
  });
}

/** For the cut: somebody else answers for the leaver's services from now on. With nobody left to, they stay as they are. */
export async function moveServicesOf(ctx: Ctx, personId: string, successor: (inside: Ctx) => Promise<string | null>): Promise<number> {
  return ctx.write(async (tx) => {
    if (!(await queries.answersForAny(tx, personId))) return 0;
    const responsibleId = await successor(within(ctx, tx));
    if (responsibleId === null) return 0;
    const moved = await queries.moveResponsibility(tx, personId, responsibleId);
    for (const id of moved) await record(tx, ctx, 'service.moved', { kind: 'service', id }, { responsibleId });
    return moved.length;
  });
}
