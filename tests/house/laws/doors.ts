import type { Violation } from './sources.ts';

export type Ask = (url: string, init?: RequestInit) => Response | Promise<Response>;
export type Route = { method: string; path: string };
export type WebRoute = Route & { who: string };

const name = ({ method, path }: Route) => `${method} ${path}`;
const form = (csrf: string) => ({ method: 'POST', body: new URLSearchParams({ csrf }) });
const own = { 'sec-fetch-site': 'same-origin' };

/** Routes that let a stranger, or somebody half-way through signing in, do anything but go and sign in. */
export async function openDoors(
  ask: Ask,
  routes: readonly WebRoute[],
  open: readonly string[],
  fill: (path: string) => string,
  visitor: { cookie: string; csrf: string },
): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const route of routes) {
    if (open.includes(name(route))) continue;
    const headers = { ...own, cookie: visitor.cookie };
    const answer = await ask(fill(route.path), route.method === 'GET' ? { headers } : { ...form(visitor.csrf), headers });
    const sentAway = answer.status === 303 && /^\/sign-in(\?|$)/.test(answer.headers.get('location') ?? '');
    if (!sentAway) found.push({ path: name(route), because: `answers ${answer.status} to somebody who has not signed in` });
  }
  return found;
}

/** A route is public because a list says so, and the list names nothing that is gone. */
export function unlistedRoutes(routes: readonly WebRoute[], open: readonly string[]): Violation[] {
  const declared = routes.filter(({ who }) => who !== 'signed-in').map(name);
  return [
    ...declared.filter((path) => !open.includes(path)).map((path) => ({ path, because: 'is open and not listed' })),
    ...open.filter((path) => !declared.includes(path)).map((path) => ({ path, because: 'is listed as open and is not' })),
  ];
}

/** Unsafe routes that act for a signed-in browser on a request that another site, or no page of ours, made it send. */
export async function unprovenWrites(
  ask: Ask,
  routes: readonly Route[],
  fill: (path: string) => string,
  browser: { cookie: string; csrf: string },
): Promise<Violation[]> {
  const forgeries: Record<string, RequestInit> = {
    'without a CSRF token': { ...form(''), headers: { ...own, cookie: browser.cookie } },
    "with another browser's CSRF token": { ...form('f'.repeat(64)), headers: { ...own, cookie: browser.cookie } },
    'from another site': { ...form(browser.csrf), headers: { 'sec-fetch-site': 'cross-site', cookie: browser.cookie } },
    'from a neighbouring site': { ...form(browser.csrf), headers: { 'sec-fetch-site': 'same-site', cookie: browser.cookie } },
    'from another origin': { ...form(browser.csrf), headers: { origin: 'https://evil.example', cookie: browser.cookie } },
    'from nowhere': { ...form(browser.csrf), headers: { cookie: browser.cookie } },
  };
  const found: Violation[] = [];
  for (const route of routes.filter(({ method }) => method === 'POST')) {
    for (const [how, init] of Object.entries(forgeries)) {
      const { status } = await ask(fill(route.path), init);
      if (status !== 403) found.push({ path: name(route), because: `answers ${status} to a request ${how}` });
    }
  }
  return found;
}

/** Resources that answer to anything but a bearer token. */
export async function tokenlessDoors(ask: Ask, routes: readonly Route[], cookie: string): Promise<Violation[]> {
  const strangers: Record<string, Record<string, string>> = {
    nobody: {},
    'a cookie': { cookie },
    'a password': { authorization: 'Basic YTpi' },
    'a made-up token': { authorization: 'Bearer khp_x' },
  };
  const found: Violation[] = [];
  for (const route of routes) {
    for (const [who, headers] of Object.entries(strangers)) {
      const { status } = await ask(`/api/v1${route.path.replace(/:\w+/g, 'x')}`, { method: route.method, headers });
      if (status !== 401) found.push({ path: name(route), because: `answers ${status} to ${who}` });
    }
  }
  return found;
}
