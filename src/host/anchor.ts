import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Instant } from './clock.ts';

/** The head of the audit chain as last seen by this node, kept where the database cannot reach it. */
export type AnchorPoint = { seq: number; hash: string; at: Instant };

const stored = z.object({ v: z.literal(1), seq: z.int().min(0), hash: z.string().length(64), at: z.number() });

export class AnchorUnreadable extends Error {
  override readonly name = 'AnchorUnreadable';
}

/** Undefined when there is no such file. @throws AnchorUnreadable when there is one that is not ours or is damaged. */
export function readAnchor(path: string): AnchorPoint | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { seq, hash, at } = stored.parse(JSON.parse(text));
    return { seq, hash, at };
  } catch (cause) {
    throw new AnchorUnreadable(`${path} is not an audit anchor. Put back the right file, or move it away.`, { cause });
  }
}

/** Replaced as a whole: a crash leaves the old anchor or the new one. */
export function writeAnchor(path: string, point: AnchorPoint): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify({ v: 1, ...point })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}

export class AnchorUnwritable extends Error {
  override readonly name = 'AnchorUnwritable';
}

/** An operator's word that a differing head is accepted, kept beside the anchor until the next start uses it up. */
const acceptancePath = (path: string) => `${path}.accepted`;

export function readAcceptance(path: string): AnchorPoint | undefined {
  return readAnchor(acceptancePath(path));
}

/** @throws AnchorUnwritable when there is no place for it, or none that this user may write in */
export function writeAcceptance(path: string, point: AnchorPoint): void {
  try {
    writeAnchor(acceptancePath(path), point);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'is not there' : 'cannot be written in';
    throw new AnchorUnwritable(`The folder of the audit anchor, ${dirname(path)}, ${why}. Make it, or set KEYHOLDER_AUDIT_ANCHOR, and accept again.`, {
      cause,
    });
  }
}

export function dropAcceptance(path: string): void {
  rmSync(acceptancePath(path), { force: true });
}
