import { locales } from '#db/words.ts';
import { z } from 'zod';

const name = z.string().trim().min(1).max(100);
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
const address = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/u;
const email = z
  .string()
  .trim()
  .max(254)
  .refine((given) => given === '' || address.test(given), 'invalid-email')
  .transform((given) => given || null)
  .nullish();

/** What an organisation's own forms and files may say about somebody. */
export const personInput = z.strictObject({
  givenName: z.string().trim().max(100),
  nameParticle: text,
  familyName: name,
  email,
  employeeNumber: text,
  jobTitle: text,
  department: text,
  managerId: id,
  locale: z.enum(locales).optional(),
});
