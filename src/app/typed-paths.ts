import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { troubleOf } from '#src/host/trouble.ts';
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

export type OutputFile = { path: string; write(part: string | Uint8Array): Promise<void>; keep(): void; discard(): void };

/**
 * A new file for what a command writes; only its owner may read it. It takes its name once it is whole and on the disk, and
 * never that of a file which came meanwhile. @throws PathRefused
 */
export function openOutput(path: string): OutputFile {
  if (orRefuse(path, () => lstatSync(path, { throwIfNoEntry: false }))) throw new PathRefused(`${path} ${refusals.EEXIST}`);
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = orRefuse(path, () => openSync(fresh, 'wx', 0o600));
  return {
    path,
    write: async (part) => orRefuse(path, () => writeFileSync(file, part)),
    keep() {
      orRefuse(path, () => {
        fsyncSync(file);
        closeSync(file);
        takeName(fresh, path);
        syncFolder(dirname(path));
      });
    },
    discard() {
      closeSync(file);
      rmSync(fresh, { force: true });
    },
  };
}

/** A link fails where a name is taken; a disk without links is asked first. */
function takeName(fresh: string, path: string): void {
  try {
    linkSync(fresh, path);
    rmSync(fresh);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(String(error.code)))) throw error;
    if (existsSync(path)) throw Object.assign(new Error(path), { code: 'EEXIST' });
    renameSync(fresh, path);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

const refusals = {
  EEXIST: 'exists already, and no file is overwritten.',
  ENOENT: 'is not there.',
  ENOTDIR: 'is not there.',
  EISDIR: 'is a folder.',
  EACCES: 'may not be read or written by you.',
} satisfies Record<string, string>;

const isKnown = (code: string): code is keyof typeof refusals => code in refusals;

function orRefuse<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (isKnown(code)) throw new PathRefused(`${path} ${refusals[code]}`);
    // A write to an open file does not say which.
    const trouble = troubleOf(error instanceof Error ? Object.assign(error, { path }) : error);
    throw trouble ? new PathRefused(trouble.sentence) : error;
  }
}

const madeName = /^keyholder-\d{4}-\d\d-\d\dT\d{6}Z\.db$/;

/** `keyholder-2026-12-01T023000Z.db`, in the order of time. */
export const nameOfMoment = (iso: string) => `keyholder-${iso.replace(/\.\d+/, '').replace(/(?<=T.*):/g, '')}.db`;

/** Keeps the newest of what was made there before under such names, and touches nothing else. Returns what it removed. */
export function keepNewest(folder: string, keep: number): string[] {
  const old = readdirSync(folder)
    .filter((name) => madeName.test(name))
    .sort()
    .slice(0, -keep)
    .map((name) => join(folder, name));
  for (const path of old) rmSync(path);
  return old;
}

/** @throws PathRefused */
export function makeFolder(path: string): void {
  orRefuse(path, () => mkdirSync(path, { recursive: true, mode: 0o700 }));
}
