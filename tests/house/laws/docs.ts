import type { Source, Violation } from './sources.ts';

export type Surface = {
  settings: readonly string[];
  /** `audit verify`; with what it takes, as `FILE` and `--dry-run`. */
  commands: readonly { name: string; words: readonly string[] }[];
  events: readonly string[];
  /** `GET /api/v1/status` */
  resources: readonly string[];
};

/** The pages that must tell of every one; any page may tell of some. */
export const pageOf = { settings: 'README.md', commands: 'docs/commands.md', events: 'docs/audit.md', resources: 'docs/api.md' } as const;

/** What the docs leave out, and what they tell of that is not there. */
export function docViolations(docs: readonly Source[], surface: Surface): Violation[] {
  const commands = surface.commands.map(({ name }) => name);
  return [
    ...untold(docs, pageOf.settings, surface.settings, (name) => new RegExp(`\`${name}\``)),
    ...untold(docs, pageOf.commands, commands, (name) => new RegExp(`keyholder ${name}\\b`)),
    ...surface.commands.flatMap(({ name, words }) =>
      untold(docs, pageOf.commands, words, (word) => new RegExp(`^.*keyholder ${name}\\b.*${word}|^ *[-|].*\`${word}`, 'm')),
    ),
    ...untold(docs, pageOf.events, surface.events, (name) => new RegExp(`\`${name.replaceAll('.', '\\.')}\``)),
    ...untold(docs, pageOf.resources, surface.resources, (name) => new RegExp(`${name.replaceAll('/', '\\/')}(?![\\w/])`)),
    ...docs.flatMap((page) => inventedIn(page, surface)),
  ];
}

function untold(docs: readonly Source[], path: string, names: readonly string[], pattern: (name: string) => RegExp): Violation[] {
  const text = docs.find((page) => page.path === path)?.text ?? '';
  return names.filter((name) => !pattern(name).test(text)).map((name) => ({ path, because: `does not tell of ${name}` }));
}

function inventedIn({ path, text }: Source, surface: Surface): Violation[] {
  const groups = surface.commands.map(({ name }) => name.split(' ')[0]);
  const commands = [...text.matchAll(/(?:\.\/|`|^\s*)keyholder ([a-z-]+)(?: ([a-z][a-z-]*))?/gm)].flatMap(([, first = '', second]) => {
    const known = surface.commands.some(({ name }) => name === first || name === `${first} ${second}`) || (groups.includes(first) && second === undefined);
    return known ? [] : [`keyholder ${first}${second ? ` ${second}` : ''}`];
  });
  const settings = (text.match(/\bKEYHOLDER_[A-Z_]+/g) ?? []).filter((name) => !surface.settings.includes(name));
  const nouns = new Set(surface.events.map((name) => name.split('.')[0]));
  const events =
    path === pageOf.events
      ? [...text.matchAll(/`([a-z-]+)\.([a-z-]+)`/g)].filter(([, noun]) => nouns.has(noun ?? '')).map(([, noun, verb]) => `${noun}.${verb}`)
      : [];
  const resources = [...text.matchAll(/\b(GET|POST|PATCH|PUT) (\/api\/v1\/[\w/:{}-]*)/g)].map(([, method, at]) => `${method} ${at}`);
  const invented = [
    ...commands,
    ...settings,
    ...events.filter((name) => !surface.events.includes(name)),
    ...resources.filter((name) => !surface.resources.includes(name)),
  ];
  return [...new Set(invented)].map((name) => ({ path, because: `tells of ${name}, which is not there` }));
}

/** Links to files of the repository that are not there. */
export function brokenLinks(docs: readonly Source[], exists: (path: string) => boolean): Violation[] {
  return docs.flatMap(({ path, text }) => {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to);
    return links.filter((to) => !exists(folder + to)).map((to) => ({ path, because: `links to ${to}, which is not there` }));
  });
}

/** Words that mean something on one machine or in one tracker only, which a reader has no use for. */
export function foreignWords(sources: readonly Source[]): Violation[] {
  const words = /(?<![\w.:/])\/(?:home|root|Users)\/\w|\bissue #?\d/i;
  return sources.flatMap(({ path, text }) => {
    const word = path.startsWith('tests/house/') ? undefined : words.exec(text)?.[0];
    return word === undefined ? [] : [{ path, because: `says ${word}` }];
  });
}
