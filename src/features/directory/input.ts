import { z } from 'zod';

export const importInput = z.strictObject({ kind: z.enum(['people', 'accounts']) });
export const nothingInput = z.strictObject({});
export const importBody = z.strictObject({
  file: z.string().min(1),
  name: z.string().trim().min(1).max(200).default('import.csv'),
  dryRun: z.boolean().default(false),
});
