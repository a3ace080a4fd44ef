import { z } from 'zod';

export const importInput = z.strictObject({ kind: z.enum(['people', 'accounts']) });
export const nothingInput = z.strictObject({});
