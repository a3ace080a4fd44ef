import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyFiles } from '#src/features/audit/verify.service.ts';
import { signCheckpoint } from '#src/features/audit/evidence.service.ts';
import { exportEvents } from '#src/features/audit/export.service.ts';
import { installation } from '#src/host/config.ts';
import { company } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { check } from './independent.ts';
import { cases, textsOf } from './vectors.ts';

const exits = { fits: 0, 'unknown-key': 4, unsigned: 4, broken: 3, unreadable: 1 };

test.each(cases)('$name', (one) => {
  const files = textsOf(one);
  expect(exits[verifyFiles(files, one.key === '' ? [] : [one.key]).outcome]).toBe(one.exit);
  // Somebody who has nothing but the document comes to the same.
  const trusted = one.key === '' ? 'nobody' : one.key;
  expect(
    check(
      files.map(({ text }) => text),
      trusted,
    ),
  ).toBe(one.exit);
});

test.each(['csv', 'jsonl'] as const)('a log that is exported now as %s, and its checkpoint, fit for both', async (format) => {
  const w = await world();
  await company(w);
  const { file, checkpoint } = await signCheckpoint(w.operator);
  const parts: string[] = [];
  await exportEvents(w.operator, { format, from: null, to: null, since: null, write: async (more) => void parts.push(more) });
  const texts = [file, parts.join('')];
  const key = checkpoint.fingerprint.slice(0, 16);
  expect(check(texts, key)).toBe(0);
  expect(
    verifyFiles(
      texts.map((text, at) => ({ name: String(at), text })),
      [key],
    ),
  ).toMatchObject({ outcome: 'fits' });
  expect(
    verifyFiles(
      texts.map((text, at) => ({ name: String(at), text })),
      [],
    ),
  ).toMatchObject({ outcome: 'unknown-key' });
});

test('the verifier of this folder knows nothing of the product', () => {
  expect(readFileSync(join(installation, 'tests/evidence/independent.ts'), 'utf8')).not.toMatch(/from '(?!node:)/);
});
