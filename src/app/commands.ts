import { auditCommands } from '#src/features/audit/index.ts';
import { directoryCommands } from '#src/features/directory/index.ts';
import { homeCommands } from '#src/features/home/index.ts';
import { notificationsCommands } from '#src/features/notifications/index.ts';
import { offboardingCommands } from '#src/features/offboarding/index.ts';
import { rotationCommands } from '#src/features/rotation/index.ts';
import { setupCommands } from '#src/features/setup/index.ts';
import type { Command } from '#src/http/routes.ts';

/** Every command there is, besides `serve`, which is the process itself. */
export const commands: readonly Command[] = [
  ...setupCommands,
  ...homeCommands,
  ...directoryCommands,
  ...offboardingCommands,
  ...rotationCommands,
  ...notificationsCommands,
  ...auditCommands,
];
