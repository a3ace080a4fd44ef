import { minute } from '#src/ground/time.ts';
import type { Job } from '#src/http/routes.ts';
import { isResetReady, sendReadyResets } from './reset.ts';

export const sessionsJobs: readonly Job[] = [
  {
    name: 'send-sign-in-resets',
    every: minute,
    isDue: isResetReady,
    async run(ctx) {
      const { sent, stopped } = await sendReadyResets(ctx);
      return `sent ${sent} links, stopped ${stopped} resets`;
    },
  },
];
