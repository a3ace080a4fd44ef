import { DiskFails, DiskFull } from '#src/host/db/errors.ts';

export type ProblemKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'stale' | 'step-up' | 'limited' | 'unavailable';

/** A field's name and why it is wrong, as a message key with its parameters. Never the value. */
export type FieldProblem = { field: string; code: string; params?: ProblemParams };
export type ProblemParams = Record<string, string | number>;

/** `code` is a message key under `problems` (`grant.already-ended`); the door translates it and prints `params` in it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly code: string;
  readonly params: ProblemParams;
  readonly fields: readonly FieldProblem[];

  constructor(kind: ProblemKind, code: string, more: { params?: ProblemParams; fields?: readonly FieldProblem[]; cause?: unknown } = {}) {
    super(code, { cause: more.cause });
    this.kind = kind;
    this.code = code;
    this.params = more.params ?? {};
    this.fields = more.fields ?? [];
  }
}

/** For what is only noted on the way: while nothing may or can be written, whatever is asked for is answered all the same. */
export function unlessClosed(error: unknown): void {
  if (error instanceof DiskFull || error instanceof DiskFails) return;
  if (!(error instanceof Problem) || error.kind !== 'unavailable') throw error;
}

/** The row, or `missing`: what is not there and what must not be seen look alike. */
export function found<T>(row: T | undefined | null, code: string): T {
  if (row === undefined || row === null) throw new Problem('missing', code);
  return row;
}
