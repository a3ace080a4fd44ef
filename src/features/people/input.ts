import { locales } from '#db/words.ts';
import { z } from 'zod';
import { isMailAddress } from '#src/ground/plain-text.ts';

/** Either may be empty: some people have one name. Not both. */
const name = z.string().trim().max(100);
const text = z
  .string()
  .trim()
  .max(200)
  .transform((given) => given || null)
  .nullish();
const id = z
  .string()
  .trim()
  .transform((given) => given || null)
  .nullish();
const email = z
  .string()
  .trim()
  .max(254)
  .refine((given) => given === '' || isMailAddress(given), 'invalid-email')
  .transform((given) => given || null)
  .nullish();

/** What an organisation's own forms and files may say about somebody. */
export const personInput = z.strictObject({
  givenName: name,
  nameParticle: text,
  familyName: name,
  email,
  employeeNumber: text,
  jobTitle: text,
  department: text,
  managerId: id,
  locale: z.enum(locales).optional(),
});
