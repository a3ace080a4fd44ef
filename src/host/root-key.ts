import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { newKey } from './crypto/keys.ts';
import { keyLength } from './crypto/seal.ts';

export type RootKey = { readonly keyId: string; readonly key: Buffer };

/** Where the root key is kept. It never decides whether to create one: only the database knows whether data exists. */
export type RootKeySource = {
  /** For messages: says where, never what. */
  readonly location: string;
  /** @throws RootKeyError */
  readonly read: () => RootKey | 'absent';
  /** @throws RootKeyError */
  readonly create: (keyId: string) => RootKey;
};

const advice = {
  exists: 'There is a file already, and a root key is never overwritten. Move it away or name another place.',
  'loose-permissions': 'Other users of this machine may open it. Run chmod 600 on it. If somebody has read it, change the root key afterwards.',
  malformed: 'This is not a whole root key file. Put back your copy of it; do not edit it by hand.',
  'wrong-owner': 'It may not be read by the user that Keyholder runs as. Run chown on it, so that it belongs to that user.',
  unreachable: 'It cannot be used. Check that its folder exists and that this user may read and write there.',
  'unknown-source': 'The place is not understood. Write it as file:PATH.',
};

export type RootKeyFault = keyof typeof advice;

/** The message names the place and what to do next, and nothing of the content. */
export class RootKeyError extends Error {
  override readonly name = 'RootKeyError';
  readonly fault: RootKeyFault;
  constructor(fault: RootKeyFault, place: string, cause?: unknown) {
    super(`Root key at ${place}: ${advice[fault]}`, { cause });
    this.fault = fault;
  }
}

const fileLine = /^keyholder-root-key-v1 ([A-Za-z0-9_-]{1,64}) ([A-Za-z0-9+/]+={0,2})\n?$/;
const maxFileBytes = 256;
const ownerOnly = 0o600;
const groupAndOthers = 0o077;

/** `setting` is the configured place, as in `file:/var/lib/keyholder/root.key`. */
export function rootKeySource(setting: string): RootKeySource {
  const path = /^file:(.+)$/.exec(setting)?.[1];
  // The setting is not repeated: somebody may have put the key itself there.
  if (path === undefined) throw new RootKeyError('unknown-source', 'KEYHOLDER_ROOT_KEY');
  return { location: path, read: () => readRootKeyFile(path), create: (keyId) => createRootKeyFile(path, keyId) };
}

/** Never overwrites. Once it returns, the key survives a power cut. */
export function createRootKeyFile(path: string, keyId: string): RootKey {
  const key = newKey();
  const line = `keyholder-root-key-v1 ${keyId} ${key.toString('base64')}\n`;
  if (!fileLine.test(line)) throw new RangeError('A root key id has 1 to 64 letters, digits, "_" or "-".');
  let file: number;
  try {
    file = openSync(path, 'wx', ownerOnly);
  } catch (error) {
    throw new RootKeyError(codeOf(error) === 'EEXIST' ? 'exists' : 'unreachable', path, error);
  }
  try {
    writeFileSync(file, line);
    fsyncSync(file);
    syncFolder(dirname(path));
  } catch (error) {
    // Nothing is sealed under this key yet; a half-written file would only be in the way.
    rmSync(path, { force: true });
    throw new RootKeyError('unreachable', path, error);
  } finally {
    closeSync(file);
  }
  return { keyId, key };
}

export function readRootKeyFile(path: string): RootKey | 'absent' {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'absent';
    if (codeOf(error) === 'EACCES') throw new RootKeyError('wrong-owner', path, error);
    throw new RootKeyError('unreachable', path, error);
  }
  try {
    // Asked of the open file, not of the path: nobody can swap it between the look and the read.
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > maxFileBytes) throw new RootKeyError('malformed', path);
    if ((stat.mode & groupAndOthers) !== 0) throw new RootKeyError('loose-permissions', path);
    return parsed(path, readFileSync(file, 'utf8'));
  } finally {
    closeSync(file);
  }
}

function parsed(path: string, text: string): RootKey {
  const [, keyId, base64] = fileLine.exec(text) ?? [];
  if (keyId === undefined || base64 === undefined) throw new RootKeyError('malformed', path);
  const key = Buffer.from(base64, 'base64');
  // Buffer.from skips what it cannot read; writing it back shows whether it did.
  if (key.length !== keyLength || key.toString('base64') !== base64) throw new RootKeyError('malformed', path);
  return { keyId, key };
}

// The name of a new file is part of its folder, and durable only when the folder is.
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
