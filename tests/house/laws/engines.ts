import { matchesGlob } from 'node:path';
import { importsOf, isTest, type Source, type Violation } from './sources.ts';

const helper = 'tests/helpers/database.ts';
const openers = ['openDatabase', 'openSqlite', 'openPostgres', 'boot'];
/** Of the helper, what opens nothing. */
const harmless = ['freshFolder', 'silent'];
/** By its name; and the benches start the product on the engines that they measure. */
const choosesItself = /(^|\/)(sqlite|postgres)[^/]*\.test\.tsx?$|^tests\/bench\//;

/** Whatever opens a database runs on both engines, and nothing else does: the list of `tests/helpers/engines.ts` is right. */
export function engineViolations(sources: readonly Source[], withoutDatabase: readonly string[]): Violation[] {
  const tests = new Map(sources.filter(({ path }) => isTest(path)).map((source) => [source.path, source]));
  const runs = [...tests.keys()].filter((path) => /\.test\.tsx?$/.test(path) && !choosesItself.test(path));
  return runs.flatMap((path) => {
    const once = withoutDatabase.some((pattern) => matchesGlob(path, pattern));
    const opens = opensDatabase(path, tests, new Set());
    if (once && opens) return [{ path, because: 'opens a database and runs on one engine only' }];
    return once || opens ? [] : [{ path, because: 'opens no database and runs on both engines' }];
  });
}

/** By itself or by a helper that it imports. */
function opensDatabase(path: string, tests: ReadonlyMap<string, Source>, seen: Set<string>): boolean {
  const source = tests.get(path);
  if (!source || seen.has(path)) return false;
  seen.add(path);
  const imports = importsOf(source).filter(({ typeOnly }) => !typeOnly);
  return imports.some(({ target, names }) => {
    if (target === helper) return names.some((name) => !name.startsWith('type ') && !harmless.includes(name));
    return names.some((name) => openers.includes(name)) || opensDatabase(target, tests, seen);
  });
}
