import { Hono } from 'hono';
import { installation } from '#src/host/config.ts';
import { networksOf } from '#src/host/networks.ts';
import { cutIfGone } from '#src/features/offboarding/index.ts';
import { describePerson } from '#src/features/home/index.ts';
import { screenTexts } from '#src/features/secrets/index.ts';
import { authenticate } from '#src/features/sessions/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { authenticateToken, replays } from '#src/features/tokens/index.ts';
import { refuse } from '#src/features/audit/index.ts';
import { addressReader } from '#src/http/client-address.ts';
import { securityHeaders } from '#src/http/headers.ts';
import { isOurHost } from '#src/http/hosts.ts';
import { openApi } from '#src/http/openapi.ts';
import { mountReference } from '#src/http/reference.tsx';
import { printProblem } from '#src/http/rest-problem.ts';
import { createRest } from '#src/http/rest.ts';
import type { Shell } from '#src/http/shell.ts';
import { createWeb } from '#src/http/web.ts';
import { Problem } from '#src/ground/problem.ts';
import { minute } from '#src/ground/time.ts';
import { type Asset, readAssets } from '#src/ui/assets.ts';
import type { App } from './boot.ts';
import { metricsOf } from './metrics.ts';
import { mountApi, mountPages } from './mount.ts';
import { watchRequests } from './requests.ts';

const assets = readAssets(installation);

/** Everything a listening process answers. */
export function createServer(app: App) {
  const shell: Shell = {
    ctxFor: app.ctxFor,
    authenticate,
    authenticateToken,
    addressOf: addressReader(networksOf(app.config.trustedProxies).has),
    onGone: async (ctx, personId) => void (await cutIfGone(ctx, personId, 'request')),
    organisation: getOrganisation,
    describe: describePerson,
    onRefusal: refuse,
    screen: screenTexts,
    assets: assets.paths,
    state: app.state,
  };
  const rest = createRest(shell, replays);
  mountApi(rest);
  const web = createWeb(shell, app.config.publicUrl);
  mountPages(web);
  mountReference(web, rest.routes);

  const tellStranger = strangerTeller();
  const requests = watchRequests(app, shell.addressOf);
  const root = new Hono();
  root.use(requests.middleware);
  root.use(securityHeaders(app.config));
  // Asked by balancers under whatever address they know; they tell of no company.
  root.get('/health/live', (c) => c.json({ status: 'live' }));
  root.get('/health/ready', async (c) => {
    const status = !(await app.db.reachable()) ? 'no-database' : (app.db.diskTrouble() ?? app.state());
    return c.json({ status }, status === 'open' ? 200 : 503);
  });
  root.get('/metrics', async (c, next) => {
    const { metricsToken } = app.config;
    if (metricsToken === undefined) return next();
    const { sha256 } = app.ctxFor({ kind: 'stranger' }, 'web').crypto;
    // Of hashes, so that how long it takes tells nothing.
    if (sha256(c.req.header('authorization') ?? '') !== sha256(`Bearer ${metricsToken}`))
      return c.text('A bearer token is needed.', 401, { 'WWW-Authenticate': 'Bearer' });
    const { body, type } = await metricsOf(app, requests);
    return c.body(body, 200, { 'Content-Type': type });
  });
  root.use(async (c, next) => {
    const host = c.req.header('host');
    // A name we do not go by could be a stranger's page resolving to us: send people to ours, refuse the rest.
    if (!host || isOurHost(host, app.config.publicUrl)) return next();
    tellStranger(app, host);
    if (c.req.path.startsWith('/api/')) return printProblem(c, new Problem('missing', 'rest.unknown-host'));
    return c.text('Unknown host name.', 421);
  });
  // Whatever no shell caught. Without this hono would print the error as it is, with what the database was asked.
  root.onError((error, c) => {
    app.windows.log.error({ err: error }, 'a request failed');
    return c.text('Something went wrong on our side.', 500);
  });
  root.get('/assets/:file', (c) => {
    const asset = assets.files.get(c.req.path);
    return asset ? sendAsset(asset, c.req.header('accept-encoding') ?? '', c.req.header('if-none-match')) : c.notFound();
  });
  root.get('/api/v1/docs', (c) => web.app.fetch(c.req.raw, c.env));
  root.get('/api/v1/openapi.json', (c) => c.json(openApi(rest.routes, { version: app.config.version, url: app.config.publicUrl })));
  // Handed on whole rather than mounted, so that each door prints its own "not found".
  root.all('/api/v1/*', (c) => rest.app.fetch(c.req.raw, c.env));
  root.all('*', (c) => web.app.fetch(c.req.raw, c.env));
  return { fetch: root.fetch, request: root.request, routes: web.routes, restRoutes: rest.routes, requests };
}

export type Server = ReturnType<typeof createServer>;

/** Once a minute and host, or a scanner would fill the log. */
function strangerTeller(): (app: App, host: string) => void {
  const told = new Map<string, number>();
  return ({ windows: { clock, log }, config }, host) => {
    const now = clock.now();
    if (now - (told.get(host) ?? -minute) < minute) return;
    if (told.size >= 100) told.clear();
    told.set(host, now);
    log.warn({ host: host.slice(0, 100), expected: new URL(config.publicUrl).host }, 'a request asked for a host that is not KEYHOLDER_PUBLIC_URL');
  };
}

function sendAsset(asset: Asset, accepts: string, known: string | undefined): Response {
  const headers = new Headers({
    'Content-Type': asset.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ETag: asset.etag,
    Vary: 'Accept-Encoding',
  });
  if (known === asset.etag) return new Response(null, { status: 304, headers });
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : null;
  if (encoding) headers.set('Content-Encoding', encoding);
  return new Response(new Uint8Array(encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.body), { headers });
}
