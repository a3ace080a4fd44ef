import { type Actor, type PersonActor, personOf, type TokenActor } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { ensure, inScope, isGone, stepUpLasts } from '#src/ground/permission.ts';
import { found, Problem, unlessClosed } from '#src/ground/problem.ts';
import { day, minute } from '#src/ground/time.ts';
import { standingOf } from '#src/features/people/index.ts';
import { proveFactor, requireStepUp } from '#src/features/sessions/index.ts';
import { housekeeping } from '#src/host/db/handle.ts';
import type { TokenInput } from './input.ts';
import * as queries from './queries.ts';
import { findService } from './services.queries.ts';
import { hintOf, isUsable, longestToken } from './rules.ts';

/**
 * The token is in the answer and nowhere else: only its hash is kept. A token may make another one for its owner, lifted
 * like any dangerous act, and never one that may do more or lasts longer than itself.
 */
export async function createToken(ctx: Ctx, input: TokenInput): Promise<{ id: string; token: string }> {
  const because = ensure(ctx, 'token.create', null);
  const actor = requireStepUp(ctx);
  const securityStamp = found(await queries.findStamp(ctx.read, actor.id), 'person.missing');
  return issueToken(ctx, { ...input, personId: actor.id, serviceId: null, createdBy: actor.id, securityStamp }, because);
}

type Issue = Pick<queries.ApiToken, 'name' | 'personId' | 'serviceId' | 'createdBy' | 'securityStamp'> & { scopes: readonly string[]; days: number };

/** Asked for by a token, it may do no more and ends no later than that one. */
export async function issueToken(ctx: Ctx, issue: Issue, because: string): Promise<{ id: string; token: string }> {
  if (issue.days > longestToken) throw new Problem('invalid', 'token.too-long');
  if (ctx.actor.kind === 'token' && issue.scopes.some((scope) => !bearerMay(ctx.actor, scope))) throw new Problem('forbidden', 'token.wider');
  const token = ctx.crypto.newToken('kht_');
  const id = ctx.newId('token');
  const now = ctx.now();
  const lasts = now + issue.days * day;
  const expiresAt = ctx.actor.kind === 'token' ? Math.min(lasts, (await queries.findTokenEnd(ctx.read, ctx.actor.id)) ?? now) : lasts;
  const scopes = [...new Set(issue.scopes)].sort().join(' ');
  await ctx.write(async (tx) => {
    const { name, personId, serviceId, createdBy, securityStamp } = issue;
    const made = { createdAt: now, expiresAt, lastUsedAt: null, factorAt: null, revokedAt: null };
    const tokenHash = ctx.crypto.hashToken(token);
    await queries.addToken(tx, { id, name, personId, serviceId, createdBy, securityStamp, scopes, tokenHash, hint: hintOf(token), ...made });
    await record(tx, ctx, 'token.created', { kind: 'token', id }, { scopes, expiresAt, serviceId }, { because });
    const told = { token: name, made: true, by: personOf(ctx.actor)?.name ?? 'Keyholder', at: now };
    if (personId !== null) await writeNotice(tx, ctx, { template: 'token-changed', recipientId: personId, data: told });
  });
  return { id, token };
}

export type TokenRow = Pick<queries.ApiToken, 'id' | 'name' | 'hint' | 'createdAt' | 'expiresAt' | 'lastUsedAt'> & { scopes: string[] };

export async function listOwnTokens(ctx: Ctx): Promise<TokenRow[]> {
  return (await queries.listTokens(ctx.read, { personId: owner(ctx, 'token.list') }, ctx.now())).map(asRow);
}

export async function listServiceTokens(ctx: Ctx, serviceId: string): Promise<TokenRow[]> {
  ensure(ctx, 'service.list', null);
  found(await findService(ctx.read, serviceId), 'service.missing');
  return (await queries.listTokens(ctx.read, { serviceId }, ctx.now())).map(asRow);
}

function asRow({ id, name, hint, createdAt, expiresAt, lastUsedAt, scopes }: queries.ApiToken): TokenRow {
  return { id, name, hint, createdAt, expiresAt, lastUsedAt, scopes: scopes.split(' ') };
}

/** One of the actor's own; somebody else's does not exist here. */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  const personId = owner(ctx, 'token.create');
  await ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, { personId, id }, ctx.now());
    found(tokens || null, 'token.missing');
    await record(tx, ctx, 'token.revoked', { kind: 'token', id }, { because: 'revoked-by-owner', tokens });
  });
}

export async function revokeServiceToken(ctx: Ctx, serviceId: string, id: string): Promise<void> {
  const because = ensure(ctx, 'service.edit', null);
  await ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, { serviceId, id }, ctx.now());
    found(tokens || null, 'token.missing');
    await record(tx, ctx, 'token.revoked', { kind: 'token', id }, { because: 'revoked-by-administrator', tokens }, { because });
  });
}

/** For the cut, with its permission: also what they made for a service, because they have seen it. */
export async function revokeTokensOf(ctx: Ctx, personId: string, because: string): Promise<number> {
  return ctx.write(async (tx) => {
    const tokens = await queries.revokeTokens(tx, { personId, orMade: true }, ctx.now());
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

/** The clock was set back: what was made or lifted by the clock that ran ahead ends, or it would count once that moment is here. */
export async function endTokensAhead(ctx: Ctx): Promise<void> {
  await ctx.write(async (tx) => {
    const { revoked: tokens, lowered } = await queries.endTokensAhead(tx, ctx.now());
    if (tokens + lowered > 0) await record(tx, ctx, 'token.revoked', { kind: 'installation', id: null }, { because: 'clock-set-back', tokens });
  });
}

/** The bearer of this token, as of now. A token only narrows its owner; a service's ends when whoever made it is gone. */
export async function authenticateToken(ctx: Ctx, token: string): Promise<TokenActor | null> {
  const row = await queries.findToken(ctx.read, ctx.crypto.hashToken(token));
  const now = ctx.now();
  if (!row || !isUsable(row.token, row.service ?? row.person, now)) return null;
  const { id, factorAt, scopes, lastUsedAt } = row.token;
  const person = ownerOf(row);
  const maker = { id: person.id, name: person.name };
  const known = { kind: 'token', id, maker, factorAt, scopes: scopes.split(' ') } as const;
  if (row.service && isGone(person, now)) return null;
  if (!fresh(lastUsedAt, minute, now)) await ctx.write((tx) => queries.touch(housekeeping(tx), id, now)).catch(unlessClosed);
  if (row.service) return { ...known, owner: null, service: { id: row.service.id, name: row.service.name } };
  return { ...known, owner: person, service: null };
}

/** Lifts the token for the next ten minutes of dangerous acts. A service has no second factor. */
export async function stepUpToken(ctx: Ctx, input: { code: string; address: string }): Promise<{ until: Instant }> {
  const { actor } = ctx;
  if (actor.kind !== 'token' || !actor.owner) throw new Problem('forbidden', 'token.no-second-factor');
  const personId = actor.owner.id;
  await proveFactor(ctx, personId, input, async (tx) => {
    await queries.lift(tx, actor.id, ctx.now());
    await record(tx, ctx, 'token.stepped-up', { kind: 'token', id: actor.id }, {});
  });
  return { until: ctx.now() + stepUpLasts };
}

export type Bearer = { actor: TokenActor; liftedUntil: Instant | null };

/** The token that asks. */
export function bearerOf({ actor, now }: Ctx): Bearer {
  if (actor.kind !== 'token') throw new Problem('unauthenticated', 'rest.no-token');
  const { factorAt } = actor;
  return { actor, liftedUntil: factorAt !== null && fresh(factorAt, stepUpLasts, now()) ? factorAt + stepUpLasts : null };
}

function ownerOf({ person, roles }: NonNullable<Awaited<ReturnType<typeof queries.findToken>>>): PersonActor {
  return { kind: 'person', id: person.id, name: person.displayName, roles, ...standingOf(person), sessionId: null, factorAt: null };
}

function bearerMay(actor: Actor, scope: string): boolean {
  return actor.kind === 'token' && inScope(actor.scopes, scope);
}

/** Whose tokens these are: a token's owner through it, and nobody else's. */
function owner(ctx: Ctx, action: 'token.list' | 'token.create'): string {
  ensure(ctx, action, null);
  return personOf(ctx.actor)?.id ?? '';
}
