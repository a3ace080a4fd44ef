import type { Source, Violation } from './sources.ts';

/** What the product hands out: mails, files of commands, downloads of pages, values that a button copies. */
export type HandedOut = { mails: readonly string[]; commands: readonly string[]; downloads: readonly string[]; copies: readonly string[] };

const path = 'docs/acts.md';

/** Each act names a test that is there, and nothing is handed out without an act that is followed. */
export function actViolations(page: string, handedOut: HandedOut, tests: readonly Source[]): Violation[] {
  const rows = page.split('\n').filter((line) => /^\| (?!act \||---)/.test(line));
  const named = (name: string) => rows.some((row) => row.includes(`\`${name}\``));
  const wanted = [
    ...handedOut.mails.map((name) => `mail ${name}`),
    ...handedOut.commands.map((name) => `./keyholder ${name}`),
    ...handedOut.downloads.map((route) => `GET ${route}`),
    ...handedOut.copies.map((id) => `copy ${id}`),
  ];
  return [
    ...wanted.filter((name) => !named(name)).map((name) => ({ path, because: `does not follow ${name} to its end` })),
    ...rows.flatMap((row) => followedBy(row, tests)),
  ];
}

function followedBy(row: string, tests: readonly Source[]): Violation[] {
  const act = row.split('|')[1]?.trim() ?? '';
  const proofs = [...row.matchAll(/`((?:src|tests)\/[^`]+\.test\.tsx?)`: ([^;|]+)/g)].map(([, file = '', name = '']) => ({ file, name: name.trim() }));
  if (proofs.length === 0) return [{ path, because: `says of no test that it follows: ${act}` }];
  return proofs.flatMap(({ file, name }) => {
    const source = tests.find((one) => one.path === file);
    if (!source) return [{ path, because: `names ${file}, which is not there` }];
    return source.text.includes(name) ? [] : [{ path, because: `names a test that ${file} does not have: ${name}` }];
  });
}

/** Routes of pages that answer with a file to keep. */
export function downloadsIn(sources: readonly Source[]): string[] {
  return sources.flatMap(({ text }) =>
    [...text.matchAll(/\br\.file\([^;]*?,[^;]*?,[^;]*?\);/g)].map(({ index }) => {
      const routes = [...text.slice(0, index).matchAll(/web\.(?:get|post)\(\s*'([^']+)'/g)];
      return routes.at(-1)?.[1] ?? 'an address that is not a literal';
    }),
  );
}

export function copiesIn(sources: readonly Source[]): string[] {
  return [...new Set(sources.flatMap(({ text }) => [...text.matchAll(/<CopyButton[^>]*? of="([^"]+)"/g)].map(([, id = '']) => id)))];
}
