import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import type { Site } from '#tests/helpers/site.ts';

/** Puts a company of this process at an address, for a real browser to visit. */
export async function listen(s: Pick<Site, 'server'>): Promise<string> {
  const listening = serve({ fetch: s.server.fetch, hostname: '127.0.0.1', port: 0 });
  onTestFinished(() => void listening.close());
  await once(listening, 'listening');
  return `http://localhost:${(listening.address() as AddressInfo).port}`;
}
