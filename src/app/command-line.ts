import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command as Program, CommanderError } from 'commander';
import { readConfig } from '#src/host/config.ts';
import type { CommandInput, CommandResult, Upload } from '#src/http/routes.ts';
import type { AppCommand } from './app-command.ts';
import { boot } from './boot.ts';
import { commands } from './commands.ts';
import { explainFailure } from './failure.ts';
import { runServer } from './serve.ts';
import { callServer, runCommand } from './socket.ts';
import { systemWindows } from './windows.ts';

type Outcome = { exit: number };

/** Parses a command line, carries it out and returns the exit code: 0 done, 1 failed, 2 usage, 3 found something. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const outcome: Outcome = { exit: 0 };
  const program = new Program('keyholder')
    .description('Who holds the keys to our social accounts, and are we sure that someone who left no longer does?')
    .version(readConfig({}).version)
    .exitOverride()
    .showHelpAfterError('Add --help to see what it takes.');
  program.command('serve').description('start the server (what npm start does)').action(runServer);
  const groups = new Map<string, Program>();
  for (const command of commands) addCommand(program, groups, command, outcome);
  try {
    await program.parseAsync(words, { from: 'user' });
    return outcome.exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${explainFailure(error)}\n`);
    return 1;
  }
}

function addCommand(program: Program, groups: Map<string, Program>, command: AppCommand, outcome: Outcome): void {
  const [first = '', second] = command.name.split(' ');
  const parent = second ? groupOf(program, groups, first) : program;
  const entry = parent
    .command(second ?? first)
    .description(command.summary)
    .exitOverride();
  for (const argument of command.arguments) entry.argument(argument.optional ? `[${argument.name}]` : `<${argument.name}>`, argument.doc);
  for (const option of command.options) entry.option(option.value ? `--${option.flag} <${option.value}>` : `--${option.flag}`, option.doc);
  entry.option('--json', 'print the result as JSON');
  entry.action(async (...given: unknown[]) => {
    const { json, ...options } = entry.opts<Record<string, string | boolean>>();
    const result = await carryOut(command, readInput(command, given, options));
    process.stdout.write(json ? `${JSON.stringify(result.json, null, 2)}\n` : `${result.text}\n`);
    outcome.exit = result.exit;
  });
}

function groupOf(program: Program, groups: Map<string, Program>, name: string): Program {
  const known = groups.get(name);
  if (known) return known;
  const group = program.command(name).exitOverride();
  groups.set(name, group);
  return group;
}

/** An argument called FILE is read here, where the path means what its typist meant. */
function readInput(command: AppCommand, given: readonly unknown[], options: Record<string, string | boolean>): CommandInput {
  const words: Record<string, string> = {};
  const files: Record<string, Upload> = {};
  command.arguments.forEach((argument, index) => {
    const word = given[index];
    if (typeof word !== 'string') return;
    if (argument.name === 'FILE' && existsSync(word)) files.FILE = { name: basename(word), bytes: readFileSync(word) };
    // A server that carries it out may stand in another folder.
    words[argument.name] = argument.name === 'TARGET' ? resolve(word) : word;
  });
  return { arguments: words, options: asTyped(options), files };
}

/** Commander turns `--dry-run` into `dryRun`; commands know their options as people type them. */
function asTyped(options: Record<string, string | boolean>): Record<string, string | boolean> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value]));
}

async function carryOut(command: AppCommand, input: CommandInput): Promise<CommandResult> {
  if (command.offline) return command.offline(input);
  const config = readConfig();
  const claimed = config.sudoUser;
  if (!existsSync(config.dataDir)) {
    if (command.name !== 'init') {
      const text = `There is no data directory at ${config.dataDir}. Start the server once with 'npm start', run './keyholder init', or point KEYHOLDER_DATA_DIR at it.`;
      return { text, json: { error: text }, exit: 1 };
    }
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  }
  const answered = await callServer(config.dataDir, command.name, input, claimed);
  if (answered) return answered;
  const app = await boot(config, systemWindows(config));
  try {
    return await runCommand(app, command.name, input, claimed);
  } finally {
    await app.close();
  }
}
