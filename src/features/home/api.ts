import { z } from 'zod';
import type { Rest } from '#src/http/resources.ts';
import { posture } from './service.ts';

const status = z.object({
  version: z.string(),
  accounts: z.int(),
  passwords: z.object({ total: z.int(), kept: z.int() }),
  overdue: z.int(),
  ownerless: z.int(),
  deputyless: z.int(),
  unacknowledged: z.int(),
});

export function homeApi(rest: Rest): void {
  rest.get('/status', {
    name: 'getStatus',
    summary: 'How things stand, in numbers: what the start page says to whoever looks after everything.',
    scopes: ['read'],
    answer: status,
    run: async ({ ctx }) => ({ version: ctx.config.version, ...(await posture(ctx)) }),
  });
}
