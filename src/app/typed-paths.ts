import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { Upload } from '#src/http/routes.ts';

/** A path that somebody typed and that cannot be used as it is. */
export class PathRefused extends Error {
  override readonly name = 'PathRefused';
}

/** @throws PathRefused */
export function readTyped(path: string): Upload {
  return orRefuse(path, () => ({ name: basename(path), bytes: readFileSync(path) }));
}

/** However it was typed: a file of that name is refused as one that exists. */
export const isStandardOutput = (typed: string) => typed === '-' || typed === '/dev/stdout';

export type OutputFile = { write(text: string): Promise<void>; keep(): void; discard(): void };

/** A new file for what a command writes; only its owner may read it. @throws PathRefused */
export function openOutput(path: string): OutputFile {
  const file = orRefuse(path, () => openSync(path, 'wx', 0o600));
  return {
    write: async (text) => void writeSync(file, text),
    keep() {
      fsyncSync(file);
      closeSync(file);
    },
    discard() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

const refusals: Readonly<Record<string, string>> = {
  EEXIST: 'exists already, and no file is overwritten.',
  ENOENT: 'is not there.',
  ENOTDIR: 'is not there.',
  EISDIR: 'is a folder.',
  EACCES: 'may not be read or written by you.',
};

function orRefuse<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const because = error instanceof Error && 'code' in error ? refusals[String(error.code)] : undefined;
    if (because) throw new PathRefused(`${path} ${because}`);
    throw error;
  }
}
