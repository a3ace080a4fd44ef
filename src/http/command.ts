import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import type { Upload } from './routes.ts';

/**
 * What a path means. `contents`: read where it is typed, it travels as bytes. `place`: made in full, for whoever does
 * the work. `output`: written where it is typed, from what the command writes; a new file. `output-folder`: the same, under a name of the moment.
 */
type PathUse = 'contents' | 'place' | 'output' | 'output-folder';

export type CommandWord = {
  name: string;
  doc: string;
  optional?: boolean;
  path?: PathUse /** As many as are typed; the last word, of files alone. */;
  many?: boolean;
};
export type CommandOption = { flag: string; doc: string; value?: string; choices?: readonly string[]; path?: PathUse };

/** A command of the command line: data, so that help, docs and the socket door are made from one list. */
export type CommandFacts = {
  name: string;
  summary: string;
  arguments: readonly CommandWord[];
  options: readonly CommandOption[];
  /** What it is doing, for a terminal: it may take long enough to wonder. */
  busy?: string;
  /** Its file may be locked: the refusal that a password answers, asked for without an echo and never a word of the command line. */
  unlock?: string;
};

export type Command = CommandFacts & { run(ctx: Ctx, input: CommandInput): Promise<CommandResult> };

/** Needs neither database nor server: runs right where it is typed. */
export type OfflineCommand = CommandFacts & { offline(input: CommandInput): Promise<CommandResult> };

export type CommandInput = {
  arguments: Readonly<Record<string, string>>;
  options: Readonly<Record<string, string | boolean>>;
  files: Readonly<Record<string, Upload>>;
  /** How far it is. */
  progress?(done: number, total: number): void;
  /** Adds to the file of the `output` word; answered once it is there, and failing where it cannot be written. */
  write?(part: string | Uint8Array): Promise<void>;
};

/** `text` for people, `json` for `--json`. Exit 0 done, 1 failed, 2 not understood, 3 found something, 4 whole, and nobody known stands for it. */
export type CommandResult = { text: string; json: unknown; exit: 0 | 1 | 2 | 3 | 4 };

export const dryRun: CommandOption = { flag: 'dry-run', doc: 'say what would happen and change nothing' };
/** Beside `dry-run`: on a terminal the command shows its dry run and asks before it goes on. */
export const yes: CommandOption = { flag: 'yes', doc: 'do not ask; without a terminal nothing is asked' };

/** Beside `unlock`: for scripts, which have nobody to ask. */
export const passwordStdin: CommandOption = {
  flag: 'password-stdin',
  doc: 'read the password of a locked file from standard input, up to the end of the line',
};
const password = 'password';

/** The password travels as the contents of a file do: not among the words, which other users of the machine can see. */
export function withPassword(files: CommandInput['files'], typed: string): CommandInput['files'] {
  return { ...files, [password]: { name: password, bytes: Buffer.from(typed) } };
}

export function passwordOf(input: Pick<CommandInput, 'files'>): string | undefined {
  return input.files[password]?.bytes.toString('utf8');
}

export function wordOf(input: CommandInput, name: string): string {
  return input.arguments[name] ?? '';
}

export function flagOf(input: CommandInput, flag: string): string | undefined {
  const value = input.options[flag];
  return typeof value === 'string' ? value : undefined;
}

/** What stands in the file of a `contents` word. */
export function contentsOf(input: CommandInput, name: string): Upload {
  const file = input.files[name];
  if (!file) throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field: name, code: 'invalid-file' }] });
  return file;
}

/** A value that the command could not read, told by the flag it was typed after. */
export function misread(flag: string, code: string): Problem {
  return new Problem('invalid', 'web.invalid-fields', { fields: [{ field: `--${flag}`, code }] });
}
