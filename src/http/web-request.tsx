import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Ctx } from '#src/ground/ctx.ts';
import { createFormat } from '#src/ui/format.ts';
import { BarePage, Layout } from '#src/ui/layout.tsx';
import { isLocale, type Locale, messagesFor } from '#src/ui/messages/index.ts';
import type { PageContext } from '#src/ui/page.tsx';
import { readCookie, writeCookie } from './cookies.ts';
import { csrfToken } from './csrf.ts';
import { type FormBody, parseForm } from './form.ts';
import type { WebRequest } from './routes.ts';
import type { Shell, SignedIn } from './shell.ts';
import { textsIn } from './texts.ts';

/** `proof` is what the CSRF token is bound to. */
export type Known = { signedIn: SignedIn | null; proof: string };

export async function buildRequest(shell: Shell, c: Context, known: Known, form: () => Promise<FormBody>): Promise<WebRequest> {
  const { signedIn } = known;
  const ctx = shell.ctxFor(signedIn?.stage === 'complete' ? signedIn.actor : { kind: 'stranger' }, 'web');
  const page = await buildPage(shell, c, ctx, known);
  const url = new URL(c.req.url);
  const isFragment = c.req.header('hx-request') === 'true';
  const html = async (view: Child, status: number) =>
    c.body(String(await view), status as ContentfulStatusCode, { 'Content-Type': 'text/html; charset=utf-8' });
  return {
    ctx,
    page,
    path: url.pathname,
    here: url.pathname + url.search,
    referrer: ownPath(c.req.header('referer'), url.origin),
    isFragment,
    address: shell.addressOf(c),
    device: (c.req.header('user-agent') ?? '').slice(0, 200),
    param: (name) => c.req.param(name) ?? '',
    query: (name) => c.req.query(name),
    async form(schema) {
      const parsed = parseForm(schema, await form());
      await shell.screen(ctx, textsIn(schema, parsed));
      return parsed;
    },
    upload: async (field) => (await form()).uploads.get(field),
    cookie: (name) => readCookie(c, name),
    render: (title, view, status = 200) =>
      html(
        <Layout page={page} title={title}>
          {view}
        </Layout>,
        status,
      ),
    renderBare: (title, view, status = 200) =>
      html(
        <BarePage page={page} title={title}>
          {view}
        </BarePage>,
        status,
      ),
    fragment: (view, status = 200) => html(view, status),
    file(body, type, name) {
      const headers: Record<string, string> = { 'Content-Type': type };
      if (name) headers['Content-Disposition'] = `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`;
      return c.body(typeof body === 'string' ? body : new Uint8Array(body), 200, headers);
    },
    redirect(path, flash) {
      if (flash) writeCookie(c, 'flash', Buffer.from(flash).toString('base64url'));
      return isFragment ? c.body(null, 204, { 'HX-Redirect': path }) : c.body(null, 303, { Location: path });
    },
    keepCookie: (name, value) => writeCookie(c, name, value),
  };
}

async function buildPage(shell: Shell, c: Context, ctx: Ctx, known: Known): Promise<PageContext> {
  const organisation = await shell.organisation(ctx);
  const whole = known.signedIn?.stage === 'complete' ? known.signedIn.actor : null;
  const page = pageFor(shell, c, ctx, known, organisation, null);
  return { ...page, me: whole ? await shell.describe(ctx, whole, page.locale) : null };
}

type Organisation = Awaited<ReturnType<Shell['organisation']>>;

/** Without anything that a database has to be asked for, where that is left out. */
export function pageFor(shell: Shell, c: Context, ctx: Ctx, known: Known, organisation: Organisation, me: PageContext['me']): PageContext {
  const chosen = readCookie(c, 'locale');
  const locale: Locale = isLocale(chosen) ? chosen : (known.signedIn?.locale ?? preferred(c.req.header('accept-language')) ?? organisation.locale);
  const flash = readCookie(c, 'flash');
  const state = shell.state?.() ?? 'open';
  if (flash !== undefined && c.req.method === 'GET') writeCookie(c, 'flash', null);
  return {
    t: messagesFor(locale),
    f: createFormat(locale, organisation.timeZone, ctx.now()),
    locale,
    path: new URL(c.req.url).pathname,
    begin: readBegin(c.req.query('from')),
    csrf: csrfToken(ctx.crypto.sha256, known.proof),
    me,
    organisation: organisation.name,
    zone: organisation.timeZone,
    assets: shell.assets,
    ...(state === 'open' ? {} : { closed: state }),
    ...(flash === undefined ? {} : { flash: Buffer.from(flash, 'base64url').toString('utf8').slice(0, 300) }),
  };
}

function readBegin(from: string | undefined): number {
  return from !== undefined && /^[1-9]\d{0,8}$/.test(from) ? Number(from) : 1;
}

/** The browser's first language that is one of ours. */
function preferred(header: string | undefined): Locale | undefined {
  return header
    ?.split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLocale);
}

function ownPath(address: string | undefined, origin: string): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // `//elsewhere` is a path here and another site in a link.
  return url.origin === origin && !url.pathname.startsWith('//') ? url.pathname + url.search : undefined;
}
