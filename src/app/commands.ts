import { directoryCommands } from '#src/features/directory/index.ts';
import { homeCommands } from '#src/features/home/index.ts';
import { notificationsCommands } from '#src/features/notifications/index.ts';
import { offboardingCommands } from '#src/features/offboarding/index.ts';
import { rotationCommands } from '#src/features/rotation/index.ts';
import { setupCommands } from '#src/features/setup/index.ts';
import type { Command } from '#src/http/routes.ts';
import type { AppCommand } from './app-command.ts';
import { acceptCommand } from './accept.ts';
import { verifyCommand } from './audit-verify.ts';
import { backupCommand } from './backup.ts';
import { doctorCommand } from './doctor.ts';

const ofFeature = (command: Command): AppCommand => ({ ...command, run: (_app, ctx, input) => command.run(ctx, input) });

/** Every command there is, besides `serve`, which is the process itself. */
export const commands: readonly AppCommand[] = [
  ...setupCommands.map(ofFeature),
  ...homeCommands.map(ofFeature),
  doctorCommand,
  ...directoryCommands.map(ofFeature),
  ...offboardingCommands.map(ofFeature),
  ...rotationCommands.map(ofFeature),
  ...notificationsCommands.map(ofFeature),
  verifyCommand,
  acceptCommand,
  backupCommand,
];
