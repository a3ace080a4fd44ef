import { importsOf, isTest, type Import, type Source, type Violation } from './sources.ts';

/** Words and nothing else, below every floor. */
const words = 'db/words.ts';

/** What each floor may import. `types` may be imported as types only. Packages and node have their own lists. */
const floors: readonly { at: RegExp; may: RegExp; types?: RegExp; packages: RegExp }[] = [
  { at: /^db\//, may: /^db\//, packages: /^drizzle-(orm|kit)/ },
  { at: /^src\/host\/db\//, may: /^(src\/host|db)\//, packages: /^(?!#)/ },
  { at: /^src\/host\//, may: /^src\/host\//, packages: /^(?!#)/ },
  { at: /^src\/ground\//, may: /^(src\/ground|db\/schema)\//, types: /^src\/host\//, packages: /^drizzle-orm$/ },
  // Pages need the hashes of what they link to, so ui/assets.ts looks at the installed files itself.
  { at: /^src\/ui\/assets\.ts$/, may: /^src\/ui\//, packages: /^node:/ },
  { at: /^src\/ui\//, may: /^src\/(ui|ground)\//, types: /^src\/host\//, packages: /^(hono|qr$)/ },
  // Where what the host throws gets its status, its classes are needed and not only their types.
  { at: /^src\/http\/problems\.ts$/, may: /^src\/(ground|host)\//, packages: /^$/ },
  { at: /^src\/http\//, may: /^src\/(http|ui|ground)\//, types: /^src\/host\//, packages: /^(@?hono|zod$)/ },
  {
    at: /^src\/features\//,
    may: /^(src\/(http|ui|ground|features)|db\/schema)\//,
    types: /^src\/host\//,
    packages: /^(hono\/jsx|drizzle-orm$|zod$|node:|csv-|nodemailer$|@zxcvbn-ts\/)/,
  },
  { at: /^src\/app\//, may: /^(src\/(app|features|http|ui|ground|host)|db)\//, packages: /^(?!#)/ },
  { at: /^src\/(main|cli)\.ts$/, may: /^src\/(app|host)\//, packages: /^node:/ },
];

/** The few words of the host that are not types and may be said above it, and by whom. */
const lent: Readonly<Record<string, readonly string[]>> = {
  markRecorded: ['src/ground/audit.ts'],
  DiskFails: ['src/ground/problem.ts'],
  DiskFull: ['src/ground/problem.ts'],
  builtQueries: ['src/ground/hot.ts'],
  among: ['src/ground/bulk.ts'],
  rowsOf: ['src/ground/bulk.ts'],
  isWriteHandle: ['src/ground/bulk.ts', 'src/features/keys/open.ts'],
  housekeeping: ['src/features/sessions/service.ts', 'src/features/tokens/service.ts', 'src/features/notifications/deliver.ts'],
  createMailTransport: ['src/features/notifications/outbox.ts'],
  // The custody of keys is the work of `keys`; a certificate is verified without any server, so by the bare function.
  keyCheckValue: ['src/features/keys/root-key.ts'],
  RootKeyError: ['src/features/keys/root-key.ts'],
  createRootKeyFile: ['src/features/keys/root-key.ts'],
  keyFiles: ['src/features/keys/root-key.ts'],
  putInPlace: ['src/features/keys/root-key.ts'],
  nextKeyFile: ['src/features/keys/root-key.ts', 'src/features/keys/change.ts'],
  SealError: ['src/features/keys/open.ts'],
  sha256Hex: ['src/features/audit/verify.service.ts'],
  keyFingerprint: ['src/features/offboarding/verify.service.ts', 'src/features/audit/verify.service.ts'],
  verify: ['src/features/offboarding/verify.service.ts', 'src/features/audit/verify.service.ts'],
};

/** What the files of one role inside a feature must not see. A file without a role of its own is a service. */
const roles = {
  door: { is: /(^|\.)(pages|api|scim|cli|jobs)\.tsx?$/, not: /(^|[/.])queries\.ts$|^drizzle-orm|^db\/(?!words)/ },
  views: { is: /(^|\.)views\.tsx$/, not: /(^|[/.])(queries|service)\.ts$|^drizzle-orm|^src\/http\// },
  rules: { is: /(^|\.)rules\.ts$/, not: /(^|[/.])(queries|service|views|pages)\.tsx?$|^drizzle-orm|^hono|^src\/(http|ui)\// },
  queries: { is: /(^|\.)queries\.ts$/, not: /(^|[/.])(service|views|pages)\.tsx?$|^hono|^zod|^src\/(http|ui)\// },
  input: { is: /(^|\.)input\.ts$/, not: /(^|[/.])(service|queries|views|pages)\.tsx?$|^drizzle-orm|^hono/ },
  service: { is: /\.ts$/, not: /(^|[/.])(views|pages)\.tsx$|^hono|^src\/http\// },
} as const;
type Role = keyof typeof roles;

/** Imports go down: by floor, by order of features, by role; only through a feature's index; never in a circle. */
export function importViolations(sources: readonly Source[], order: readonly string[]): Violation[] {
  const product = sources.filter(({ path }) => !isTest(path));
  return [
    ...product.flatMap((source) => importsOf(source).flatMap((one) => judge(source.path, one, order))),
    ...sources.filter(({ text }) => /from '(\.\.\/){2}/.test(text)).map(({ path }) => ({ path, because: 'imports by ../..' })),
    ...product.filter(({ path }) => roleOf(path) === 'rules').flatMap(impureRules),
    ...product.flatMap(doesMoreThanReexport),
    ...circles(product),
  ];
}

function judge(path: string, one: Import, order: readonly string[]): Violation[] {
  const found = [byFloor(path, one), byFeature(path, one.target, order), byRole(path, one)];
  return found.flatMap((because) => (because ? [{ path, because }] : []));
}

function byFloor(path: string, { target, names, typeOnly }: Import): string | undefined {
  const floor = floors.find(({ at }) => at.test(path));
  if (!floor) return 'lies on no floor';
  if (!/^(src|db|tests|scripts)\//.test(target)) return floor.packages.test(target) || (typeOnly && target === 'zod') ? undefined : `imports ${target}`;
  if (target === words || floor.may.test(target) || (typeOnly && floor.types?.test(target))) return undefined;
  if (!floor.types?.test(target)) return `imports ${target}`;
  const taken = names.filter((name) => !name.startsWith('type ') && !lent[name]?.includes(path));
  return taken.length > 0 ? `imports ${taken.join(' and ')} of ${target}, of which only types are for this floor` : undefined;
}

function featureOf(path: string): string | undefined {
  return /^src\/features\/([\w-]+)\//.exec(path)?.[1];
}

function byFeature(path: string, target: string, order: readonly string[]): string | undefined {
  const [from, to] = [featureOf(path), featureOf(target)];
  if (from && !order.includes(from)) return `${from} has no place in the order of features`;
  if (!to || from === to) return undefined;
  if (!target.endsWith('/index.ts')) return `reaches into ${target}`;
  return from && order.indexOf(to) > order.indexOf(from) ? `imports ${to}, which stands to the right of ${from}` : undefined;
}

function roleOf(path: string): Role | undefined {
  if (!featureOf(path) || path.endsWith('/index.ts') || path.includes('/catalogue/')) return undefined;
  const name = path.split('/').at(-1) ?? '';
  return (Object.keys(roles) as Role[]).find((role) => roles[role].is.test(name));
}

function byRole(path: string, { target, names, typeOnly }: Import): string | undefined {
  const role = roleOf(path);
  if (role === 'views' && names.some((name) => /^(type )?Ctx$/.test(name))) return 'is a views file and sees ctx';
  if (!role || typeOnly) return undefined;
  return roles[role].not.test(target) ? `is ${role === 'input' ? 'an' : 'a'} ${role} file and imports ${target}` : undefined;
}

function impureRules({ path, text }: Source): Violation[] {
  return /\bawait\b|\basync\b|\bPromise</.test(text) ? [{ path, because: 'is a rules file and waits' }] : [];
}

function doesMoreThanReexport({ path, text }: Source): Violation[] {
  if (!/^src\/features\/[\w-]+\/index\.ts$/.test(path)) return [];
  const rest = text.replace(/export\s+(type\s+)?(\{[^}]*\}|\*)\s*from\s*'[^']+';/g, '').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return rest.trim() === '' ? [] : [{ path, because: `holds more than re-exports: ${rest.trim().split('\n')[0]}` }];
}

/** Circles of files, each told once by its first file. Types are gone at run time and may point anywhere a floor allows. */
function circles(sources: readonly Source[]): Violation[] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter((one) => !one.typeOnly)
        .map((one) => one.target),
    ]),
  );
  const done = new Set<string>();
  const found: Violation[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) found.push({ path, because: `imports itself by way of ${[...trail.slice(trail.indexOf(path) + 1), path].join(', ')}` });
    if (trail.includes(path) || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) walk(path, []);
  return found;
}
