import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { calledAs, type Config, readConfig } from '#src/host/config.ts';
import { type CommandInput, passwordOf, passwordStdin, withPassword } from '#src/http/command.ts';
import { systemClock } from '#src/host/clock.ts';
import { actAsOwnerOf } from '#src/host/owner.ts';
import { isoTime } from '#src/ground/time.ts';
import type { Upload } from '#src/http/routes.ts';
import { asCalled } from './called-as.rules.ts';
import type { AppCommand, CommandOutcome } from './app-command.ts';
import { boot } from './boot.ts';
import type { Windows } from './context.ts';
import { failedOutcome } from './failure.ts';
import { callServer, runCommand } from './socket.ts';
import { systemTerminal, type Terminal } from './terminal.ts';
import { isStandardOutput, makeFolder, nameOfMoment, type OutputFile, openOutput, readTyped } from './typed-paths.ts';
import { systemWindows } from './windows.ts';

/** What a command line needs of the process it runs in. */
export type Door = { terminal: Terminal; folder: string; calledAs: string | null; config(): Config; windows(config: Config): Windows };

export function systemDoor(): Door {
  return { terminal: systemTerminal(), folder: process.cwd(), calledAs: calledAs(), config: () => readConfig(), windows: systemWindows };
}

/** The words by place, the options by flag. `asks`: its dry run is shown first, and somebody says whether to go on. */
export type Typed = { words: readonly (string | undefined)[]; options: Readonly<Record<string, string | boolean>>; asks: boolean };

export async function perform(command: AppCommand, typed: Typed, door: Door): Promise<CommandOutcome> {
  try {
    const read = readInput(command, typed, door.folder);
    const input = read.options[passwordStdin.flag] ? { ...read, files: withPassword(read.files, await door.terminal.line()) } : read;
    if (!typed.asks) return (await unlocked(command, input, door)).outcome;
    const planned = await unlocked(command, { ...input, options: { ...input.options, 'dry-run': true } }, door);
    if (planned.outcome.failed) return planned.outcome;
    door.terminal.out(`${asCalled(planned.outcome.text, door.calledAs)}\n`);
    if (await door.terminal.ask('Go on?')) return await watched(command, { ...input, files: planned.files }, door);
    return { text: 'Nothing was changed.', json: { done: false }, exit: 1 };
  } catch (error) {
    return failedOutcome(error);
  }
}

const standardOutput = Symbol('standard output');
type Input = Omit<CommandInput, 'progress' | 'write'> & { output: string | typeof standardOutput | null };

/** Paths are read where they mean what their typist meant; a server that carries it out may stand in another folder. */
function readInput(command: AppCommand, { words, options }: Typed, folder: string): Input {
  const paths = [
    ...command.arguments.flatMap(({ name, path, many }, index) =>
      many ? words.slice(index).map((word) => ({ name: word ?? '', path, word })) : [{ name, path, word: words[index] }],
    ),
    ...command.options.map(({ flag, path }) => ({ name: flag, path, word: options[flag] })),
  ].flatMap(({ name, path, word }) => (path && typeof word === 'string' ? [{ name, path, word, full: resolve(folder, word) }] : []));
  const files: Record<string, Upload> = {};
  for (const { name, path, full } of paths) {
    if (path === 'contents') files[name] = readTyped(full);
  }
  const place = (name: string, word: string) => paths.find((one) => one.name === name && one.path === 'place')?.full ?? word;
  const given = command.arguments.flatMap(({ name }, index) => (words[index] === undefined ? [] : [[name, place(name, words[index])]]));
  const into = paths.find(({ path }) => path === 'output');
  const among = paths.find(({ path }) => path === 'output-folder');
  if (among) makeFolder(among.full);
  const file = into?.full ?? (among ? join(among.full, nameOfMoment(isoTime(systemClock.now()))) : null);
  const output = into && isStandardOutput(into.word) ? standardOutput : file;
  return { arguments: Object.fromEntries(given), options: { ...options, ...(among ? { [among.name]: among.full } : {}) }, files, output };
}

/** A file that turns out to be locked: whoever is there is asked once for its password, which the run after a dry run uses again. */
async function unlocked(command: AppCommand, input: Input, door: Door): Promise<{ outcome: CommandOutcome; files: Input['files'] }> {
  const outcome = await watched(command, input, door).catch(failedOutcome);
  const isLocked = outcome.failed && command.unlock !== undefined && codeOf(outcome.json) === command.unlock;
  if (!isLocked || !door.terminal.interactive || passwordOf(input) !== undefined) return { outcome, files: input.files };
  const typed = await door.terminal.secret('Password of the file');
  if (typed === null) return { outcome, files: input.files };
  const files = withPassword(input.files, typed);
  return { outcome: await watched(command, { ...input, files }, door), files };
}

function codeOf(json: unknown): string | undefined {
  return (json as { error?: { code?: string } } | null)?.error?.code;
}

/** Shows that it is busy, and keeps the file it writes only if it comes to its end. */
async function watched(command: AppCommand, { output, ...input }: Input, door: Door): Promise<CommandOutcome> {
  if (output === standardOutput) return toTerminal(command, input, door);
  const file = output === null || input.options['dry-run'] ? null : openOutput(output);
  const busy = command.busy ? door.terminal.busy(command.busy) : null;
  try {
    const outcome = await carryOut(command, { ...input, ...(busy ? { progress: busy.progress } : {}), ...(file ? { write: file.write } : {}) }, door);
    settle(file, outcome.failed === true);
    if (!outcome.failed && file) return command.kept?.(input, file.path, outcome) ?? outcome;
    return outcome;
  } catch (error) {
    settle(file, true);
    throw error;
  } finally {
    busy?.stop();
  }
}

/** What the command writes is all that is printed: whoever reads on gets nothing else. */
async function toTerminal(command: AppCommand, input: Omit<Input, 'output'>, door: Door): Promise<CommandOutcome> {
  const outcome = await carryOut(command, { ...input, write: async (text) => door.terminal.out(text) }, door);
  return outcome.failed ? outcome : { ...outcome, written: true };
}

function settle(file: OutputFile | null, failed: boolean): void {
  if (failed) file?.discard();
  else file?.keep();
}

/** From the moment it is known which data directory is meant, the work is done as whoever owns it. */
async function carryOut(command: AppCommand, input: CommandInput, door: Door): Promise<CommandOutcome> {
  let dataDir: string | null = null;
  let undo = (): void => undefined;
  const config = () => {
    const read = door.config();
    if (dataDir === null) undo = actAsOwnerOf(read.dataDir);
    dataDir = read.dataDir;
    return read;
  };
  try {
    if (command.offline) return await command.offline(input, config);
    return await workOn(config(), command, input, door);
  } catch (error) {
    return failedOutcome(error, dataDir);
  } finally {
    undo();
  }
}

async function workOn(config: Config, command: Extract<AppCommand, { offline?: never }>, input: CommandInput, door: Door): Promise<CommandOutcome> {
  const claimed = config.sudoUser;
  if (!isThere(config.dataDir)) {
    if (command.name !== 'init') return noDataDirectory(config);
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  }
  const answered = await callServer(config.dataDir, command.name, input, claimed);
  if (answered) return answered;
  if (command.needsServer) return noServer(config);
  if (command.name !== 'init' && config.databaseUrl === 'sqlite:' && !isThere(join(config.dataDir, 'keyholder.db'))) return noDataDirectory(config);
  const app = await boot(config, door.windows(config));
  try {
    return await runCommand(app, command.name, input, claimed);
  } finally {
    await app.close();
  }
}

/** What may not be looked at is no reason to say that it is missing: that throws. */
function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function noServer({ dataDir }: Config): CommandOutcome {
  const text = `No server works with ${dataDir}, so none holds the root key. A server opens the vault by itself when it starts.`;
  return { text, json: { error: { code: 'no-server', message: text } }, exit: 1, failed: true };
}

/** Opening would make one, wherever a mistyped setting points. */
function noDataDirectory({ dataDir }: Config): CommandOutcome {
  const missing = isThere(dataDir) ? `${dataDir} holds no database of Keyholder` : `There is no data directory at ${dataDir}`;
  const text = `${missing}. Start the server once with 'npm start', run './keyholder init', or point KEYHOLDER_DATA_DIR at it.`;
  return { text, json: { error: { code: 'no-data-directory', message: text } }, exit: 1, failed: true };
}
