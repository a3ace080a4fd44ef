import type { Context, MiddlewareHandler } from 'hono';
import { fresh } from '#src/ground/moments.ts';
import { minute } from '#src/ground/time.ts';
import { stopwatch } from '#src/host/clock.ts';
import { inRequest } from '#src/host/request-scope.ts';
import type { App } from './boot.ts';

/** A proxy's own id of a request, so that its log and ours can be joined. */
const givenId = /^[\w.:/+=-]{8,128}$/;
const mostRemembered = 2000;
const refusals = new Set([401, 403, 429]);

export type Requests = {
  middleware: MiddlewareHandler;
  /** Where it came from, as long as that is remembered. */
  addressOf(request: string): string | undefined;
  /** Answers by status, since the start. */
  answers: ReadonlyMap<number, number>;
  signInsRefused(): number;
};

/** All that is done for one request bears one id. Each is counted and, where that is asked for, written down: no query, no body, no name. */
export function watchRequests({ config, windows: { clock, ids, log } }: App, addressOf: (c: Context) => string): Requests {
  const addresses = new Map<string, string>();
  const answers = new Map<number, number>();
  let refused = 0;
  const remember = (request: string, address: string) => {
    const [oldest] = addresses.keys();
    if (addresses.size >= mostRemembered && oldest !== undefined) addresses.delete(oldest);
    addresses.set(request, address);
  };
  // Once a minute and address, with how many there were: a scanner must not fill the log.
  const told = new Map<string, { at: number; since: number }>();
  const tellRefusal = (status: number, address: string, path: string) => {
    const key = `${status} ${address}`;
    const now = clock.now();
    const last = told.get(key);
    if (last && fresh(last.at, minute, now)) {
      last.since += 1;
      return;
    }
    if (told.size >= mostRemembered) told.clear();
    told.set(key, { at: now, since: 0 });
    log.warn({ status, path: path.slice(0, 200), ...(last?.since ? { alsoSince: last.since } : {}) }, 'a request was refused');
  };
  const middleware: MiddlewareHandler = async (c, next) => {
    const known = { request: ids.next('request'), address: addressOf(c) };
    const elapsed = stopwatch();
    remember(known.request, known.address);
    await inRequest(known, async () => {
      await next();
      const header = c.req.header('x-request-id') ?? '';
      const given = givenId.test(header) ? header : null;
      c.res.headers.set('X-Request-Id', given ?? known.request);
      const { status } = c.res;
      const { method, path } = c.req;
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (method === 'POST' && /^\/(sign-in|step-up)\b/.test(path) && status >= 400) refused += 1;
      if (refusals.has(status)) tellRefusal(status, known.address, path);
      if (config.accessLog) log.info({ ...(given ? { given } : {}), method, path: path.slice(0, 200), status, ms: elapsed() }, 'a request was answered');
    });
  };
  return { middleware, addressOf: (request) => addresses.get(request), answers, signInsRefused: () => refused };
}
