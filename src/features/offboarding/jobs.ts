import type { Job } from '#src/http/routes.ts';
import { anyCutDue, cutDue } from './cut.service.ts';
import { anyProven, completeProven } from './issue.service.ts';

export const offboardingJobs: readonly Job[] = [
  {
    name: 'cut',
    every: 1000,
    isDue: anyCutDue,
    async run(ctx) {
      const made = await cutDue(ctx, 'scheduler');
      if (await anyCutDue(ctx)) throw new Error('A cut that is due could not be made.');
      return `${made} cut`;
    },
  },
  {
    name: 'complete',
    every: 5000,
    isDue: anyProven,
    run: async (ctx) => `${await completeProven(ctx)} completed`,
  },
];
