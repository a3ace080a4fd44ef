import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, type Json } from './canonical.ts';

test.each<[Json, string]>([
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ a: { d: [], c: {} } }, '{"a":{"c":{},"d":[]}}'],
  [[2, 1, null, true], '[2,1,null,true]'],
  [{ a: undefined, b: null }, '{"b":null}'],
  [{ '10': 'x', '9': 'y' }, '{"10":"x","9":"y"}'],
  ['é "\n\u2028', '"é \\"\\n\u2028"'],
  [-0, '0'],
  [1e21, '1e+21'],
])('%j has one text', (value, text) => {
  expect(canonical(value)).toBe(text);
});

test('names in any order give the same text, and the text gives the value back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value as Json);
      expect(canonical(reversed(value as Json))).toBe(text);
      expect(canonical(JSON.parse(text))).toBe(text);
    }),
  );
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member ?? null)]),
  );
}
