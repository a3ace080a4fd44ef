import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '#src/app/command-line.ts';
import type { Door } from '#src/app/door.ts';

/** What may happen between two commands, written in square brackets. */
export type Steps = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Carries out the commands of a transcript and gives it back as it went: `$` lines are typed, `[…]` lines happen, `#` lines
 * and empty ones are for the reader, the rest is what was printed. What is new in each run has a name in angle brackets.
 */
export async function played(script: string, door: Omit<Door, 'terminal'>, steps: Steps): Promise<string> {
  const names = createNames(door.folder);
  const lines: string[] = [];
  for (const line of script.split('\n')) {
    const event = /^\[(?!exit )(.+)\]$/.exec(line)?.[1];
    if (line.startsWith('#') || (line === '' && lines.at(-1) !== '')) lines.push(line);
    else if (line.startsWith('$ ')) lines.push(line, ...names.named(await typed(names.real(line.slice(2)), door)));
    else if (event !== undefined) {
      const step = steps[event];
      if (!step) throw new Error(`Nobody knows how ${line} happens.`);
      await step();
      lines.push(line);
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

async function typed(line: string, door: Omit<Door, 'terminal'>): Promise<string> {
  const [, command = '', target] = /^(.*?)(?: > (\S+))?$/.exec(line) ?? [];
  const [program = '', ...words] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
  if (program === 'cat') return readFileSync(join(door.folder, words[0] ?? ''), 'utf8');
  if (program !== './keyholder') throw new Error(`A transcript types ./keyholder or cat, not ${program}.`);
  let said = '';
  const hear = (text: string) => {
    said += text;
  };
  const busy = () => ({ progress: () => undefined, stop: () => undefined });
  const terminal = { out: hear, err: hear, interactive: false, ask: async () => false, secret: async () => null, line: async () => '', busy };
  const exit = await runCommandLine(words, { ...door, terminal });
  if (target !== undefined) {
    writeFileSync(join(door.folder, target), said);
    said = '';
  }
  return exit === 0 ? said : `${said.trimEnd()}\n[exit ${exit}]\n`;
}

/** Ids, hashes and the folder by names that are the same in every run. */
function createNames(folder: string) {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameOf = (value: string, kind: string) => {
    const name = known.get(value) ?? `<${kind}-${(counts.get(kind) ?? 0) + 1}>`;
    if (!known.has(value)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    known.set(value, name);
    return name;
  };
  return {
    named: (text: string) =>
      text
        .trimEnd()
        .replaceAll(folder, '<folder>')
        .replace(/\bkh[it]_[\w-]+/g, '<token>')
        .replace(/\b([a-z]{3})_[0-9a-z]{26}\b/g, (id, kind: string) => nameOf(id, kind))
        .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
        .replace(/\b[0-9a-f]{32}\b/g, '<salt>')
        .replace(/\bhead [0-9a-f]{16}\b/g, 'head <hash>')
        .replace(/\b[0-9a-f]{4}( [0-9a-f]{4}){3,}\b/g, '<fingerprint>')
        .replace(/"(publicKey|signature)":"[^"]+"/g, '"$1":"<bytes>"')
        .replace(/\(…\S{4}\)/g, '(…<hint>)')
        .replace(/\d+ bytes/g, '<n> bytes')
        .replace(/\d+\.\d GiB/g, '<n> GiB')
        .replace(/(SQLite|Node|Keyholder) \d+\.\d+\.\d+/g, '$1 <version>')
        .replace(/replaced-[\d-]+T\d+Z/g, 'replaced-<time>')
        .split('\n')
        .filter((line, _, all) => all.length > 1 || line !== ''),
    real: (line: string) => [...known].reduce((text, [value, name]) => text.replaceAll(name, value), line),
  };
}
