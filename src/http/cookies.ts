import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const names = { session: 'kh-session', device: 'kh-device', visit: 'kh-visit', locale: 'kh-locale', flash: 'kh-flash' } as const;
export type CookieName = keyof typeof names;

/** Seconds a cookie is kept; absent means until the browser closes. */
const lasts: Partial<Record<CookieName, number>> = { device: 180 * 24 * 3600, locale: 365 * 24 * 3600, flash: 60 };

export function readCookie(c: Context, name: CookieName): string | undefined {
  return getCookie(c, names[name], 'host');
}

export function writeCookie(c: Context, name: CookieName, value: string | null): void {
  if (value === null) {
    deleteCookie(c, names[name], { prefix: 'host', path: '/', secure: true });
    return;
  }
  const maxAge = lasts[name];
  setCookie(c, names[name], value, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}
