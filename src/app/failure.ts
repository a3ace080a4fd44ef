import { ConfigError } from '#src/host/config.ts';
import { RootKeyError } from '#src/host/root-key.ts';
import { BackupRefused, DatabaseInUse, MigrationRefused } from '#src/host/db/errors.ts';
import { AnchorUnreadable } from '#src/host/anchor.ts';
import { Problem } from '#src/ground/problem.ts';
import { fieldText, messagesFor, problemText } from '#src/ui/messages/index.ts';

/** Errors whose message was written for the person at the terminal. */
const plain = [ConfigError, RootKeyError, DatabaseInUse, MigrationRefused, BackupRefused, AnchorUnreadable];

/** What a person at a terminal reads when a process cannot go on. An error of ours keeps its stack: it is a bug to report. */
export function explainFailure(error: unknown): string {
  if (plain.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof Problem) {
    const t = messagesFor('en');
    const fields = error.fields.map((field) => `  ${field.field}: ${fieldText(t, field)}`);
    return [problemText(t, error), ...fields].join('\n');
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'Another program listens on this address. Stop it, or choose another with KEYHOLDER_LISTEN=127.0.0.1:8081.';
  }
  return error instanceof Error ? `Keyholder stopped on an error of its own: ${error.stack ?? error.name}` : 'Keyholder stopped on an unknown error.';
}
