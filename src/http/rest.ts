import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { TokenActor } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { isGone, isLifted } from '#src/ground/permission.ts';
import { Problem, unlessClosed } from '#src/ground/problem.ts';
import { parseInput, refuseNul } from './form.ts';
import { keyPattern } from './openapi-responses.ts';
import { asProblem } from './problems.ts';
import { idPattern, type Method, type Rest, type RestRoute, Verbatim } from './resources.ts';
import { bindCursor, guardedCtx, matchesExactly, matchesTag, type Replays, tagOf, unbindCursor } from './rest-guards.ts';
import { printBug, printProblem } from './rest-problem.ts';
import type { Shell } from './shell.ts';
import { textsIn } from './texts.ts';

export type RestShell = Rest & { app: Hono; routes: readonly RestRoute[] };

const usualBodyBytes = 256 * 1024;
const json = 'application/json; charset=utf-8';

/** The REST door: a bearer token and nothing else says who it is; every problem is printed as RFC 9457 problem+json. */
export function createRest(shell: Shell, replays: Replays): RestShell {
  const app = new Hono().basePath('/api/v1');
  const routes: RestRoute[] = [];
  const add = (method: Method, path: string, operation: object) => {
    const route = { ...(operation as RestRoute), method, path };
    routes.push(route);
    const maxSize = route.bodyLimit ?? usualBodyBytes;
    app.on(method, path, bodyLimit({ maxSize, onError: (c) => printProblem(c, new Problem('invalid', 'rest.too-large')) }), async (c) => {
      const call: Call = { shell, replays, c, route, routes, ctx: shell.ctxFor({ kind: 'stranger' }, 'rest'), actor: null };
      try {
        return await answer(call);
      } catch (error) {
        return answerProblem(call, error);
      }
    });
  };
  app.notFound((c) => {
    const asked = c.req.path.replace(/^\/api\/v1/, '');
    const others = routes.filter((route) => new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(asked)).map((route) => route.method);
    if (others.length === 0) return printProblem(c, new Problem('missing', 'rest.no-such-resource'));
    return printProblem(c, new Problem('invalid', 'rest.no-such-method'), { Allow: [...new Set(others)].join(', ') });
  });
  return {
    app,
    routes,
    get: (path, operation) => add('GET', path, operation),
    post: (path, operation) => add('POST', path, operation),
    patch: (path, operation) => add('PATCH', path, operation),
    put: (path, operation) => add('PUT', path, operation),
  };
}

/** One request on its way: what it asks for, and who asks once that is known. */
type Call = { shell: Shell; replays: Replays; c: Context; route: RestRoute; routes: readonly RestRoute[]; ctx: Ctx; actor: TokenActor | null };

async function answer(call: Call): Promise<Response> {
  const { c, route, shell } = call;
  refuseNul(c.req.url, 'rest.no-such-resource');
  const actor = await identify(call);
  call.actor = actor;
  call.ctx = shell.ctxFor(actor, 'rest');
  refuseParams(call);
  const missing = route.scopes.find((scope) => !actor.scopes.includes(scope));
  if (missing) throw new Problem('forbidden', 'rest.scope', { params: { scope: missing } });
  const asked = singleValues(c);
  const query = parseInput(route.query ?? nothing, unbindCursor(call.ctx, route.path, asked));
  const { body, text } = await readBody(call);
  const key = idempotencyKey(call);
  // What was sent may hold a secret that is easily guessed, so its print begins with the token, which is kept nowhere.
  const sent = [c.req.header('authorization'), `${c.req.method} ${c.req.path}`, new URL(c.req.url).search, text].join('\n');
  const print = `${call.ctx.crypto.sha256(sent)} ${[...(actor.owner?.roles ?? [])].sort().join(' ')}`;
  const kept = key === null ? null : await replayed(call, actor.id, key, print);
  if (kept) return kept;
  const value = await perform(call, key, print, { query, body });
  return send(call, key, value, asked);
}

const nothing = z.strictObject({});

async function identify({ shell, c, ctx: stranger }: Call): Promise<TokenActor> {
  const [, token] = /^Bearer ([\w-]+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (!token) throw new Problem('unauthenticated', 'rest.no-token');
  const actor = await shell.authenticateToken(stranger, token);
  if (!actor) throw new Problem('unauthenticated', 'rest.bad-token');
  const system = shell.ctxFor({ kind: 'system', job: 'request' }, 'rest');
  if (actor.owner && isGone(actor.owner, system.now())) {
    await shell.onGone(system, actor.owner.id).catch(unlessClosed);
    throw new Problem('unauthenticated', 'rest.bad-token');
  }
  return actor;
}

function refuseParams({ c, route }: Call): void {
  for (const [, name = ''] of route.path.matchAll(/:(\w+)/g)) {
    const pattern = route.params?.[name] ?? idPattern;
    if (!pattern.test(c.req.param(name) ?? '')) throw new Problem('missing', 'rest.no-such-resource');
  }
}

async function readBody({ c, route, shell, ctx }: Call): Promise<{ body: unknown; text: string }> {
  if (route.method === 'GET') return { body: undefined, text: '' };
  const text = utf8(await c.req.arrayBuffer());
  if (!route.body) {
    if (text.trim() !== '' && text.trim() !== '{}') throw new Problem('invalid', 'rest.no-body');
    return { body: undefined, text: '' };
  }
  if (!isJson(c.req.header('content-type') ?? '')) throw new Problem('invalid', 'rest.not-json');
  const body = parseInput(route.body, parsedJson(text));
  await shell.screen(ctx, textsIn(route.body, body));
  return { body, text };
}

/** RFC 8259 §8.1: nothing but UTF-8. What could not be read would otherwise be kept as another letter, in a password too. */
function utf8(bytes: ArrayBuffer): string {
  return parseOr(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

function isJson(header: string): boolean {
  const [type, ...parameters] = header.toLowerCase().split(';');
  const charset = parameters.map((each) => /^charset="?([^"]*)"?$/.exec(each.trim())?.[1]).find((each) => each !== undefined);
  return type?.trim() === 'application/json' && (charset === undefined || charset === 'utf-8');
}

function parsedJson(text: string): unknown {
  const unprintable = new Set<string>();
  const look = (field: string, value: unknown) => {
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) unprintable.add(field);
    return value;
  };
  const parsed = parseOr((): unknown => JSON.parse(text, look));
  if (unprintable.size === 0) return parsed;
  throw new Problem('invalid', 'web.invalid-fields', { fields: [...unprintable].map((field) => ({ field, code: 'not-plain-text' })) });
}

function parseOr<T>(parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new Problem('invalid', 'rest.bad-json', { cause });
  }
}

function idempotencyKey({ c, route }: Call): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined || route.method !== 'POST') return null;
  if (!keyPattern.test(key)) throw new Problem('invalid', 'rest.bad-key');
  return key;
}

/**
 * The answer that was given before; the same key with something else in it is a mistake of the sender. Whoever has other
 * roles since may not see that answer any more: they are told that it was done.
 */
async function replayed({ replays, c, ctx }: Call, tokenId: string, key: string, print: string): Promise<Response | null> {
  const before = await replays.find(ctx, tokenId, key);
  if (!before) return null;
  if (before.fingerprint.split(' ')[0] !== print.split(' ')[0]) throw new Problem('invalid', 'rest.key-reused');
  if (before.fingerprint === print && before.status !== null && before.answer !== null) {
    if (before.status === 204) return c.body(null, 204, { 'Idempotency-Replayed': 'true' });
    return c.body(before.answer, before.status as 200, { 'Content-Type': json, 'Idempotency-Replayed': 'true' });
  }
  throw new Problem('conflict', 'rest.replayed', { params: { event: before.eventId } });
}

async function perform(call: Call, key: string | null, print: string, given: { query: unknown; body: unknown }): Promise<unknown> {
  const { shell, c, route, replays, ctx, actor } = call;
  const expected = c.req.header('if-match');
  // RFC 9110 §13.1.1: without a state to compare with, only «whatever it is» holds.
  if (expected !== undefined && route.edits === undefined && route.method !== 'GET' && expected.trim() !== '*') throw new Problem('stale', 'rest.no-tag');
  // After a repeat was answered: what was done stays done.
  if (route.stepUp === 'door' && actor && !isLifted(actor, ctx.now())) throw new Problem('step-up', 'permission.step-up');
  const request = (on: Ctx) => ({ ctx: on, address: shell.addressOf(c), param: (name: string) => c.req.param(name) ?? '', ...given });
  if (key === null && (expected === undefined || route.edits === undefined)) return route.run(request(ctx));
  const tokenId = actor?.id ?? '';
  const claims = key !== null && route.method === 'POST';
  const guarded = guardedCtx(
    ctx,
    async (inside) => {
      if (claims && (await replays.find(inside, tokenId, key))) throw new Problem('conflict', 'rest.in-flight');
      if (expected !== undefined && route.edits !== undefined) await refuseStale(call, inside, expected);
    },
    async (inside, tx) => {
      if (claims) await replays.claim(inside, tx, tokenId, key, print);
    },
  );
  try {
    return await route.run(request(guarded.ctx));
  } catch (error) {
    // A refusal may have left its own event; what was asked for was not done. Where nobody knows, or the database was
    // lost on the way back, the key stays; and one that another request claimed is not this one's to free.
    const problem = asProblem(error);
    const mine = problem && problem.kind !== 'unavailable' && guarded.done();
    if (claims && mine) await replays.forget(ctx, tokenId, key);
    throw error;
  }
}

/** Compared inside the unit that edits, so that no other edit comes in between. */
async function refuseStale({ c, route, routes }: Call, inside: Ctx, expected: string): Promise<void> {
  const shown = routes.find((other) => other.method === 'GET' && other.path === route.edits);
  if (!shown) throw new Error(`There is no GET ${route.edits} to compare with.`);
  const value = await shown.run({ ctx: inside, address: '', param: (name) => c.req.param(name) ?? '', query: {}, body: undefined });
  if (!matchesExactly(expected, tagOf(inside, JSON.stringify(shown.answer.parse(value))))) throw new Problem('stale', 'rest.stale');
}

async function send(call: Call, key: string | null, value: unknown, asked: Readonly<Record<string, string>>): Promise<Response> {
  const { c, route, replays, ctx, actor } = call;
  const status = route.status ?? 200;
  const verbatim = value instanceof Verbatim ? value.text : null;
  const shown = verbatim === null ? route.answer.parse(value) : null;
  const isList = typeof shown === 'object' && shown !== null && 'next' in shown;
  const out = isList && typeof shown.next === 'string' ? { ...shown, next: bindCursor(ctx, route.path, asked, shown.next) } : shown;
  const text = status === 204 ? '' : (verbatim ?? JSON.stringify(out));
  // The work is done and says so, even when its answer cannot be kept for the next time.
  if (key !== null && actor) {
    await replays
      .keep(ctx, actor.id, key, status, route.secret ? null : text)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'an answer could not be kept'));
  }
  const headers: Record<string, string> = { 'Content-Type': json };
  if (route.method === 'GET' && !isList && !route.secret) {
    const tag = tagOf(ctx, text);
    headers['ETag'] = `"${tag}"`;
    headers['Cache-Control'] = 'private, no-cache';
    if (matchesTag(c.req.header('if-none-match') ?? '', tag)) return c.body(null, 304, headers);
  }
  return status === 204 ? c.body(null, 204) : c.body(text, status, headers);
}

function singleValues(c: Context): Record<string, string> {
  const all = [...new URL(c.req.url).searchParams];
  const twice = all.find(([name], at) => all.findIndex(([other]) => other === name) < at);
  if (twice) throw new Problem('invalid', 'web.field-twice', { params: { field: twice[0] } });
  // A filter without a value is a script's empty variable, and the whole list would be the wrong answer to it.
  const empty = all.flatMap(([field, value]) => (field === '' || value === '' ? [{ field, code: field === '' ? 'unknown' : 'required' }] : []));
  if (empty.length > 0) throw new Problem('invalid', 'web.invalid-fields', { fields: empty });
  return Object.fromEntries(all);
}

async function answerProblem({ shell, c, route, ctx }: Call, error: unknown): Promise<Response> {
  const problem = asProblem(error);
  if (!problem) {
    ctx.log.error({ err: error, request: ctx.requestId }, 'a REST request failed');
    return printBug(c, ctx.requestId);
  }
  if (problem.kind === 'forbidden') await shell.onRefusal(ctx, route.name, problem.code);
  if (problem.kind !== 'unavailable') return printProblem(c, problem);
  ctx.log.warn({ code: problem.code, request: ctx.requestId }, 'a REST request could not be served');
  return printProblem(c, problem, {}, ctx.requestId);
}
