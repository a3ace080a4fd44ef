import { locales } from '#db/words.ts';
import { z } from 'zod';
import { isMailAddress } from '#src/ground/plain-text.ts';
import { isTimeZone } from '#src/ground/time.ts';
import { passwordField, tokenField } from '#src/features/sessions/index.ts';

export const linkInput = z.strictObject({ token: tokenField });

export const setupInput = z
  .strictObject({
    token: tokenField,
    organisation: z.string().trim().min(1).max(120),
    timeZone: z.string().refine(isTimeZone, 'not-a-choice'),
    locale: z.enum(locales),
    // Some people have one name.
    givenName: z.string().trim().max(100),
    familyName: z.string().trim().min(1).max(100),
    email: z.string().trim().max(254).refine(isMailAddress, 'invalid-email'),
    password: passwordField,
    again: passwordField,
  })
  .refine((form) => form.password === form.again, { path: ['again'], message: 'not-equal' });

export type SetupInput = Omit<z.output<typeof setupInput>, 'again'>;
