import type { z } from 'zod';
import { holdsSecret } from './form.ts';

export type FieldText = { field: string; text: string };

/** Whole files come in as one text and are read by whoever imports them. */
const longest = 100_000;
const ownId = /^[a-z]{3}_[0-9a-z]{10,40}$/;

/**
 * What somebody wrote in their own words: every text of what was sent, unless its field is for a secret, is one of a few words, or names
 * something by its id. A new field is covered without doing anything.
 */
export function textsIn(schema: z.core.$ZodType, value: unknown, field = ''): FieldText[] {
  const here = unwrapped(schema);
  if (typeof value === 'string') return isOwnWords(here) && value.length <= longest && !ownId.test(value) ? [{ field, text: value }] : [];
  if (Array.isArray(value)) return 'element' in here ? value.flatMap((one) => textsIn(here.element as z.core.$ZodType, one, field)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if (holdsSecret(name)) return [];
    return fieldsOf(here, name).flatMap((each) => textsIn(each, one, field === '' ? name : `${field}.${name}`));
  });
}

type Definition = {
  type: string;
  format?: string;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
  out?: z.core.$ZodType;
  shape?: Record<string, z.core.$ZodType>;
  options?: readonly z.core.$ZodType[];
  element?: z.core.$ZodType;
};

/** Through `optional`, `default`, `transform` and their like, to what the outside sends. */
function unwrapped(schema: z.core.$ZodType): Definition {
  const here = schema._zod.def as Definition;
  const inner = here.innerType ?? (here.type === 'pipe' ? (isTransform(here.in) ? here.out : here.in) : undefined);
  return inner ? unwrapped(inner) : here;
}

function isTransform(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && schema._zod.def.type === 'transform';
}

function isOwnWords({ type, format, options }: Definition): boolean {
  if (type === 'union') return (options ?? []).some((one) => isOwnWords(unwrapped(one)));
  return type === 'string' && (format === undefined || format === 'email');
}

function fieldsOf({ shape, options }: Definition, name: string): z.core.$ZodType[] {
  if (shape) return shape[name] ? [shape[name]] : [];
  const [found] = (options ?? []).map((one) => fieldsOf(unwrapped(one), name)).filter((one) => one.length > 0);
  return found ?? [];
}
