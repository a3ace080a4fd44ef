import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { madeParts, withParts } from './laws/reference.ts';

test.each(Object.entries(madeParts()))('what %s says of the code is what the code says (else run: node scripts/reference.ts)', (path, parts) => {
  const page = readFileSync(join(installation, path), 'utf8');
  expect(page).toBe(withParts(page, parts));
});

test('a part goes between its marks, whatever stood there', () => {
  const page = 'Before\n<!-- made: x -->\nold\n<!-- end: x -->\nAfter\n';
  const made = 'Before\n<!-- made: x -->\nnew\n<!-- end: x -->\nAfter\n';
  expect(withParts(page, { x: 'new' })).toBe(made);
  expect(withParts(made, { x: 'new' })).toBe(made);
  expect(() => withParts('Before', { x: 'new' })).toThrow('no place for x');
});
