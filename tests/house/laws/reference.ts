import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '#src/app/commands.ts';
import { folderOption } from '#src/app/demo/code.ts';
import { mountApi, mountPages } from '#src/app/mount.ts';
import { jobs } from '#src/app/schedule.ts';
import { installation, settingList } from '#src/host/config.ts';
import { routesOf, summaryOf } from '#src/http/resources.ts';
import type { Knock } from '#src/http/routes.ts';
import type { Format } from '#src/ui/format.ts';
import { messagesFor } from '#src/ui/messages/index.ts';

/** The parts of the docs that are made from the code, by page and by the name of their place in it. */
export function madeParts(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    'README.md': { settings: settings(), commands: commandTable() },
    'docs/commands.md': { commands: commandList(), jobs: jobTable() },
    'docs/api.md': { resources: resources(), pages: pages() },
    'docs/audit.md': { events: events() },
  };
}

/** The page with each part put between its two marks. @throws when a mark is missing */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- made: ${name} -->`, `<!-- end: ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The page has no place for ${name}: it wants ${begin} and ${end}.`);
    return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`;
  }, page);
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), `|${'---|'.repeat(headings.length)}`, ...rows.map(line)].join('\n');
}

function settings(): string {
  return table(
    ['variable', 'what it says', 'default'],
    settingList.map((one) => [`\`${one.env}\``, one.doc, one.default]),
  );
}

const serve = { name: 'serve', summary: 'start the server; what `npm start` does after installing and building', arguments: [], options: [] };
const demo = {
  ...serve,
  name: 'demo',
  summary: 'show a sample company, made on the first run, on this machine only; what `npm run demo` does',
  options: [{ flag: 'again', doc: 'make it anew, so that its story ends today' }, folderOption],
};
type Listed = Pick<(typeof commands)[number], 'name' | 'summary' | 'arguments' | 'options'>;
const listed: readonly Listed[] = [serve, demo, ...commands];

function usage({ name, arguments: words }: Listed): string {
  return ['./keyholder', name, ...words.map((word) => (word.optional ? `[${word.name}]` : word.name))].join(' ');
}

/** One way to begin and end, whoever wrote the summary. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}

function commandTable(): string {
  return table(
    ['command', 'what it does'],
    listed.map((one) => [`\`${usage(one)}\``, sentence(one.summary)]),
  );
}

function commandList(): string {
  return listed
    .map((one) => {
      const words = [
        ...one.arguments.map(({ name, doc }) => `- \`${name}\`: ${doc}`),
        ...one.options.map(({ flag, value, doc }) => `- \`--${flag}${value ? ` ${value.toUpperCase()}` : ''}\`: ${doc}`),
      ];
      return [`### \`${usage(one)}\``, '', sentence(one.summary), ...(words.length > 0 ? ['', ...words] : [])].join('\n');
    })
    .join('\n\n');
}

function jobTable(): string {
  const pause = (ms: number) => (ms >= 3_600_000 ? `${ms / 3_600_000} h` : ms >= 60_000 ? `${ms / 60_000} min` : `${ms / 1000} s`);
  return table(
    ['job', 'looks every'],
    jobs.map(({ name, every }) => [name, pause(every)]),
  );
}

const knocks: Record<Knock, string> = { public: 'anybody', half: 'between password and second factor', 'signed-in': 'signed in' };

function pages(): string {
  const rows: string[][] = [];
  const add = (method: string) => (path: string, who: Knock) => void rows.push([`\`${method} ${path}\``, knocks[who]]);
  mountPages({ get: add('GET'), post: add('POST'), upload: add('POST') });
  return table(['route', 'for'], rows);
}

function resources(): string {
  const rows = routesOf(mountApi).map(({ method, path, scopes, ...route }) => [
    `\`${method} /api/v1${path}\``,
    summaryOf(route),
    scopes.map((scope) => `\`${scope}\``).join(' ') || 'any token',
  ]);
  return table(['resource', 'what it does', 'scopes'], rows);
}

function events(): string {
  const details = detailsInSource();
  const texts = Object.entries(messagesFor('en').events);
  return table(
    ['event', 'what it says', 'its detail'],
    texts.map(([name, text]) => [`\`${name}\``, phrase(text as EventText), details.get(name) ?? '']),
  );
}

/** The names of each event's detail, which exist as a type only. */
function detailsInSource(): Map<string, string> {
  const source = readFileSync(join(installation, 'src/ground/events.ts'), 'utf8');
  const lines = [...source.matchAll(/^ {2}'([a-z-]+\.[a-z-]+)': (?:\{ (.*) \}|Record<.*>);$/gm)];
  return new Map(
    lines.map(([, name = '', fields = '']) => [
      name,
      fields
        .split('; ')
        .map((field) => field.split(':')[0])
        .join(', '),
    ]),
  );
}

type Detail = Record<string, string>;
type EventText = string | ((detail: Detail, f: Format) => string);

/** A detail stands for itself, as `{versions}`. Where a word of the detail changes the sentence, each sentence is told. */
function phrase(text: EventText): string {
  if (typeof text === 'string') return text;
  const asked = [...String(text).matchAll(/\.(\w+) === ["'](\w[\w-]*)["']/g)].map(([, name = '', word = '']) => ({ [name]: word }));
  const said = [{}, ...asked].map((given: Detail) => text(standIn(given), plainFormat));
  return [...new Set(said)].join(' / ');
}

function standIn(given: Detail): Detail {
  return new Proxy(given, { get: (target, name) => target[String(name)] ?? `{${String(name)}}` });
}

const plainFormat = {
  plural: (count: string, _one: string, many: string) => `${count} ${many}`,
  number: String,
  duration: String,
  date: String,
  dateTime: String,
} as unknown as Format;
