import { z } from 'zod';
import { dateOrders } from './dates.rules.ts';

export const importInput = z.strictObject({ kind: z.enum(['people', 'accounts']) });
/** Which comes first in dates that can be read both ways. */
const dates = z.enum(dateOrders).optional();

export const datesInput = z.strictObject({ dates });
export const importBody = z
  .strictObject({
    file: z.string().min(1),
    encoding: z.enum(['text', 'base64']).default('text').meta({ description: 'What `file` holds: a text, or the bytes of a file in base64.' }),
    name: z.string().trim().min(1).max(200).default('import.csv'),
    dryRun: z.boolean().default(false),
    dates: dates.meta({ description: 'Asked for where dates of the file can be read both ways (`directory.dates-two-ways`).' }),
  })
  .refine(({ file, encoding }) => encoding === 'text' || z.base64().safeParse(file).success, { path: ['file'], error: 'not-base64' });
