import { z } from 'zod';
import type { Instant } from '#src/ground/ctx.ts';
import { isoTime, parseDay } from '#src/ground/time.ts';
import { idPattern } from './resources.ts';

/** An instant as ISO 8601 in UTC. Ours to say, so it is not checked again on its way out. */
export const instant = z.string().meta({ format: 'date-time' });
/** Where there may be none: null, and never left out. */
export const instantOrNull = instant.nullable();
export const id = z
  .string()
  .trim()
  .regex(idPattern, 'not-an-id')
  .meta({ examples: ['per_0123456789abcdefghjkmnpqrs'] });
export const made = z.object({ id: z.string() });
export const nothing = z.object({}).meta({ description: 'No content.' });

/** What comes in has to go out again, in any zone: a year of four digits. */
const endOfTime = '9999-01-01';
export const day = z
  .string()
  .refine((text) => parseDay(text) !== undefined && text < endOfTime, 'invalid-date')
  .meta({ format: 'date' });
/** An instant that a program sends. */
export const moment = z.iso.datetime({ offset: true }).refine((text) => text < endOfTime, 'invalid-date');

/** What every list takes. The cursor is the `next` of the page before and belongs to the same filter. */
export const paging = { cursor: z.string().max(1000).optional(), limit: figures(1, 200).optional() };

/** A whole number as an address holds it: figures and nothing else, so that `1e2` and ` 5` are not read in silence. */
export function figures(minimum: number, maximum: number) {
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text), 'invalid-number')
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
    .meta({ type: 'integer', minimum, maximum });
}

export function iso(at: Instant): string;
export function iso(at: Instant | null | undefined): string | null;
export function iso(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : isoTime(at);
}
