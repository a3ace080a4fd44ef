import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readRootKeyFile, type RootKey, RootKeyError, syncFolder } from './root-key.ts';

/** A file that holds a root key, or should. */
export type KeyFile = { readonly path: string; readonly key: RootKey | RootKeyError };

/** Where a key waits that is to take the place of the one at `path`. */
export const nextKeyFile = (path: string) => `${path}.new`;

const keptAs = (path: string, keyId: string) => `${path}.retired-${keyId}`;

/** The key file and what lies beside it: the next key, and those whose place another took. */
export function keyFiles(path: string): KeyFile[] {
  return [path, nextKeyFile(path), ...keptBeside(path)].flatMap((file) => {
    const key = readOrFault(file);
    return key === 'absent' ? [] : [{ path: file, key }];
  });
}

function keptBeside(path: string): string[] {
  const folder = dirname(path);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.startsWith(keptAs(basename(path), '')));
  return names.sort().map((name) => join(folder, name));
}

function readOrFault(path: string): RootKey | RootKeyError | 'absent' {
  try {
    return readRootKeyFile(path);
  } catch (error) {
    if (!(error instanceof RootKeyError)) throw error;
    return error;
  }
}

/**
 * Puts the key that was read from `from` where it belongs, and keeps what stands there under a name of its own; nothing is overwritten. Killed
 * in between, each key is in a file that `keyFiles` finds. @returns whether it stands there now
 */
export function putInPlace(path: string, from: string): boolean {
  if (from === path) return true;
  const there = readOrFault(path);
  if (there !== 'absent') {
    if (there instanceof RootKeyError) return false;
    const kept = keptAs(path, there.keyId);
    if (existsSync(kept)) return false;
    renameSync(path, kept);
  }
  renameSync(from, path);
  syncFolder(dirname(path));
  return true;
}
