import { z } from 'zod';
import { figures } from '#src/http/api-shapes.ts';

export const openInput = z.strictObject({ secretId: z.string().min(1).max(40) });
/** Only a second factor's key is typed; a password is made here. */
export const prepareInput = z.strictObject({ value: z.string().trim().min(1).max(2000).optional() });
export const revealInput = z.strictObject({ how: z.enum(['shown', 'copied']), reason: z.string().trim().max(500).optional() });
export const confirmInput = z.strictObject({
  code: z
    .string()
    .trim()
    .transform((text) => text || undefined)
    .optional(),
});
export const blockInput = z.strictObject({ because: z.string().trim().min(3).max(500) });
/** Bodies of requests: a field that is not given is left out. */
export const revealBody = revealInput.extend({ how: z.enum(['shown', 'copied']).default('shown') });
export const confirmBody = z.strictObject({ code: z.string().trim().min(6).max(10).optional() });
export const soonQuery = z.strictObject({ days: figures(0, 366).optional() });
export const emptyInput = z.strictObject({});
