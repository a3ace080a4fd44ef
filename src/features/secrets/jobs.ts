import type { Job } from '#src/http/routes.ts';
import { destroyRetired } from './values.ts';

export const secretsJobs: readonly Job[] = [
  {
    name: 'destroy-retired',
    every: 60 * 60 * 1000,
    run: async (ctx) => `destroyed ${await destroyRetired(ctx)} versions`,
  },
];
