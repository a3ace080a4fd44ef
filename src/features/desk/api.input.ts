import { z } from 'zod';
import { day } from '#src/http/api-shapes.ts';

/** Bodies of requests: as the forms, but a field that is not given is left out rather than empty. */
const text = (maximum: number) => z.string().trim().min(1).max(maximum);
const reason = text(500).optional();
const value = z.string().min(1).max(20_000);

export const keepBody = z.strictObject({
  kind: z.enum(['password', 'totp', 'note']),
  label: text(200).optional(),
  value: value.optional(),
  setOn: day.optional(),
});
export const valueBody = z.strictObject({ value, setOn: day.optional() });
export const revealBody = z.strictObject({ how: z.enum(['shown', 'copied']).default('shown'), reason });
export const codeBody = z.strictObject({ reason });
