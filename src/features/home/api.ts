import { z } from 'zod';
import type { Rest } from '#src/http/routes.ts';
import { posture } from './service.ts';

export function homeApi(rest: Rest): void {
  rest.get('/status', async (r) => {
    r.query(z.strictObject({}));
    return r.json({ version: r.ctx.config.version, ...(await posture(r.ctx)) });
  });
}
