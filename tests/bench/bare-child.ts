import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The least that answers over HTTP: what starting the product is compared with. */
const [hostname = '127.0.0.1', port = '0'] = (process.env.KEYHOLDER_LISTEN ?? '').split(':');
const app = new Hono();
app.get('/health/live', (c) => c.json({ status: 'live' }));
const server = serve({ fetch: app.fetch, hostname, port: Number(port) }, () => console.log('listens'));
process.once('SIGTERM', () => server.close());
