import { personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import * as queries from './queries.ts';

export type EveryToken = {
  id: string;
  name: string;
  hint: string;
  /** Whose it is: a person, or a service. */
  holder: { kind: 'person' | 'service'; id: string; name: string };
  /** The human behind it: its owner, or whoever made it for the service. */
  maker: { id: string; name: string };
  scopes: string[];
  createdAt: Instant;
  expiresAt: Instant;
  lastUsedAt: Instant | null;
};

/** Every token that still opens something, by whom it belongs to. */
export async function listEveryToken(ctx: Ctx): Promise<EveryToken[]> {
  ensure(ctx, 'settings.view', null);
  const rows = await queries.listUsable(ctx.read, ctx.now());
  return rows.flatMap(({ token, person, service, maker }): EveryToken[] => {
    const holder = service ? ({ kind: 'service', ...service } as const) : person && ({ kind: 'person', ...person } as const);
    if (!holder || !maker) return [];
    const { id, name, hint, scopes, createdAt, expiresAt, lastUsedAt } = token;
    return [{ id, name, hint, holder, maker, scopes: scopes.split(' '), createdAt, expiresAt, lastUsedAt }];
  });
}

/** Anybody's, by whoever looks after the installation: one that went astray is ended first and asked about later. */
export async function revokeAnyToken(ctx: Ctx, id: string): Promise<void> {
  const because = ensure(ctx, 'settings.edit', null);
  await ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, { id }, ctx.now());
    found(tokens || null, 'token.missing');
    await record(tx, ctx, 'token.revoked', { kind: 'token', id }, { because: 'revoked-by-operator', tokens }, { because });
    const token = await queries.findTokenOwner(tx, id);
    const told = { token: token?.name ?? '', made: false, by: personOf(ctx.actor)?.name ?? 'Keyholder', at: ctx.now() };
    if (token?.personId) await writeNotice(tx, ctx, { template: 'token-changed', recipientId: token.personId, data: told });
  });
}
