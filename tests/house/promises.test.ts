import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { promisesIn, unproven } from './laws/promises.ts';

const read = (path: string) => readFileSync(join(installation, path), 'utf8');
const textOf = (file: string) => (existsSync(join(installation, file)) ? read(file) : undefined);

test('every sentence that SECURITY.md promises names tests that are there', () => {
  const security = read('SECURITY.md');
  expect(promisesIn(security).length).toBeGreaterThan(25);
  expect(unproven(security, read('docs/security-tests.md'), textOf)).toEqual([]);
});

test('a promise without a test, a sentence that nobody gives and a test that is gone are found', () => {
  const security = '| against | what holds |\n|---|---|\n| rain | It is dry inside. Always. |\n';
  const shown =
    '| sentence | shown by |\n|---|---|\n| It is dry inside. | `a.test.ts`: “dry”; `b.test.ts`; `roof.ts` |\n| It is warm. | `a.test.ts`: “warm” |\n';
  const found = unproven(security, shown, (file) => (file === 'a.test.ts' ? "test('dry')" : undefined));
  expect(found).toEqual([
    'nothing shows: Always.',
    'nobody promises: It is warm.',
    'there is no test b.test.ts',
    'there is no test roof.ts',
    'a.test.ts has no “warm”',
  ]);
});
