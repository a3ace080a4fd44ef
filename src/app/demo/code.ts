import { fold } from '#src/ground/words.ts';
import { systemClock } from '#src/host/clock.ts';
import { demoFolder } from '#src/host/config.ts';
import { codeAt, remainingSeconds } from '#src/host/crypto/totp.ts';
import { type CommandOption, wordOf } from '#src/http/command.ts';
import type { AppCommand } from '../app-command.ts';
import { type DemoFile, NotADemo, readDemoFile } from './demo-file.ts';
import { guides } from './people.ts';

export const folderOption: CommandOption = {
  flag: 'folder',
  value: 'DIR',
  doc: 'where the sample company is; without it, data-demo in the installation',
  path: 'place',
};

/** Reads the demo's own file: the product itself has no way to tell anybody's code. */
export const demoCodeCommand: AppCommand = {
  name: 'demo code',
  summary: "print somebody's second-factor code in the sample company",
  arguments: [{ name: 'PERSON', doc: 'it, hr, owner or holder; or a name or an e-mail address' }],
  options: [folderOption],
  async offline(input) {
    const { folder } = input.options;
    const key = findKey(readDemoFile(typeof folder === 'string' ? folder : demoFolder), wordOf(input, 'PERSON'));
    const now = systemClock.now();
    const [code, seconds] = [codeAt(key.seed, now), remainingSeconds(now)];
    const text = `${code}  for ${key.name}, ${seconds} more seconds. It counts once; the next one comes after it.`;
    return { text, json: { code, seconds, email: key.email }, exit: 0 };
  },
};

/** The same for the API: a token that may do whatever its person may. */
export const demoTokenCommand: AppCommand = {
  name: 'demo token',
  summary: 'print the API token of one of the four guides of the sample company',
  arguments: [{ name: 'PERSON', doc: 'it, hr, owner or holder' }],
  options: [folderOption],
  async offline(input) {
    const { folder } = input.options;
    const { name, email, token } = findKey(readDemoFile(typeof folder === 'string' ? folder : demoFolder), wordOf(input, 'PERSON'));
    if (token === undefined) throw new NotADemo(`${name} has no API token there. It, hr, owner and holder have one.`);
    return { text: token, json: { token, email }, exit: 0 };
  },
};

export function findKey({ keys }: DemoFile, asked: string): DemoFile['keys'][number] {
  const wanted = fold(asked.trim());
  const guide = guides.find((one) => one.as === wanted)?.key;
  const fits = keys.filter(
    ({ key, email, name }) => key === (guide ?? wanted) || email === wanted || fold(name) === wanted || fold(name).startsWith(`${wanted} `),
  );
  const [only] = fits;
  if (only && fits.length === 1) return only;
  throw new NotADemo(`Nobody who signs in there is called '${asked}'. There are: ${keys.map(({ key }) => key).join(', ')}.`);
}
