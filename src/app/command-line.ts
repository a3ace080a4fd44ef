import { Command as Program, CommanderError, Option } from 'commander';
import { readConfig } from '#src/host/config.ts';
import { type CommandWord, yes } from '#src/http/command.ts';
import { asCalled } from './called-as.rules.ts';
import type { AppCommand, CommandOutcome } from './app-command.ts';
import { commandGroups, commands, familySummaries } from './commands.ts';
import { addDemo } from './demo/run.ts';
import { type Door, perform, systemDoor } from './door.ts';
import { failedOutcome } from './failure.ts';
import { runServer } from './serve.ts';

/** Parses a command line, carries it out and returns the exit code: 0 done, 1 failed, 2 not understood, 3 found something. */
export async function runCommandLine(words: readonly string[], door: Door = systemDoor()): Promise<number> {
  const outcome = { exit: 0 };
  const program = newProgram(door);
  program.commandsGroup(commandGroups[0]?.title ?? '');
  program.command('serve').description('Start the server; what npm start does after installing and building.').action(runServer);
  const families = new Map<string, Program>([['demo', addDemo(program, door)]]);
  for (const { title, commands } of commandGroups) {
    program.commandsGroup(title);
    for (const command of commands) addCommand(program, families, command, door, outcome);
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return outcome.exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    door.terminal.err(`${asCalled(failedOutcome(error).text, door.calledAs)}\n`);
    return 1;
  }
}

function newProgram({ terminal }: Door): Program {
  return new Program('keyholder')
    .usage('COMMAND [--help]')
    .description('Who holds the keys to our social accounts, and are we sure that someone who left no longer does?')
    .version(readConfig({}).version, '--version', 'print the version')
    .helpOption('--help', 'say what a command does and takes')
    .helpCommand(false)
    .enablePositionalOptions()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: (text, write) => write(`${misunderstood(text)}\n`) })
    .configureHelp({ styleTitle: (text) => text.replace(/^Options:$/, 'Also:'), subcommandTerm: termOf })
    .addHelpText(
      'after',
      '\nEvery command takes --json for a result that programs read. Exit: 0 done, 1 failed, 2 not understood, 3 found something, 4 whole but by an unknown key.',
    )
    .exitOverride();
}

/** One line: what was not understood, and the nearest that is. */
function misunderstood(text: string): string {
  const [first = '', guess] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const unknown = /^unknown command '(.+)'/.exec(first)?.[1];
  const said = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.$/, '');
  const near = guess ? guess.replace(/^\((.*)\)$/, '$1') : unknown && alsoNamed(unknown);
  return [`${said}.`, near, 'Add --help to see what there is.'].filter(Boolean).join(' ');
}

/** Somebody who remembers the second word only: `verify` is `audit verify`. */
function alsoNamed(word: string): string | undefined {
  const names = commands.map(({ name }) => name).filter((name) => name.split(' ').includes(word));
  return names.length > 0 ? `Did you mean ${names.join(' or ')}?` : undefined;
}

function addCommand(program: Program, families: Map<string, Program>, command: AppCommand, door: Door, outcome: { exit: number }): void {
  const [first = '', second] = command.name.split(' ');
  const parent = second ? familyOf(program, families, first) : program;
  const entry = parent.command(second ?? first).description(sentence(command.summary));
  for (const word of command.arguments) entry.argument(shown(word), word.doc);
  for (const { flag, value, doc, choices } of command.options) {
    const option = new Option(value ? `--${flag} <${value}>` : `--${flag}`, doc);
    entry.addOption(choices ? option.choices([...choices]) : option);
  }
  entry.option('--json', 'print the result as JSON');
  entry.action(async (...given: unknown[]) => {
    const { json, ...options } = entry.opts<Record<string, string | boolean>>();
    const words = given
      .slice(0, command.arguments.length)
      .flatMap((word) => (Array.isArray(word) ? word.map(String) : [typeof word === 'string' ? word : undefined]));
    const { interactive } = door.terminal;
    const asks = interactive && !json && command.options.includes(yes) && !options.yes && !options.dryRun;
    const result = await perform(command, { words, options: asTyped(options), asks }, door);
    print(door, result, json === true);
    outcome.exit = result.exit;
  });
}

function print({ terminal, calledAs }: Door, result: CommandOutcome, json: boolean): void {
  if (result.written) return;
  const text = `${asCalled(result.text, calledAs)}\n`;
  if (json) terminal.out(`${JSON.stringify(result.json, null, 2)}\n`);
  else if (result.failed) terminal.err(text);
  else terminal.out(text);
}

function familyOf(program: Program, families: Map<string, Program>, name: string): Program {
  const known = families.get(name);
  if (known) return known;
  const family = program
    .command(name)
    .helpCommand(false)
    .description(familySummaries[name] ?? '');
  families.set(name, family);
  return family;
}

/** `verify FILE`: what it takes, without saying of each that it has options. */
function termOf(command: Program): string {
  return [command.name(), ...command.registeredArguments.map((word) => (word.required ? word.name() : `[${word.name()}]`))].join(' ');
}

function shown({ name, optional, many }: CommandWord): string {
  const all = many ? `${name}...` : name;
  return optional ? `[${all}]` : `<${all}>`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

/** Commander turns `--dry-run` into `dryRun`; commands know their options as people type them. */
function asTyped(options: Record<string, string | boolean>): Record<string, string | boolean> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value]));
}
