import { addOrganisation } from '#src/features/people/index.ts';
import type { Job } from '#src/http/routes.ts';

/** A job with one effect, which waits in the middle of its run. */
export function effectOf(waits: () => Promise<void>): Job {
  return {
    name: 'effect',
    every: 1000,
    async run(ctx) {
      await waits();
      await addOrganisation(ctx, { name: `Studio ${ctx.newId('organisation')}`, kind: 'agency' });
      return 'one effect';
    },
  };
}
