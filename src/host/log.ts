import pino from 'pino';
import { requestScope } from './request-scope.ts';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const secretNames = ['password', 'secret', 'token', 'code', 'seed', 'value', 'cookie', 'authorization'];

/** One JSON line an entry. Database errors carry their parameters, so an error is reduced to its name, code and stack. */
export function createLog(level: LogLevel, stream: { write(line: string): void } = process.stderr): Log {
  return pino(
    {
      level,
      base: null,
      // By name: whoever collects logs need not know pino's numbers.
      formatters: { level: (name) => ({ level: name }) },
      mixin: () => requestScope() ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
      serializers: { err: describeError },
    },
    stream,
  );
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  return { name: error.name, ...(code ? { code } : {}), at: frames, ...(error.cause ? { cause: describeError(error.cause) } : {}) };
}
