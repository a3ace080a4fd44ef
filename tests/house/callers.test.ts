import { expect, test } from 'vitest';
import { callerViolations } from './laws/callers.ts';
import { readSources, tree } from './laws/sources.ts';

test('what is sealed or veiled comes out by the way of a few listed files', () => {
  expect(callerViolations(readSources(['src']))).toEqual([]);
});

const listed = { 'vault.open(': ['src/features/keys/open.ts'] };

test('another caller is found, under whatever name the context goes', () => {
  const sources = tree({ 'src/features/keys/open.ts': 'ctx.vault.open(value, place);', 'src/features/secrets/pages.tsx': 'r.ctx.vault.open(value, place);' });
  expect(callerViolations(sources, listed)).toEqual([{ path: 'src/features/secrets/pages.tsx', because: 'says vault.open(…)' }]);
});

test('a listed caller that is none any more is found', () => {
  const sources = tree({ 'src/features/keys/open.ts': '// ctx.vault.open(value, place)' });
  expect(callerViolations(sources, listed).map(({ because }) => because)).toEqual(['is listed for vault.open(…) and does not say it']);
});
