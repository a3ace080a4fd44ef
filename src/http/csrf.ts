import { Problem } from '#src/ground/problem.ts';

export const csrfHeader = 'x-keyholder-csrf';

const safeMethods = ['GET', 'HEAD'];

/** One token for as long as the same person sits at the same browser. */
export function csrfToken(sha256: (text: string) => string, proof: string): string {
  return sha256(`csrf\n${proof}`);
}

/**
 * An unsafe request must come from our own origin as the browser tells it, and carry the token of its own cookie.
 * A request that names no origin at all is refused too: browsers always name one on a POST.
 */
export function refuseForeign(request: Request, publicUrl: string): void {
  if (safeMethods.includes(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const own = site === 'same-origin' || (site === null && origin !== null && origin === new URL(publicUrl).origin);
  if (!own) throw new Problem('forbidden', 'web.foreign-request');
}

export function refuseUnproven(given: string | undefined, expected: string): void {
  if (given !== expected) throw new Problem('forbidden', 'web.no-csrf-proof');
}
