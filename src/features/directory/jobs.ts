import type { Job } from '#src/http/routes.ts';
import { minute } from '#src/ground/time.ts';
import { clearStaged } from './service.ts';

export const directoryJobs: readonly Job[] = [{ name: 'clear-imports', every: minute, run: async (ctx) => `${await clearStaged(ctx)} files removed` }];
