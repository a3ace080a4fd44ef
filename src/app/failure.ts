import { ConfigError } from '#src/host/config.ts';
import { RootKeyError } from '#src/host/root-key.ts';
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
import { AnchorUnreadable } from '#src/host/anchor.ts';
import { Problem } from '#src/ground/problem.ts';
import { fieldText, messagesFor, problemText } from '#src/ui/messages/index.ts';
import { NotADemo } from './demo/demo-file.ts';
import type { CommandOutcome } from './app-command.ts';
import { PathRefused } from './typed-paths.ts';

/** Errors whose message was written for the person at the terminal. */
const plain = [
  ConfigError,
  RootKeyError,
  DatabaseInUse,
  MigrationRefused,
  DatabaseUnavailable,
  DatabaseMoved,
  MoveRefused,
  UnsafeDatabase,
  BackupRefused,
  RestoreRefused,
  AnchorUnreadable,
  PathRefused,
  NotADemo,
];

const notUnderstood = 'web.invalid-fields';

/** What a person at a terminal reads when a process cannot go on. An error of ours keeps its stack: it is a bug to report. */
export function explainFailure(error: unknown): string {
  if (plain.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof Problem) {
    const t = messagesFor('en');
    const fields = error.fields.map((field) => `${field.field}: ${fieldText(t, field)}`);
    // Which words were not understood says it all.
    if (error.code === notUnderstood && fields.length > 0) return fields.join('\n');
    return [problemText(t, error), ...fields.map((line) => `  ${line}`)].join('\n');
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'Another program listens on this address. Stop it, or choose another with KEYHOLDER_LISTEN=127.0.0.1:8081.';
  if (code === 'EACCES' || code === 'EPERM') return `${(error as Error).message}. Run this as the user that the data directory belongs to.`;
  return error instanceof Error ? `Keyholder stopped on an error of its own: ${error.stack ?? error.name}` : 'Keyholder stopped on an unknown error.';
}

/** The same for a command: by whichever way it was carried out, one outcome. */
export function failedOutcome(error: unknown): CommandOutcome {
  const message = explainFailure(error);
  if (!(error instanceof Problem)) return { text: message, json: { error: { code: 'failed', message } }, exit: 1, failed: true };
  const t = messagesFor('en');
  const fields = error.fields.map((field) => ({ field: field.field, message: fieldText(t, field) }));
  const json = { error: { code: error.code, message: problemText(t, error), ...(fields.length > 0 ? { fields } : {}) } };
  return { text: message, json, exit: error.code === notUnderstood ? 2 : 1, failed: true };
}
