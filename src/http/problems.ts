import { VaultSealed } from '#src/host/vault.ts';
import { DatabaseUnavailable, DiskFails, DiskFull, OutcomeUnknown, WriterBusy } from '#src/host/db/database.ts';
import { HasherBusy } from '#src/host/crypto/hash.ts';
import { Problem, type ProblemKind } from '#src/ground/problem.ts';

export const httpStatus = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  'step-up': 403,
  limited: 429,
  unavailable: 503,
} as const satisfies Record<ProblemKind, number>;

/** What the host throws when it cannot serve, in the words of the doors; anything else is a bug and stays one. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof VaultSealed) return new Problem('unavailable', 'vault.sealed', { cause: error });
  if (error instanceof WriterBusy || error instanceof HasherBusy) return new Problem('unavailable', 'host.busy', { cause: error });
  if (error instanceof DatabaseUnavailable) return new Problem('unavailable', 'host.no-database', { cause: error });
  if (error instanceof DiskFull) return new Problem('unavailable', 'host.disk-full', { cause: error });
  if (error instanceof DiskFails) return new Problem('unavailable', 'host.disk-fails', { cause: error });
  if (error instanceof OutcomeUnknown) return new Problem('unavailable', 'host.outcome-unknown', { cause: error });
  return undefined;
}
