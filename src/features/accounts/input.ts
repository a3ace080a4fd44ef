import { accountStatuses, criticalities } from '#db/words.ts';
import { z } from 'zod';

const short = z.string().trim().max(200);
const optional = short.transform((text) => text || null).nullable();
const link = z
  .string()
  .trim()
  .max(500)
  .refine((text) => text === '' || /^https?:\/\/\S+$/i.test(text), 'account.url')
  .transform((text) => text || null)
  .nullable();

const fields = {
  platform: short.min(1),
  handle: short.min(1),
  url: link.optional(),
  brand: optional.optional(),
  region: optional.optional(),
  purpose: optional.optional(),
  criticality: z.enum(criticalities),
  status: z.enum(accountStatuses).optional(),
};

export const accountInput = z.strictObject({
  ...fields,
  ownerId: short.min(1),
  deputyIds: z.array(short.min(1)).max(20).default([]),
});

/** What may be edited later; the platform may not, or its history would be told of another account. */
export const accountChange = z.strictObject(fields).omit({ platform: true }).partial();

export type AccountInput = z.input<typeof accountInput>;
export type AccountChange = z.input<typeof accountChange>;
