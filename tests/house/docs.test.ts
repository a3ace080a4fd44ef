import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '#src/app/commands.ts';
import { mountApi } from '#src/app/mount.ts';
import { installation, settingList } from '#src/host/config.ts';
import { routesOf } from '#src/http/resources.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { brokenLinks, docViolations, foreignWords, type Surface } from './laws/docs.ts';
import { readSources, type Source, tree } from './laws/sources.ts';

function readDocs(): Source[] {
  const atTheRoot = readdirSync(installation).filter((name) => name.endsWith('.md'));
  const pages = atTheRoot.map((path) => ({ path, text: readFileSync(join(installation, path), 'utf8') }));
  return [...pages, ...readSources(['docs'], /\.md$/)];
}

function readSurface(): Surface {
  return {
    settings: settingList.map(({ env }) => env),
    commands: [
      { name: 'serve', words: [] },
      ...commands.map(({ name, arguments: words, options }) => ({
        name,
        words: [...words.map((word) => word.name), ...options.map(({ flag }) => `--${flag}`)],
      })),
    ],
    events: Object.keys(messagesFor('en').events),
    resources: routesOf(mountApi).map(({ method, path }) => `${method} /api/v1${path}`),
  };
}

test('the docs tell of every setting, command, event and resource, and of nothing else', () => {
  expect(docViolations(readDocs(), readSurface())).toEqual([]);
});

test('every link inside the docs leads somewhere', () => {
  expect(brokenLinks(readDocs(), (path) => existsSync(join(installation, path)))).toEqual([]);
});

test('the repository speaks of the product only', () => {
  expect(foreignWords([...readDocs(), ...readSources(['src', 'db', 'tests', 'scripts'], /\.(tsx?|mjs|json|sql|css|js)$/)])).toEqual([]);
});

const small: Surface = {
  settings: ['KEYHOLDER_LISTEN'],
  commands: [
    { name: 'audit verify', words: [] },
    { name: 'backup', words: ['TARGET', '--dry-run'] },
  ],
  events: ['grant.given'],
  resources: ['GET /api/v1/people'],
};
const whole = {
  'README.md': 'Set `KEYHOLDER_LISTEN`, then run `./keyholder backup`.',
  'docs/commands.md': './keyholder audit verify\n./keyholder backup TARGET --dry-run',
  'docs/audit.md': '`grant.given`',
  'docs/api.md': 'GET /api/v1/people',
};
const found = (change: Record<string, string>) => docViolations(tree({ ...whole, ...change }), small).map(({ because }) => because);

test('what the docs leave out or invent is found', () => {
  expect(found({})).toEqual([]);
  expect(found({ 'README.md': 'Set `KEYHOLDER_PORT`.' })).toEqual(['does not tell of KEYHOLDER_LISTEN', 'tells of KEYHOLDER_PORT, which is not there']);
  expect(found({ 'docs/commands.md': './keyholder backup TARGET\n./keyholder restore' })).toEqual([
    'does not tell of audit verify',
    'does not tell of --dry-run',
    'tells of keyholder restore, which is not there',
  ]);
  expect(found({ 'docs/audit.md': '`grant.taken`' })).toEqual(['does not tell of grant.given', 'tells of grant.taken, which is not there']);
  expect(found({ 'docs/api.md': 'GET /api/v1/persons' })).toEqual(['does not tell of GET /api/v1/people', 'tells of GET /api/v1/persons, which is not there']);
});

test('a broken link and a word that is not of the product are found', () => {
  const pages = tree({ 'docs/a.md': '[b](b.md) [c](../c.md) [web](https://example.test)', 'src/x.ts': '// as issue 2 asks' });
  expect(brokenLinks(pages, (path) => path === 'docs/b.md')).toEqual([{ path: 'docs/a.md', because: 'links to ../c.md, which is not there' }]);
  expect(foreignWords(pages).map(({ path }) => path)).toEqual(['src/x.ts']);
});
