import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

/** Where the words for it are defined, and where the clock itself is judged. */
const rooms = /^src\/ground\/(moments|clock-watch)\.ts$/;

/** How long ago a stored moment was, compared with how long it counts: a moment that lies ahead would count for ever. */
const compared = /\bnow(\(\))? - \(?[\w.!?]+( \?\? \w+)?\)* *[<>]|[\w.]+At( \?\? [\w.]+)?\) \+ \w+ *[<>]=? *\w*\.?now\b/g;

/** A moment long past, made of a span: what is older is about to be forgotten or destroyed. */
const longPast = /\bnow(\(\))? - (?!\w*[.(])(?!\w+At\b)\w+/g;
const byAge = /\.delete\(\w+\)\s*\.where\(\s*(lte?|hasExpired)\(/g;

/** They only show something, or what goes too early does no harm. */
const harmless: Readonly<Record<string, string>> = {
  'src/features/sessions/throttle.ts': 'wrong guesses are forgotten a little early',
  'src/features/sessions/queries.ts': 'the same, where it is done',
  'src/features/directory/queries.ts': 'a file waiting for its confirmation is uploaded again',
  'src/features/home/history.rules.ts': 'the months of a chart',
};

/** Whether something stored still counts is asked in one place, and nothing is destroyed for its age before the clock is asked. */
export function momentViolations(sources: readonly Source[], excused: Readonly<Record<string, string>> = harmless): Violation[] {
  return sources
    .filter(({ path }) => !isTest(path) && !rooms.test(path) && !/views\.tsx$|^src\/(ui|host|app\/demo)\//.test(path))
    .flatMap(({ path, text }) => {
      const said = withoutComments(text);
      const compares = [...said.matchAll(compared)].map(([hit]) => ({ path, because: `says ${hit.trim()}: ask fresh() or waits()` }));
      const destroys = excused[path] || said.includes('clockAgrees(') ? [] : [...said.matchAll(longPast), ...said.matchAll(byAge)];
      return [...compares, ...destroys.map(([hit]) => ({ path, because: `says ${hit.trim()}, and does not ask whether the clock agrees` }))];
    });
}
