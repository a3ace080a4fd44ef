import type { Ctx } from '#src/ground/ctx.ts';
import type { Command, CommandInput, CommandResult } from '#src/http/routes.ts';
import type { App } from './boot.ts';

/** A command that may need the process itself: its database file, its chain, its configuration. */
export type AppCommand = Omit<Command, 'run'> & { run(app: App, ctx: Ctx, input: CommandInput): Promise<CommandResult> };
