import * as words from '#db/words.ts';
import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

const home = 'db/words.ts';
/** A list in brackets or a union of at least three words, as written. */
const listed = /'[a-z][a-z-]*'(?:\s*[,|]\s*'[a-z][a-z-]*'){2,}/g;

const lists = Object.entries(words).map(([name, list]) => ({ name, key: keyOf(list) }));

function keyOf(list: readonly string[]): string {
  return [...new Set(list)].sort().join(' ');
}

/** A closed set of the tables is spelt out once, so that a new word reaches everything that is made of them. */
export function wordViolations(sources: readonly Source[]): Violation[] {
  return sources
    .filter(({ path }) => path !== home && !isTest(path))
    .flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(listed)].flatMap(([hit]) => {
        const known = lists.find(({ key }) => key === keyOf([...hit.matchAll(/'([^']+)'/g)].map(([, word = '']) => word)));
        return known ? [{ path, because: `spells out ${known.name}: take it from ${home}` }] : [];
      }),
    );
}
