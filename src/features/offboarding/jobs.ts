import type { Job } from '#src/http/routes.ts';
import { cutDue } from './cut.service.ts';
import { completeProven } from './issue.service.ts';
import { listDue, listProvable } from './queries.ts';

export const offboardingJobs: readonly Job[] = [
  {
    name: 'cut',
    every: 1000,
    isDue: async (ctx) => (await listDue(ctx.read, ctx.now(), 1)).length > 0,
    run: async (ctx) => `${await cutDue(ctx, 'scheduler')} cut`,
  },
  {
    name: 'complete',
    every: 5000,
    isDue: async (ctx) => (await listProvable(ctx.read, ctx.now(), 1)).length > 0,
    run: async (ctx) => `${await completeProven(ctx)} completed`,
  },
];
