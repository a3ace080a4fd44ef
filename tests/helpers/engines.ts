export const everyTest = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'db/**/*.test.ts', 'tests/**/*.test.ts'];

/**
 * Nothing in these opens a database, so no engine has a part in them and they run once, beside SQLite. A law in
 * `tests/house` follows their imports and holds this list to its word. The benches choose their engines themselves.
 */
export const withoutDatabase = [
  'src/{ground,host,ui}/**',
  'src/**/*rules.test.ts',
  'src/**/*.test.tsx',
  'src/http/{client-address,hosts}.test.ts',
  'src/app/demo/calendar.test.ts',
  'src/features/platforms/**',
  'src/features/directory/{content,headings,names,parse,upload,xlsx}.test.ts',
  'tests/house/{acts,callers,docs,engines,files,imports,lockfile,messages,moments,promises,reference,tables,under-root-key,windows,ways-in,words}.test.ts',
  'tests/trust/no-place.test.ts',
  'tests/contract/vault-format.test.ts',
  'tests/cli/entrances.test.ts',
  'tests/e2e/judge.test.ts',
  'tests/bench/**',
];
