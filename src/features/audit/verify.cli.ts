import { flagOf, misread, type CommandInput, type CommandResult, type OfflineCommand } from '#src/http/command.ts';
import type { Outcome, Verified } from './verify.rules.ts';
import { verifyFiles } from './verify.service.ts';

export const verifyCommands: readonly OfflineCommand[] = [
  {
    name: 'verify',
    summary: 'check certificates, checkpoints, exports of the log and changes of the signing key, alone or together; needs nothing but the files',
    arguments: [{ name: 'FILE', doc: 'a certificate, a checkpoint, an export or the changes of key, as it was made', path: 'contents', many: true }],
    options: [{ flag: 'key', value: 'fingerprint', doc: 'the key you trust, as you noted it: all of it or its first 16 digits or more; several with commas' }],
    offline: verify,
  },
];

async function verify(input: CommandInput): Promise<CommandResult> {
  const files = Object.entries(input.files).map(([name, file]) => ({ name, text: file.bytes.toString('utf8') }));
  const verified = verifyFiles(files, keysOf(input));
  const text = [`${words[verified.outcome]}.`, ...verified.lines.map(({ name, says }) => `  ${name}: ${says}`)].join('\n');
  return { text, json: { ok: verified.outcome === 'fits', ...verified } satisfies Verified & { ok: boolean }, exit: exits[verified.outcome] };
}

/** Spaces and capitals are for reading. Less than half of what a fingerprint was in its short form is no key. */
function keysOf(input: CommandInput): string[] {
  const keys = (flagOf(input, 'key') ?? '').split(',').map((key) => key.toLowerCase().replace(/[\s:]/g, ''));
  const given = keys.filter((key) => key !== '');
  if (given.some((key) => !/^[0-9a-f]{16,64}$/.test(key))) throw misread('key', 'invalid-fingerprint');
  return given;
}

/** The first word says what the exit code does. */
const words: Record<Outcome, string> = {
  fits: 'Fits',
  'unknown-key': 'Intact, by an unknown key',
  unsigned: 'Intact, and signed by nobody',
  broken: 'Broken',
  unreadable: 'Unreadable',
};

const exits: Record<Outcome, CommandResult['exit']> = { fits: 0, 'unknown-key': 4, unsigned: 4, broken: 3, unreadable: 1 };
