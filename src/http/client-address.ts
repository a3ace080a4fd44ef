import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * Where a request comes from. A proxy that we trust names the one before it, so the last address of `X-Forwarded-For`
 * that is no proxy of ours is whoever asks; what stands further left they may have written themselves.
 */
export function addressReader(isProxy: (address: string) => boolean): (c: Context) => string {
  return (c) => {
    // In-process requests have no socket.
    const socket = 'incoming' in (c.env ?? {}) ? plainAddress(getConnInfo(c).remote.address ?? '') : '';
    return askedFrom(socket, c.req.header('x-forwarded-for'), isProxy);
  };
}

/** A hop that is no address ends the search: behind it nothing is known. */
export function askedFrom(socket: string, forwarded: string | undefined, isProxy: (address: string) => boolean): string {
  let from = socket;
  for (const hop of (forwarded ?? '').split(',').toReversed()) {
    const address = plainAddress(
      hop
        .trim()
        .replace(/^\[(.*)\](:\d+)?$/, '$1')
        .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1'),
    );
    if (!isProxy(from) || !/^[\da-f.:]{2,45}$/i.test(address)) break;
    from = address;
  }
  return from;
}

/** `::ffff:192.0.2.1` is how a socket for both families names `192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
