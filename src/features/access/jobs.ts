import type { Job } from '#src/http/routes.ts';
import { endExpired } from './end.ts';
import { endRunOutServiceGrants } from './service-grants.ts';

/** The clock has already closed these; this writes down that they ended and what must change because of it. */
export const accessJobs: readonly Job[] = [
  {
    name: 'end-expired-grants',
    every: 60 * 1000,
    run: async (ctx) => `ended ${(await endExpired(ctx)) + (await endRunOutServiceGrants(ctx))} grants`,
  },
];
