import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

const longest = { source: 300, test: 500 };
const vague = /^(utils?|helpers?|types|constants|models?|managers?|misc|common|shared)\.tsx?$/;

/** What no file may say: a default export, an enum, a silenced check; and in tests whatever makes a promise hollow. */
const unsaid: readonly { word: RegExp; in: 'all' | 'tests' | 'product'; but?: RegExp; because: string }[] = [
  { word: /^export default\b/m, in: 'product', because: 'has a default export' },
  { word: /^\s*(export )?(const )?enum \w/m, in: 'all', because: 'declares an enum' },
  { word: /biome-ignore|eslint-disable|@ts-(ignore|nocheck|expect-error)/, in: 'all', because: 'silences a check' },
  { word: /\b(TODO|FIXME|XXX)\b/, in: 'all', because: 'leaves something to do' },
  { word: /\b(test|it|describe)\.(only|skip|todo|fails|skipIf|runIf)\b/, in: 'tests', because: 'leaves tests out' },
  { word: /\bvi\.(mock|fn|spyOn|useFakeTimers|stub\w+)\b/, in: 'tests', because: 'mocks' },
  { word: /\bretry: \d/, in: 'tests', because: 'tries a failing test again' },
  { word: /^\s*\}, \d[\d_]*\);$|\{ timeout: \d/m, in: 'tests', because: 'has a limit of its own' },
  { word: /\b(setTimeout|waitForTimeout)\(/, in: 'tests', but: /^tests\/bench\//, because: 'sleeps' },
];

/** Short files with telling names that hide nothing. */
export function fileViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [...tooLong(source), ...vagueName(source), ...unsaidWords(source)]);
}

function tooLong({ path, text }: Source): Violation[] {
  const limit = isTest(path) ? longest.test : longest.source;
  const lines = text.trimEnd().split('\n').length;
  return lines > limit ? [{ path, because: `has ${lines} lines, ${limit} is the most` }] : [];
}

function vagueName({ path }: Source): Violation[] {
  return vague.test(path.split('/').at(-1) ?? '') ? [{ path, because: 'has a name that says nothing' }] : [];
}

function unsaidWords({ path, text }: Source): Violation[] {
  const where = isTest(path) ? 'tests' : 'product';
  return unsaid
    .filter((rule) => (rule.in === 'all' || rule.in === where) && !rule.but?.test(path) && !path.startsWith('tests/house/'))
    .filter((rule) => rule.word.test(rule.because === 'silences a check' || rule.because === 'leaves something to do' ? text : withoutComments(text)))
    .map(({ because }) => ({ path, because }));
}
