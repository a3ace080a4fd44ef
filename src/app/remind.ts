import { notificationsCommands } from '#src/features/notifications/index.ts';
import type { Command } from '#src/http/command.ts';
import type { AppCommand } from './app-command.ts';
import { closedProblem } from './boot.ts';
import { keptRun } from './schedule.ts';

/**
 * A run of it is written down as a job's is, so that it is known when it was last done, and a disk that takes nothing is noticed
 * also on a day on which nobody has to be told anything.
 */
const told = ({ run, ...facts }: Command): AppCommand => ({
  ...facts,
  async run(app, ctx, input) {
    if (app.state() !== 'open') throw closedProblem(app.state());
    return keptRun(ctx, facts.name, () => run(ctx, input));
  },
});

export const remindCommands: readonly AppCommand[] = notificationsCommands.map(told);
