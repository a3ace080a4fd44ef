import type { Ctx } from '#src/ground/ctx.ts';
import type { Config } from '#src/host/config.ts';
import type { CommandFacts, CommandInput, CommandResult } from '#src/http/command.ts';
import type { App } from './boot.ts';

/** A command that may need the process itself: its database file, its chain, its configuration. */
export type AppCommand = CommandFacts & (Inside | Outside) & { /** What is done where it was typed once its file is kept. */ kept?: Kept };

type Kept = (input: CommandInput, file: string, outcome: CommandOutcome) => CommandOutcome;

/** `needsServer`: it is about the process that serves, and means nothing in one that ends with the command. */
type Inside = { run(app: App, ctx: Ctx, input: CommandInput): Promise<CommandResult>; offline?: never; needsServer?: true };
/** Runs right where it is typed, with no database open. */
type Outside = { offline(input: CommandInput, config: () => Config): Promise<CommandResult>; run?: never };

/** `failed`: its text is an error's, and goes where errors go. */
export type CommandOutcome = CommandResult & { failed?: true /** It went to standard output itself: nothing else is printed there. */; written?: true };
