import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isGone } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import type { TokenActor } from '#src/ground/actor.ts';
import { fieldText, messagesFor, problemText } from '#src/ui/messages/index.ts';
import { parseInput, refuseNul } from './form.ts';
import { asProblem, httpStatus } from './problems.ts';
import type { Rest, RestHandler, RestRequest } from './routes.ts';
import type { Shell } from './shell.ts';

export type RestRoute = { method: 'GET' | 'POST'; path: string };
export type RestShell = Rest & { app: Hono; routes: readonly RestRoute[] };

const bodyBytes = 256 * 1024;

/** The REST door: a bearer token and nothing else says who it is; every problem is printed as RFC 9457 problem+json. */
export function createRest(shell: Shell): RestShell {
  const app = new Hono().basePath('/api/v1');
  const routes: RestRoute[] = [];
  const add = (method: RestRoute['method'], path: string, handler: RestHandler) => {
    routes.push({ method, path });
    app.on(method, path, bodyLimit({ maxSize: bodyBytes, onError: (c) => printProblem(c, tooLarge, 413) }), async (c) => {
      try {
        refuseNul(c.req.url);
        return await handler(request(c, shell, await identify(shell, c)));
      } catch (error) {
        return answerProblem(shell, c, error);
      }
    });
  };
  app.notFound((c) => printProblem(c, new Problem('missing', 'rest.no-such-resource')));
  return {
    app,
    routes,
    get: (path, handler) => add('GET', path, handler),
    post: (path, handler) => add('POST', path, handler),
  };
}

const tooLarge = new Problem('invalid', 'rest.too-large');

async function identify(shell: Shell, c: Context): Promise<TokenActor> {
  const [, token] = /^Bearer ([\w-]+)$/.exec(c.req.header('authorization') ?? '') ?? [];
  if (!token) throw new Problem('unauthenticated', 'rest.no-token');
  const actor = await shell.authenticateToken(shell.ctxFor({ kind: 'stranger' }, 'rest'), token);
  if (!actor) throw new Problem('unauthenticated', 'rest.bad-token');
  const system = shell.ctxFor({ kind: 'system', job: 'request' }, 'rest');
  if (actor.owner && isGone(actor.owner, system.now())) {
    await shell.onGone(system, actor.owner.id);
    throw new Problem('unauthenticated', 'rest.bad-token');
  }
  return actor;
}

function request(c: Context, shell: Shell, actor: TokenActor): RestRequest {
  const ctx = shell.ctxFor(actor, 'rest');
  return {
    ctx,
    param: (name) => c.req.param(name) ?? '',
    query: (schema) => parseInput(schema, singleValues(c)),
    async body(schema) {
      if (c.req.header('content-type')?.split(';')[0]?.trim() !== 'application/json') throw new Problem('invalid', 'rest.not-json');
      const body: unknown = await c.req.json().catch((cause: unknown) => {
        throw new Problem('invalid', 'rest.not-json', { cause });
      });
      return parseInput(schema, body);
    },
    json: (value, status = 200) => c.body(JSON.stringify(value), status as 200, { 'Content-Type': 'application/json; charset=utf-8' }),
  };
}

function singleValues(c: Context): Record<string, string> {
  const all = Object.entries(c.req.queries());
  const twice = all.find(([, values]) => values.length > 1);
  if (twice) throw new Problem('invalid', 'web.field-twice', { params: { field: twice[0] } });
  return Object.fromEntries(all.map(([name, values]) => [name, values[0] ?? '']));
}

async function answerProblem(shell: Shell, c: Context, error: unknown): Promise<Response> {
  const problem = asProblem(error);
  if (!problem) {
    const ctx = shell.ctxFor({ kind: 'stranger' }, 'rest');
    ctx.log.error({ err: error, request: ctx.requestId }, 'a REST request failed');
    return c.body(JSON.stringify({ type: 'about:blank', title: 'Internal error', status: 500, instance: ctx.requestId }), 500, {
      'Content-Type': 'application/problem+json; charset=utf-8',
    });
  }
  return printProblem(c, problem);
}

function printProblem(c: Context, problem: Problem, status: number = httpStatus[problem.kind]): Response {
  const t = messagesFor('en');
  const body = {
    type: `urn:keyholder:problem:${problem.code}`,
    title: t.problems.title[problem.kind],
    status,
    detail: problemText(t, problem),
    ...(problem.fields.length > 0 ? { fields: problem.fields.map((field) => ({ field: field.field, detail: fieldText(t, field) })) } : {}),
  };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8' };
  if (problem.kind === 'unauthenticated') headers['WWW-Authenticate'] = 'Bearer';
  if (problem.kind === 'limited' || problem.kind === 'unavailable') headers['Retry-After'] = '5';
  return c.body(JSON.stringify(body), status as 400, headers);
}
