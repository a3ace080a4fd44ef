import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isGone } from '#src/ground/permission.ts';
import { Problem, unlessClosed } from '#src/ground/problem.ts';
import { csrfField } from '#src/ui/form.tsx';
import { readCookie, writeCookie } from './cookies.ts';
import { csrfHeader, refuseForeign, refuseUnproven } from './csrf.ts';
import { echoOf, type FormBody, readForm, refuseNul } from './form.ts';
import { problemPage, unavailablePage } from './problem-page.tsx';
import { asProblem } from './problems.ts';
import type { Knock, PageHandler, Retry, Web, WebRequest } from './routes.ts';
import type { Shell, SignedIn } from './shell.ts';
import { buildRequest, type Known } from './web-request.tsx';

const formBytes = 256 * 1024;
const uploadBytes = 10 * 1024 * 1024;

export type Route = { method: 'GET' | 'POST'; path: string; who: Knock };
export type WebShell = Web & { app: Hono; routes: readonly Route[] };

/** The web door's shell: who is it, did the browser mean it, which page. The handler calls one verb. */
export function createWeb(shell: Shell, publicUrl: string): WebShell {
  const app = new Hono();
  const routes: Route[] = [];

  const add = (route: Route, maxSize: number, handler: PageHandler, retry?: Retry) => {
    routes.push(route);
    app.on(route.method, route.path, bodyLimit({ maxSize, onError: tooLarge }), async (c) => {
      const known = await identify(shell, c);
      const form = once(() => readForm(c));
      const r = await buildRequest(shell, c, known, form);
      // A form is shown again only to whoever proved to have sent it.
      let mend: Retry | undefined;
      try {
        refuseForeign(c.req.raw, publicUrl);
        refuseNul(c.req.url);
        // First who it is: a page left open after the session ended leads to sign-in, not to a word about forms.
        refuseKnock(route.who, known.signedIn);
        if (route.method === 'POST') await refuseUnprovenForm(c, r, form);
        mend = retry;
        return await handler(r);
      } catch (error) {
        return await answerProblem(shell, r, error, form, route.method === 'GET', mend);
      }
    });
  };
  app.onError((error, c) => {
    const problem = asProblem(error);
    // Nothing is told of a bug, and hono would print the error as it is, with what the database was asked.
    if (problem?.kind !== 'unavailable') throw error;
    return unavailablePage(shell, c, problem);
  });
  app.notFound(async (c) => {
    const r = await buildRequest(
      shell,
      c,
      await identify(shell, c),
      once(() => readForm(c)),
    );
    return problemPage(r, new Problem('missing', 'web.no-such-page'));
  });
  return {
    app,
    routes,
    get: (path, who, handler) => add({ method: 'GET', path, who }, formBytes, handler),
    post: (path, who, handler, retry) => add({ method: 'POST', path, who }, formBytes, handler, retry),
    upload: (path, who, handler, retry) => add({ method: 'POST', path, who }, uploadBytes, handler, retry),
  };
}

function tooLarge(): Response {
  return new Response('This is more than the server takes.', { status: 413, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}

async function identify(shell: Shell, c: Context): Promise<Known> {
  const stranger = shell.ctxFor({ kind: 'stranger' }, 'web');
  const session = readCookie(c, 'session');
  const signedIn = session ? await shell.authenticate(stranger, session) : null;
  let visit = readCookie(c, 'visit');
  if (!visit) {
    visit = stranger.crypto.newToken('khv_');
    writeCookie(c, 'visit', visit);
  }
  if (!signedIn) return { signedIn: null, proof: visit };
  // Bound to the browser and to whoever is signed in, not to the session: proving the factor again must not spoil other tabs.
  if (!isGone(signedIn.actor, stranger.now())) return { signedIn, proof: `${visit} ${signedIn.actor.id}` };
  await shell.onGone(shell.ctxFor({ kind: 'system', job: 'request' }, 'web'), signedIn.actor.id).catch(unlessClosed);
  writeCookie(c, 'session', null);
  return { signedIn: null, proof: visit };
}

/** Somebody half-way through signing in reaches the pages of that half and no others. */
function refuseKnock(who: Knock, signedIn: SignedIn | null): void {
  if (who === 'public') return;
  const whole = signedIn?.stage === 'complete';
  if (who === 'signed-in' ? whole : signedIn && !whole) return;
  throw new Problem('unauthenticated', 'permission.sign-in');
}

async function refuseUnprovenForm(c: Context, r: WebRequest, form: () => Promise<FormBody>): Promise<void> {
  const { fields } = await form();
  const field = fields[csrfField];
  delete fields[csrfField];
  refuseUnproven(c.req.header(csrfHeader) ?? (typeof field === 'string' ? field : undefined), r.page.csrf);
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

const mendable = ['invalid', 'conflict', 'limited', 'forbidden', 'stale'];

async function answerProblem(shell: Shell, r: WebRequest, error: unknown, form: () => Promise<FormBody>, isRead: boolean, retry?: Retry): Promise<Response> {
  const problem = asProblem(error);
  if (!problem) {
    r.ctx.log.error({ err: error, request: r.ctx.requestId }, 'a page failed');
    return problemPage(r, null);
  }
  if (problem.kind === 'forbidden') await shell.onRefusal(r.ctx, r.path.split('/')[1] ?? '', problem.code);
  if (problem.kind === 'unauthenticated') return r.redirect(signInPath(r));
  if (problem.kind === 'step-up') return r.redirect(`/step-up?next=${encodeURIComponent(isRead ? r.here : (r.referrer ?? '/'))}`);
  if (!retry || !mendable.includes(problem.kind)) return problemPage(r, problem);
  try {
    return await retry(r, problem, echoOf((await form()).fields, problem));
  } catch (again) {
    return answerProblem(shell, r, again, form, isRead);
  }
}

function signInPath(r: WebRequest): string {
  return r.path === '/' || r.isFragment ? '/sign-in' : `/sign-in?next=${encodeURIComponent(r.here)}`;
}
