import type { MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The same set on every answer of every shell, whatever its status. */
export function securityHeaders({ publicUrl, hsts }: { publicUrl: string; hsts: 'host' | 'subdomains' | 'off' }): MiddlewareHandler {
  const onlyHttps = publicUrl.startsWith('https://') && hsts !== 'off';
  return async (c, next) => {
    await next();
    const set = (name: string, value: string) => c.res.headers.set(name, value);
    set('Content-Security-Policy', policy);
    set('X-Content-Type-Options', 'nosniff');
    set('X-Frame-Options', 'DENY');
    // Our own pages may know where a request came from, to go back there; no other site does.
    set('Referrer-Policy', 'same-origin');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    if (onlyHttps) set('Strict-Transport-Security', hsts === 'subdomains' ? 'max-age=31536000; includeSubDomains' : 'max-age=31536000');
    if (!c.res.headers.has('Cache-Control')) set('Cache-Control', 'no-store');
  };
}
