import { z } from 'zod';
import { isTimeZone } from '#src/ground/time.ts';

const days = z.coerce.number('invalid-number').int('invalid-number').min(1, 'invalid-number').max(3650, 'invalid-number');

export const organisationInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  timeZone: z.string().refine(isTimeZone, 'not-a-choice'),
  locale: z.enum(['nl', 'en']),
});

export const rotationPolicyInput = z.strictObject({ critical: days, normal: days, low: days });

const whole = z.int('invalid-number').min(1, 'invalid-number').max(3650, 'invalid-number');
/** What a program sends: numbers are numbers, and what is left out stays. */
export const settingsChange = z.strictObject({
  organisation: organisationInput.partial().optional(),
  rotation: z.strictObject({ critical: whole, normal: whole, low: whole }).partial().optional(),
});
export type SettingsChange = z.output<typeof settingsChange>;
