import type { Context } from 'hono';
import { z } from 'zod';
import { type FieldProblem, Problem } from '#src/ground/problem.ts';
import type { Upload } from './routes.ts';

export type FormBody = { fields: Record<string, string | string[]>; uploads: Map<string, Upload> };

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Reads a form once. A name ending in `[]` is a list; any other name given twice is refused rather than guessed. */
export async function readForm(c: Context): Promise<FormBody> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim() ?? '';
  if (!formTypes.includes(type)) throw new Problem('invalid', 'web.not-a-form');
  const data = await c.req.raw.formData().catch((cause: unknown) => {
    throw new Problem('invalid', 'web.not-a-form', { cause });
  });
  const fields: Record<string, string | string[]> = Object.create(null);
  const uploads = new Map<string, Upload>();
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name);
    if (name.endsWith('[]')) fields[name.slice(0, -2)] = values.filter((value) => typeof value === 'string');
    else if (values.length > 1) throw new Problem('invalid', 'web.field-twice', { params: { field: name } });
    else for (const value of values) await keep(name, value, fields, uploads);
  }
  return { fields, uploads };
}

/** No text of ours holds a NUL, and not every database takes one; U+FFFD is what is left of a letter that could not be read. */
export function parseForm<S extends z.ZodType>(schema: S, { fields }: FormBody): z.output<S> {
  const unprintable = Object.keys(fields).filter((field) => [fields[field]].flat().some((text) => text !== undefined && /[\0\ufffd]/.test(text)));
  if (unprintable.length === 0) return parseInput(schema, fields);
  throw new Problem('invalid', 'web.invalid-fields', { fields: unprintable.map((field) => ({ field, code: 'not-plain-text' })) });
}

export function refuseNul(address: string, code = 'web.no-such-page'): void {
  if (address.includes('%00')) throw new Problem('missing', code);
}

async function keep(name: string, value: string | File, fields: FormBody['fields'], uploads: FormBody['uploads']): Promise<void> {
  if (typeof value === 'string') fields[name] = value;
  else if (value.size > 0) uploads.set(name, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
}

/** Parses outside words by a schema; every wrong field is named, its value never is. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  // The first thing that is wrong with a field; what follows from it would only contradict.
  const fields = new Map(
    parsed.error.issues
      .flatMap(fieldProblems)
      .toReversed()
      .map((each) => [each.field, each]),
  );
  throw new Problem('invalid', 'web.invalid-fields', { fields: [...fields.values()].toReversed() });
}

function fieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((field) => ({ field, code: 'unknown' }));
  const field = issue.path.join('.') || 'body';
  return [{ field, ...explain(issue) }];
}

/** A schema may name its own message key; otherwise the kind of the issue decides. */
function explain(issue: z.core.$ZodIssue): Pick<FieldProblem, 'code' | 'params'> {
  if (/^[a-z]+([.-][a-z]+)*$/.test(issue.message)) return { code: issue.message };
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return { code: limits[issue.origin]?.most ?? 'too-long', params: { maximum: Number(issue.maximum) } };
    case 'invalid_type':
      return issue.input === undefined ? { code: 'required' } : { code: typeNames[issue.expected] ?? 'invalid' };
    case 'invalid_value':
      return { code: issue.input === undefined ? 'required' : 'not-a-choice' };
    case 'invalid_union':
      return chosenBy(issue);
    default:
      return { code: 'invalid' };
  }
}

/** Where one field says which of several shapes is meant, that field is missing or names none of them. */
function chosenBy({ discriminator, input, errors }: z.core.$ZodIssueInvalidUnion): Pick<FieldProblem, 'code'> {
  if (discriminator === undefined || errors.length > 0 || typeof input !== 'object' || input === null) return { code: 'invalid' };
  return { code: discriminator in input ? 'not-a-choice' : 'required' };
}

/** What is measured decides what is said: letters unless it is a number or a list. */
const limits: Readonly<Record<string, { least: string; most: string }>> = {
  number: { least: 'too-small', most: 'too-big' },
  int: { least: 'too-small', most: 'too-big' },
  array: { least: 'too-few', most: 'too-many' },
};

function tooSmall(origin: string, minimum: number): Pick<FieldProblem, 'code' | 'params'> {
  const { least = 'too-short' } = limits[origin] ?? {};
  return least !== 'too-small' && minimum <= 1 ? { code: 'required' } : { code: least, params: { minimum } };
}

/** What should have been sent, in the words of JSON. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'not-a-text',
  number: 'not-a-number',
  int: 'not-a-number',
  boolean: 'not-a-boolean',
  array: 'not-a-list',
  object: 'not-an-object',
};

/** By the name of its field: never sent back, and not somebody's own words. */
export function holdsSecret(field: string): boolean {
  return neverEchoed.test(field);
}

const neverEchoed = /password|code|secret|value|seed|token|csrf/i;

/** What was typed, for showing the form again: nothing secret is ever sent back, nor a text that was refused because it holds a secret. */
export function echoOf(fields: FormBody['fields'], problem?: Problem): Record<string, string> {
  const holding = new Set((problem?.code === 'text.holds-value' ? (problem.fields ?? []) : []).map(({ field }) => field));
  const kept = Object.entries(fields).filter(([name, value]) => typeof value === 'string' && !holdsSecret(name) && !holding.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** An empty field of a form is a field left out. */
export const optionalText = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .transform((text) => text || undefined)
    .optional();
