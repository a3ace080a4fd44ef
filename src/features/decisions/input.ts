import { z } from 'zod';

export const emptyInput = z.strictObject({});
export const originInput = z.strictObject({ originId: z.string().trim().min(1).max(60) });
