import type { PersonActor, TokenActor } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { day, minute } from '#src/ground/time.ts';
import { requireFreshFactor } from '#src/features/sessions/index.ts';
import { housekeeping } from '#src/host/db/handle.ts';
import type { TokenInput } from './input.ts';
import * as queries from './queries.ts';
import { hintOf, isUsable, longestToken } from './rules.ts';

/** The token is in the answer and nowhere else: only its hash is kept. */
export async function createToken(ctx: Ctx, input: TokenInput): Promise<{ id: string; token: string }> {
  const because = ensure(ctx, 'token.create', null);
  const actor = requireFreshFactor(ctx);
  if (input.days > longestToken) throw new Problem('invalid', 'token.too-long');
  const token = ctx.crypto.newToken('kht_');
  const id = ctx.newId('token');
  const now = ctx.now();
  const expiresAt = now + input.days * day;
  const scopes = [...new Set(input.scopes)].sort().join(' ');
  await ctx.write(async (tx) => {
    await queries.addToken(tx, {
      id,
      personId: actor.id,
      serviceId: null,
      name: input.name,
      tokenHash: ctx.crypto.hashToken(token),
      hint: hintOf(token),
      scopes,
      securityStamp: found(await queries.findStamp(tx, actor.id), 'person.missing'),
      createdAt: now,
      createdBy: actor.id,
      expiresAt,
      lastUsedAt: null,
      factorAt: null,
      revokedAt: null,
    });
    await record(tx, ctx, 'token.created', { kind: 'token', id }, { scopes, expiresAt }, { because });
  });
  return { id, token };
}

export type TokenRow = Pick<queries.ApiToken, 'id' | 'name' | 'hint' | 'createdAt' | 'expiresAt' | 'lastUsedAt'> & { scopes: string[] };

export async function listOwnTokens(ctx: Ctx): Promise<TokenRow[]> {
  const rows = await queries.listTokens(ctx.read, self(ctx));
  return rows
    .filter((row) => row.expiresAt > ctx.now())
    .map(({ id, name, hint, createdAt, expiresAt, lastUsedAt, scopes }) => ({ id, name, hint, createdAt, expiresAt, lastUsedAt, scopes: scopes.split(' ') }));
}

/** One of the actor's own; somebody else's does not exist here. */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  const personId = self(ctx);
  await ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, { personId, id }, ctx.now());
    found(tokens || null, 'token.missing');
    await record(tx, ctx, 'token.revoked', { kind: 'token', id }, { because: 'revoked-by-owner', tokens });
  });
}

/** For the cut: the caller has asked permission. */
export async function revokeTokensOf(ctx: Ctx, personId: string, because: string): Promise<number> {
  return ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, { personId }, ctx.now());
    if (tokens > 0) await record(tx, ctx, 'token.revoked', { kind: 'person', id: personId }, { because, tokens });
    return tokens;
  });
}

/** After a restored backup, or a copy that went astray: every token of everybody. */
export async function revokeEveryToken(ctx: Ctx, because: string): Promise<number> {
  return ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, {}, ctx.now());
    if (tokens > 0) await record(tx, ctx, 'token.revoked', { kind: 'installation', id: null }, { because, tokens });
    return tokens;
  });
}

/** The bearer of this token, as of now. A token only narrows its owner, and proves no second factor. */
export async function authenticateToken(ctx: Ctx, token: string): Promise<TokenActor | null> {
  const row = await queries.findTokenWithOwner(ctx.read, ctx.crypto.hashToken(token));
  const now = ctx.now();
  if (!row || !isUsable(row.token, row.person, now)) return null;
  if (now - (row.token.lastUsedAt ?? 0) >= minute) await ctx.write((tx) => queries.touch(housekeeping(tx), row.token.id, now));
  const owner: PersonActor = {
    kind: 'person',
    id: row.person.id,
    name: row.person.displayName,
    roles: row.roles,
    alive: row.person.state !== 'left',
    endsAt: row.person.endsAt,
    sessionId: null,
    factorAt: null,
  };
  return { kind: 'token', id: row.token.id, owner, service: null, scopes: row.token.scopes.split(' ') };
}

function self(ctx: Ctx): string {
  const id = ctx.actor.kind === 'person' ? ctx.actor.id : '';
  ensure(ctx, 'self.manage', { id });
  return id;
}
