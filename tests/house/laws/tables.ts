import { importsOf, isTest, type Source, type Violation } from './sources.ts';

const anyTable = /^export const (\w+) = table\(/gm;

/** Tables that a word of the ground writes, and no feature. */
const writtenBy: Readonly<Record<string, readonly string[]>> = {
  auditEvents: ['src/ground/audit.ts'],
  withheldEvents: ['src/ground/audit.ts'],
  auditDetails: ['src/ground/audit.ts'],
  auditCheckpoints: ['src/features/audit/queries.ts'],
  clockReadings: ['src/ground/clock-watch.ts'],
  leases: ['src/app/schedule.ts'],
  jobRuns: ['src/app/schedule.ts'],
};
/** A table of a feature that somebody besides the feature may write. */
const alsoWrittenBy: Readonly<Record<string, readonly string[]>> = { outbox: ['src/ground/notice.ts'] };

/** Table → the feature that owns it, from the files of `db/schema`. */
export function tableOwners(schema: readonly Source[]): Map<string, string> {
  return new Map(
    schema.flatMap(({ path, text }) => {
      const owner = path.split('/').at(-1)?.replace('.ts', '') ?? '';
      return [...text.matchAll(anyTable)].map(([, name = '']): [string, string] => [name, owner]);
    }),
  );
}

/** A feature writes its own tables only, reads those to its left, and what cannot be told by looking is refused. */
export function tableViolations(sources: readonly Source[], owners: ReadonlyMap<string, string>, order: readonly string[]): Violation[] {
  return sources
    .filter(({ path }) => !isTest(path) && !path.startsWith('src/host/db/'))
    .flatMap((source) => [...writes(source, owners), ...reads(source, owners, order)]);
}

/** Local name → table, for what this file imports from `db/schema`. */
function tablesIn(source: Source, owners: ReadonlyMap<string, string>): Map<string, string> {
  const names = importsOf(source)
    .filter(({ target }) => target.startsWith('db/schema/'))
    .flatMap((one) => one.names);
  return new Map(
    names.flatMap((name): [string, string][] => {
      const [table = '', local = table] = name.split(' as ');
      return owners.has(table) ? [[local, table]] : [];
    }),
  );
}

const write = /\b(\w+)\s*\.(insert|update|delete)\(\s*(\w+)\s*[,)]/g;
/** A Map or a hash has words like these too; a unit's handle is always called so. */
const handles = ['tx', 'db', 'handle', 'unit', 'write'];

function writes(source: Source, owners: ReadonlyMap<string, string>): Violation[] {
  const tables = tablesIn(source, owners);
  const chained = source.text.replace(/\n\s*\./g, '.');
  return [...chained.matchAll(write)].flatMap(([, receiver = '', verb = '', local = '']) => {
    const table = tables.get(local);
    if (!table) return handles.includes(receiver) ? [{ path: source.path, because: `${verb}s ${local}, which is no table by name` }] : [];
    const owner = owners.get(table) ?? '';
    const may = writtenBy[table]?.includes(source.path) ?? (source.path.startsWith(`src/features/${owner}/`) || alsoWrittenBy[table]?.includes(source.path));
    return may ? [] : [{ path: source.path, because: `${verb}s ${table}, which belongs to ${owner}` }];
  });
}

function reads(source: Source, owners: ReadonlyMap<string, string>, order: readonly string[]): Violation[] {
  const feature = /^src\/features\/([\w-]+)\//.exec(source.path)?.[1];
  if (!feature) return [];
  return [...tablesIn(source, owners).values()].flatMap((table) => {
    const owner = owners.get(table) ?? '';
    // The chain may be read by whoever proves something by it; it has no feature above the ground.
    if (owner === 'audit' || order.indexOf(owner) <= order.indexOf(feature)) return [];
    return [{ path: source.path, because: `reads ${table} of ${owner}, which stands to the right of ${feature}` }];
  });
}
