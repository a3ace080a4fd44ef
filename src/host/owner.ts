import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

type Owner = { uid: number; gid: number };

/** Who owns a path, or the nearest folder above it that is there. */
function ownerOf(path: string): Owner {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat) return stat;
  return path === dirname(path) ? { uid: 0, gid: 0 } : ownerOf(dirname(path));
}

/** Root working in the data directory of somebody else would leave files there that this somebody cannot open. */
function toBecome(dataDir: string): Owner | null {
  if (process.geteuid?.() !== 0) return null;
  const owner = ownerOf(dataDir);
  return owner.uid === 0 ? null : owner;
}

/** For good: a process that serves. */
export function becomeOwnerOf(dataDir: string): void {
  const owner = toBecome(dataDir);
  if (!owner) return;
  process.setgroups?.([owner.gid]);
  process.setgid?.(owner.gid);
  process.setuid?.(owner.uid);
}

/** For the work on a data directory: the files that root typed stay root's. Returns what undoes it. */
export function actAsOwnerOf(dataDir: string): () => void {
  const owner = toBecome(dataDir);
  if (!owner) return () => undefined;
  const before = { groups: process.getgroups?.() ?? [], gid: process.getegid?.() ?? 0 };
  process.setgroups?.([owner.gid]);
  process.setegid?.(owner.gid);
  process.seteuid?.(owner.uid);
  return () => {
    process.seteuid?.(0);
    process.setegid?.(before.gid);
    process.setgroups?.(before.groups);
  };
}

/** The name of a user of this machine, or its number as `sudo -u` takes it. */
export function userName(uid: number): string {
  return namesOfUsers().get(uid) ?? `#${uid}`;
}

function namesOfUsers(): Map<number, string> {
  try {
    return new Map(
      readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
        .map(([name = '', , uid]) => [Number(uid), name]),
    );
  } catch {
    // A machine that keeps its users elsewhere.
    return new Map();
  }
}

/** Who this process acts as, and whom a path belongs to, or the folder that hides it; no owner where there is nothing. */
export function standingAt(path: string): { path: string; me: string; owner: string | null } {
  const me = userName(process.geteuid?.() ?? 0);
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return { path, me, owner: stat ? userName(stat.uid) : null };
  } catch {
    return path === dirname(path) ? { path, me, owner: null } : standingAt(dirname(path));
  }
}
