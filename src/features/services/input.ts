import { serviceLevels } from '#db/words.ts';
import { z } from 'zod';
import { optionalText } from '#src/http/form.ts';
import { parseDay } from '#src/ground/time.ts';

export const emptyInput = z.strictObject({});

export const wayInput = z.strictObject({
  serviceId: z.string().trim().min(1).max(60),
  level: z.enum(serviceLevels),
  reason: z.string().trim().min(1).max(500),
  until: optionalText(10).refine((text) => text === undefined || parseDay(text) !== undefined, 'invalid-date'),
});
