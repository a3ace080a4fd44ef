import { hour } from '#src/ground/time.ts';
import type { Job } from '#src/http/routes.ts';
import { forgetOldReplays } from './replays.ts';

export const tokensJobs: readonly Job[] = [
  {
    name: 'forget-request-keys',
    every: hour,
    run: async (ctx) => {
      await forgetOldReplays(ctx);
      return 'forgot the keys of requests older than a week';
    },
  },
];
