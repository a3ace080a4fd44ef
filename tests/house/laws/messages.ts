import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

/** Whole branches that are looked up by a value of a closed set, which the compiler checks. */
const byValue = /^(events|problems\.(title|kind))\./;

/** `problems.code.grant.already-ended` → its path through the catalogue, for every text. */
export function keysOf(texts: object, path: readonly string[] = []): string[][] {
  return Object.entries(texts).flatMap(([key, inner]) => (typeof inner === 'object' && inner !== null ? keysOf(inner, [...path, key]) : [[...path, key]]));
}

/**
 * Texts whose own name nobody outside the catalogue says. A name may be said as a property, or as a value that is looked
 * up (`t.shell.state[row.state]`), so one that is said for another reason goes unnoticed.
 */
export function unusedTexts(texts: object, sources: readonly Source[]): Violation[] {
  const said = new Set(
    sources
      .filter(({ path }) => !path.startsWith('src/ui/messages/') && !isTest(path))
      .flatMap(({ text }) => withoutComments(text).match(/[\w-]+(?:\.[\w-]+)*/g) ?? [])
      .flatMap((word) => [word, ...word.split('.')]),
  );
  return keysOf(texts)
    .filter((path) => !byValue.test(path.join('.')))
    .filter((path) => !said.has(path.at(-1) ?? '') && !saidInParts(path.at(-1) ?? '', said))
    .map((path) => ({ path: path.join('.'), because: 'is said by nobody' }));
}

/** `task.already-done` where the code is put together as `task.already-${state}`, or `permission.${because}`. */
function saidInParts(code: string, said: ReadonlySet<string>): boolean {
  const cuts = [...code.matchAll(/[.-]/g)].map(({ index }) => index + 1);
  return code.includes('.') && cuts.some((cut) => said.has(code.slice(0, cut).replace(/\.$/, '')) && said.has(code.slice(cut)));
}

const thrown = /new Problem\(\s*'([a-z-]+)',\s*'([a-z.-]+)'/g;

/** Problems that are thrown and have no sentence. What is missing needs none: the one of its kind gives nothing away. */
export function untoldProblems(sentences: object, sources: readonly Source[]): Violation[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) => [...text.matchAll(thrown)].map(([, kind = '', code = '']) => ({ path, kind, code })))
    .filter(({ kind, code }) => kind !== 'missing' && !(code in sentences))
    .map(({ path, code }) => ({ path, because: `throws ${code}, which has no sentence` }));
}
