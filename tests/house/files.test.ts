import { expect, test } from 'vitest';
import { fileViolations } from './laws/files.ts';
import { readSources, tree } from './laws/sources.ts';

const found = (path: string, text: string) => fileViolations(tree({ [path]: text })).map(({ because }) => because);
const lines = (count: number) => 'const one = 1;\n'.repeat(count);

test('files are short, have telling names and hide nothing', () => {
  expect(fileViolations(readSources(['src', 'db/schema', 'tests'], /\.(tsx?|js|css)$/))).toEqual([]);
});

test('a source file may have 300 lines and a test 500', () => {
  expect(found('src/ground/time.ts', lines(300))).toEqual([]);
  expect(found('src/ground/time.ts', lines(301))).toEqual(['has 301 lines, 300 is the most']);
  expect(found('src/ground/time.test.ts', lines(500))).toEqual([]);
  expect(found('src/ground/time.test.ts', lines(501))).toEqual(['has 501 lines, 500 is the most']);
});

test.each(['utils.ts', 'helpers.tsx', 'types.ts', 'constants.ts'])('the name %s is found', (name) => {
  expect(found(`src/features/people/${name}`, '')).toEqual(['has a name that says nothing']);
});

test.each([
  ['src/ground/time.ts', 'export default function time() {}', 'has a default export'],
  ['src/ground/time.ts', 'export enum Day { Monday }', 'declares an enum'],
  ['src/ground/time.ts', '// biome-ignore lint: because', 'silences a check'],
  ['src/ground/time.ts', '// TODO: leap seconds', 'leaves something to do'],
  ['src/ground/time.test.ts', "test.only('x', () => {});", 'leaves tests out'],
  ['src/ground/time.test.ts', 'vi.useFakeTimers();', 'mocks'],
  ['src/ground/time.test.ts', "test('x', { timeout: 60_000 }, () => {});", 'has a limit of its own'],
  ['src/ground/time.test.ts', "test('x', () => {\n}, 60_000);", 'has a limit of its own'],
  ['src/ground/time.test.ts', 'await setTimeout(50);', 'sleeps'],
  ['tests/e2e/plain.test.ts', 'await page.waitForTimeout(50);', 'sleeps'],
])('%s with «%s» is found', (path, text, because) => {
  expect(found(path, text)).toEqual([because]);
});
