import { auditCommands, verifyCommands } from '#src/features/audit/index.ts';
import { decisionsCommands } from '#src/features/decisions/index.ts';
import { accessCommands, registerCommands, staffCommands } from '#src/features/desk/index.ts';
import { directoryCommands } from '#src/features/directory/index.ts';
import { homeCommands } from '#src/features/home/index.ts';
import { offboardingCommands, reinstateCommands } from '#src/features/offboarding/index.ts';
import { rotationCommands } from '#src/features/rotation/index.ts';
import { sessionsCommands } from '#src/features/sessions/index.ts';
import { setupCommands } from '#src/features/setup/index.ts';
import { tokensCommands } from '#src/features/tokens/index.ts';
import type { Command } from '#src/http/command.ts';
import type { AppCommand } from './app-command.ts';
import { acceptCommand } from './accept.ts';
import { verifyCommand } from './audit-verify.ts';
import { backupCommand } from './backup.ts';
import { acceptClockCommand } from './clock.ts';
import { demoCodeCommand, demoTokenCommand } from './demo/code.ts';
import { grantsCommand, migrateCommand } from './database-commands.ts';
import { doctorCommand } from './doctor.ts';
import { migrateToCommand } from './migrate-to.ts';
import { remindCommands } from './remind.ts';
import { restoreCommand } from './restore.ts';
import { changeRootKeyCommand, changeSigningKeyCommand, keyHandoversCommand, keyStatusCommand } from './key-commands.ts';
import { sealCommand, unsealCommand } from './seal.ts';

const ofFeature = (command: Command): AppCommand => ({ ...command, run: (_app, ctx, input) => command.run(ctx, input) });

export type CommandGroup = { title: string; commands: readonly AppCommand[] };

/** Every command there is, in the order of help and docs; besides `serve`, which is the process itself. */
export const commandGroups: readonly CommandGroup[] = [
  { title: 'To run it:', commands: [...setupCommands.map(ofFeature), ...homeCommands.map(ofFeature), doctorCommand, demoCodeCommand, demoTokenCommand] },
  { title: 'To see who can get in:', commands: [...accessCommands, ...registerCommands].map(ofFeature) },
  { title: 'To bring in what you have:', commands: directoryCommands.map(ofFeature) },
  { title: 'When somebody leaves:', commands: [...offboardingCommands, ...reinstateCommands].map(ofFeature) },
  { title: 'To keep secrets fresh:', commands: [...rotationCommands.map(ofFeature), ...remindCommands] },
  { title: 'To prove it:', commands: [...verifyCommands, verifyCommand, ...auditCommands.map(ofFeature), acceptCommand] },
  {
    title: 'To keep it safe:',
    commands: [
      backupCommand,
      restoreCommand,
      migrateToCommand,
      migrateCommand,
      grantsCommand,
      sealCommand,
      unsealCommand,
      keyStatusCommand,
      changeRootKeyCommand,
      changeSigningKeyCommand,
      keyHandoversCommand,
      acceptClockCommand,
    ],
  },
  { title: 'To look after who may:', commands: [...staffCommands, ...decisionsCommands, ...tokensCommands, ...sessionsCommands].map(ofFeature) },
];

export const commands: readonly AppCommand[] = commandGroups.flatMap((group) => group.commands);

/** What the commands with the same first word are about. */
export const familySummaries: Readonly<Record<string, string>> = {
  access: 'Who can get into an account, and what somebody can get into; now or on a day in the past.',
  accounts: 'The register of accounts.',
  people: 'Everybody who is governed.',
  proposal: 'Acts that wait for a second person.',
  token: 'The API tokens of people and services.',
  admin: 'The rescue when no administrator can act.',
  import: 'Bring in people, accounts, or the values of another vault.',
  offboard: 'Departures: what will end, starting one, and how far it is.',
  rotation: 'Which secrets must change.',
  key: 'The root key, and the key that signs certificates: their state, their history, changing them.',
  clock: 'The clock of this machine, when it stepped.',
  database: 'Tables and rights of a PostgreSQL database.',
  audit: 'The log that cannot be rewritten: verify, export, sign its head.',
};
