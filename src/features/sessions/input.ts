import { locales } from '#db/words.ts';
import { z } from 'zod';

/** Measured before anything is hashed. */
const password = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= 1024, 'too-long');

const code = z.string().min(1).max(60);
const token = z.string().trim().min(1).max(200);
/** Where to go afterwards: a path of our own, never another site. */
export const next = z
  .string()
  .transform((path) => (/^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/'))
  .optional();

export const signInInput = z.strictObject({ email: z.string().trim().min(1).max(254), password, next });
export const codeInput = z.strictObject({ code, next });
export const linkInput = z.strictObject({ token });
export const redemptionInput = z
  .strictObject({ token, password, again: password })
  .refine((form) => form.password === form.again, { path: ['again'], message: 'not-equal' });
export const passwordInput = z
  .strictObject({ current: password, password, again: password })
  .refine((form) => form.password === form.again, { path: ['again'], message: 'not-equal' });
export const sessionInput = z.strictObject({ session: z.string().min(1).max(60) });
export const languageInput = z.strictObject({ locale: z.enum(locales), back: next });
export const emptyInput = z.strictObject({});

export { password as passwordField, token as tokenField };
