import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that Keyholder made once, in `vectors`, with what has to come of them, and of them changed. */
export type Case = { name: string; files: string[]; key: string; exit: 0 | 3 | 4; change?: { file: string; from: string; to: string } };

const folder = join(import.meta.dirname, 'vectors');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

export const cases = JSON.parse(read('cases.json')) as Case[];

export function textsOf({ files, change }: Case): { name: string; text: string }[] {
  return files.map((name) => {
    const text = read(name);
    if (change?.file !== name) return { name, text };
    if (!text.includes(change.from)) throw new Error(`${name} has no ${change.from}.`);
    return { name, text: text.replace(change.from, change.to) };
  });
}
