import { ConfigError } from '#src/host/setting-values.ts';
import { SettingsFileError } from '#src/host/settings-file.ts';
import { RootKeyError } from '#src/host/root-key.ts';
import { MachineTrouble, troubleOf } from '#src/host/trouble.ts';
import {
  BackupRefused,
  DatabaseInUse,
  DatabaseMoved,
  DatabaseUnavailable,
  MigrationRefused,
  MoveRefused,
  RestoreRefused,
  UnsafeDatabase,
} from '#src/host/db/errors.ts';
import { AnchorUnreadable, AnchorUnwritable } from '#src/host/anchor.ts';
import { asProblem } from '#src/http/problems.ts';
import { fieldText, messagesFor, problemText } from '#src/ui/messages/index.ts';
import { NotADemo } from './demo/demo-file.ts';
import type { CommandOutcome } from './app-command.ts';
import { PathRefused } from './typed-paths.ts';

/** Errors whose message was written for the person at the terminal. */
const plain = [
  ConfigError,
  SettingsFileError,
  RootKeyError,
  MachineTrouble,
  DatabaseInUse,
  MigrationRefused,
  DatabaseUnavailable,
  DatabaseMoved,
  MoveRefused,
  UnsafeDatabase,
  BackupRefused,
  RestoreRefused,
  AnchorUnreadable,
  AnchorUnwritable,
  PathRefused,
  NotADemo,
];

const notUnderstood = 'web.invalid-fields';

/** What a person at a terminal reads when a process cannot go on. An error of ours keeps its stack: it is a bug to report. */
export function explainFailure(error: unknown, dataDir: string | null = null): string {
  if (plain.some((kind) => error instanceof kind)) return (error as Error).message;
  const trouble = troubleOf(error, dataDir);
  if (trouble) return trouble.sentence;
  const problem = asProblem(error);
  if (problem) {
    const t = messagesFor('en');
    const fields = problem.fields.map((field) => `${field.field}: ${fieldText(t, field)}`);
    // Which words were not understood says it all.
    if (problem.code === notUnderstood && fields.length > 0) return fields.join('\n');
    return [problemText(t, problem), ...fields.map((line) => `  ${line}`)].join('\n');
  }
  return error instanceof Error ? `Keyholder stopped on an error of its own: ${error.stack ?? error.name}` : 'Keyholder stopped on an unknown error.';
}

/** The same for a command: by whichever way it was carried out, one outcome. */
export function failedOutcome(error: unknown, dataDir: string | null = null): CommandOutcome {
  const message = explainFailure(error, dataDir);
  const problem = asProblem(error);
  if (!problem) return { text: message, json: { error: { code: troubleOf(error)?.code ?? 'failed', message } }, exit: 1, failed: true };
  const t = messagesFor('en');
  const fields = problem.fields.map((field) => ({ field: field.field, message: fieldText(t, field) }));
  const json = { error: { code: problem.code, message: troubleOf(error) ? message : problemText(t, problem), ...(fields.length > 0 ? { fields } : {}) } };
  return { text: message, json, exit: problem.code === notUnderstood ? 2 : 1, failed: true };
}
