import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { site } from '#tests/helpers/site.ts';
import { installation } from '#src/host/config.ts';
import { textsIn } from '#src/http/texts.ts';
import { readSources } from './laws/sources.ts';

/*
 * Whatever somebody may write in their own words is screened before any verb sees it. The schemas are asked in another way than
 * the door asks them: as JSON Schema, of which every text that is not one of a few words must come out of `textsIn`.
 */

type Shape = {
  type?: string;
  enum?: unknown;
  const?: unknown;
  format?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
};

/** For secrets, and for files that an import reads row by row. */
const exempt = /password|code|secret|value|seed|token|csrf|^file$/i;

/** Paths of all texts, and an example that has each of them. */
function example(shape: Shape, path: string, texts: Set<string>): unknown {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) {
    const made = choices.map((one) => example(one, path, texts));
    const objects = made.filter((one) => typeof one === 'object' && one !== null);
    return objects.length > 1 ? Object.assign({}, ...objects) : (made.find((one) => one !== null) ?? null);
  }
  if (shape.enum !== undefined || shape.const !== undefined) return null;
  if (shape.type === 'array') return shape.items ? [example(shape.items, path, texts)] : [];
  if (shape.type === 'object') {
    const fields = Object.entries(shape.properties ?? {}).filter(([name]) => !exempt.test(name));
    return Object.fromEntries(fields.map(([name, one]) => [name, example(one, path === '' ? name : `${path}.${name}`, texts)]));
  }
  if (shape.type !== 'string' || (shape.format !== undefined && shape.format !== 'email')) return null;
  texts.add(path);
  return 'in my own words';
}

function unscreened(schema: z.ZodType): string[] {
  const texts = new Set<string>();
  const made = example(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, '', texts);
  const screened = new Set(textsIn(schema, made).map(({ field }) => field));
  return [...texts].filter((path) => !screened.has(path));
}

test('every text of every REST operation is screened', async () => {
  const { server } = await site();
  const bodies = server.restRoutes.flatMap(({ name, body }) => (body ? [[name, unscreened(body)] as const] : []));
  expect(bodies.length).toBeGreaterThan(20);
  expect(bodies.filter(([, missing]) => missing.length > 0)).toEqual([]);
});

test('and every text of every form', async () => {
  const files = readSources(['src/features'])
    .map(({ path }) => path)
    .filter((path) => /(^|\/)([\w-]+\.)?input\.ts$/.test(path));
  const schemas: [string, z.ZodType][] = [];
  for (const path of files) {
    const module = (await import(join(installation, path))) as Record<string, unknown>;
    for (const [name, one] of Object.entries(module)) if (one instanceof z.ZodType) schemas.push([`${path} ${name}`, one]);
  }
  expect(schemas.length).toBeGreaterThan(40);
  expect(schemas.map(([name, one]) => [name, unscreened(one)] as const).filter(([, missing]) => missing.length > 0)).toEqual([]);
});

test('a field that the screen does not see is found', () => {
  const hidden = z.strictObject({
    note: z.string().optional(),
    deep: z.strictObject({ reason: z.string().transform((text) => text || undefined) }).nullable(),
  });
  expect(unscreened(hidden)).toEqual([]);
  expect(textsIn(hidden, { note: 'a', deep: { reason: 'b' }, passwordOfOld: 'c' }).map(({ field }) => field)).toEqual(['note', 'deep.reason']);
  expect(
    textsIn(z.strictObject({ kind: z.enum(['a', 'b']), value: z.string(), id: z.string() }), { kind: 'a', value: 'x', id: 'per_0123456789abcdefghjkmnpqrs' }),
  ).toEqual([]);
});

test('input is parsed where it is screened and nowhere else', () => {
  const parsing = readSources(['src']).filter(({ path, text }) => !path.endsWith('.test.ts') && /\bparse(Form|Input)\(/.test(text));
  expect(parsing.map(({ path }) => path).sort()).toEqual(['src/http/form.ts', 'src/http/rest.ts', 'src/http/web-request.tsx']);
});
