import { DatabaseUnavailable } from './errors.ts';

/** What `pg` says when the server asks for a password and nobody gave one. */
const noPassword = /client password must be a (non-empty )?string/;
/** What `pg` says when it refuses to send: then nothing reached the server. */
const neverSent = /not queryable/;
const ofTheConnection =
  /^(Connection terminated|Query read timeout|timeout exceeded|timeout expired|The server does not support SSL|There was an error establishing an SSL|SASL)/;

/**
 * The connection is gone or could not be made: told by the system, by TLS, by `pg`, or by a server that closes it. What
 * a server answers with an ordinary error is none of these.
 */
export function lostConnection(error: unknown): DatabaseUnavailable | undefined {
  // Every address of a name was tried, and the last of them tells as much as all.
  if (error instanceof AggregateError) return lostConnection(error.errors.at(-1));
  if (!(error instanceof Error)) return undefined;
  const told =
    'severity' in error ? error.severity !== 'ERROR' : 'syscall' in error || isOfTls(error) || isUnsent(error) || ofTheConnection.test(error.message);
  const why = noPassword.test(error.message) ? 'it asks for a password. Set PGPASSWORD, or use a password file' : error.message;
  return told ? new DatabaseUnavailable(`The database cannot be reached: ${why}.`, { cause: error }) : undefined;
}

export function isUnsent(error: Error): boolean {
  return neverSent.test(error.message);
}

function isOfTls(error: Error): boolean {
  return 'code' in error && /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(String(error.code));
}
