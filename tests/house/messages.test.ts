import { expect, test } from 'vitest';
import { locales, messagesFor } from '#src/ui/messages/index.ts';
import { keysOf, unusedTexts, untoldProblems } from './laws/messages.ts';
import { readSources, tree } from './laws/sources.ts';

const product = readSources(['src', 'db']);

test('every text exists in every language', () => {
  const [first = [], ...others] = locales.map((locale) => keysOf(messagesFor(locale)).map((path) => path.join('.')));
  for (const other of others) expect(other.sort()).toEqual(first.sort());
  expect(first.length).toBeGreaterThan(500);
});

test('every text is used', () => {
  expect(unusedTexts(messagesFor('en'), product)).toEqual([]);
});

test('every problem that is thrown has its sentence', () => {
  expect(untoldProblems(messagesFor('en').problems.code, product)).toEqual([]);
});

test('a text that nobody says is found, and one that is put together is not', () => {
  const texts = { desk: { title: 'Accounts', relic: 'Old' }, problems: { code: { 'task.already-done': 'Done.', 'task.long-gone': 'Gone.' } } };
  const sources = tree({
    'src/features/desk/views.tsx': `t.desk.title; throw new Problem('conflict', \`task.already-\${state}\`); // relic`,
    'db/schema/tasks.ts': "oneOf('done', 'open')",
    'src/ui/messages/en/desk.ts': 'relic',
  });
  expect(unusedTexts(texts, sources).map(({ path }) => path)).toEqual(['desk.relic', 'problems.code.task.long-gone']);
});

test('a problem without a sentence is found', () => {
  const sources = tree({
    'src/features/tasks/close.ts': "throw new Problem('conflict', 'task.odd');\nthrow new Problem('missing', 'task.missing');",
    'src/features/tasks/service.ts': "throw new Problem(\n    'conflict',\n    'task.known',\n  );",
  });
  expect(untoldProblems({ 'task.known': 'Known.' }, sources)).toEqual([
    { path: 'src/features/tasks/close.ts', because: 'throws task.odd, which has no sentence' },
  ]);
});
