import { expect, test } from 'vitest';
import { readSources, tree } from './laws/sources.ts';
import { wordViolations } from './laws/words.ts';

test('the words that the tables hold are spelt out once', () => {
  expect(wordViolations(readSources(['src', 'db', 'scripts']))).toEqual([]);
});

const path = 'src/features/access/rules.ts';

test.each([
  "type Level = 'code' | 'reveal' | 'manage';",
  "const level = z.enum(['manage', 'reveal', 'code']);",
  "state: oneOf([\n  'active',\n  'ended',\n  'closed',\n]).notNull(),",
])('«%s» is found', (text) => {
  expect(wordViolations(tree({ [path]: text })).map((one) => one.path)).toEqual([path]);
});

test('some of the words, and the words of something else, are left alone', () => {
  const fine = { [path]: "const open = ['cut', 'reopened'];\nconst past = ['cut', 'completed', 'reopened'];\ntype Fruit = 'apple' | 'pear' | 'plum';" };
  expect(wordViolations(tree(fine))).toEqual([]);
});
