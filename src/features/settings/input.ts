import { locales } from '#db/words.ts';
import { z } from 'zod';
import { isTimeZone } from '#src/ground/time.ts';
import { figures } from '#src/http/api-shapes.ts';

export const organisationInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  timeZone: z.string().refine(isTimeZone, 'not-a-choice'),
  locale: z.enum(locales),
});

const days = z.int().min(1).max(3650);
export const rotationPolicyInput = z.strictObject({ critical: days, normal: days, low: days });
/** A form has no numbers, only figures. */
export const rotationPolicyForm = z.strictObject({ critical: figures(1, 3650), normal: figures(1, 3650), low: figures(1, 3650) });

export const secondPersonInput = z.strictObject({ days: z.int().min(1).max(365) });
export const secondPersonForm = z.strictObject({ days: figures(1, 365) });

const fewestLooks = 2;
const mostLooks = 1000;
export const revealAlarmInput = z.strictObject({ secrets: z.int().min(fewestLooks).max(mostLooks) });
export const revealAlarmForm = z.strictObject({ secrets: figures(fewestLooks, mostLooks) });

export const signInResetInput = z.strictObject({ hours: z.int().min(1).max(336) });
export const signInResetForm = z.strictObject({ hours: figures(1, 336) });

/** What is left out stays. */
export const settingsChange = z.strictObject({
  organisation: organisationInput.partial().optional(),
  rotation: rotationPolicyInput.partial().optional(),
  secondPerson: secondPersonInput.optional(),
  revealAlarm: revealAlarmInput.optional(),
  signInReset: signInResetInput.optional(),
});
export type SettingsChange = z.output<typeof settingsChange>;
