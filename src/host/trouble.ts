import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { standingAt } from './owner.ts';

/** What a machine can do to us, in one word for programs and a sentence for whoever runs it. */
export type Trouble = { code: string; sentence: string };

/** A trouble whose sentence is known where it is thrown. */
export class MachineTrouble extends Error {
  override readonly name = 'MachineTrouble';
}

type Told = { code: string; path: string | null; syscall: string | null; dataDir: string | null };
type Row = { code: string; when: RegExp; say(told: Told): string };

/** One row for each thing that an operator meets, by the codes of the system and of SQLite; the first that fits. */
const rows: readonly Row[] = [
  {
    code: 'disk-full',
    when: /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_SHMSIZE|53100)$/,
    say: (told) => `The disk of ${place(told)} is full. Nothing was changed. Make room, and type it again; a running server goes on by itself.`,
  },
  {
    code: 'read-only',
    when: /^(EROFS|SQLITE_READONLY\w*|25006)$/,
    say: (told) => notMine(told) ?? `${place(told)} can only be read: the disk is mounted so, or the unit does not let it be written (ReadWritePaths=).`,
  },
  {
    code: 'disk-fails',
    when: /^(EIO|SQLITE_IOERR\w*|58030)$/,
    say: (told) => `The disk of ${place(told)} fails (${told.code}). Nothing was changed. Look at the log of the machine, and have a backup at hand.`,
  },
  {
    code: 'address-in-use',
    when: /^EADDRINUSE$/,
    say: () => 'Another program listens on this address. Stop it, or choose another with KEYHOLDER_LISTEN=127.0.0.1:8081.',
  },
  {
    code: 'no-such-address',
    when: /^EADDRNOTAVAIL$/,
    say: () => 'This machine has no such address. Set KEYHOLDER_LISTEN to one of its own, such as 127.0.0.1:8080.',
  },
  {
    code: 'not-permitted',
    when: /^(EACCES|EPERM|SQLITE_CANTOPEN\w*|SQLITE_PERM|SQLITE_AUTH)$/,
    say: (told) =>
      told.syscall === 'listen'
        ? 'Only root may listen on a port below 1024. Listen on 127.0.0.1:8080, and let a proxy have the port.'
        : (notMine(told) ?? refused(told)),
  },
  {
    code: 'damaged',
    when: /^SQLITE_(CORRUPT\w*|NOTADB)$/,
    say: (told) => `The database in ${place(told)} is damaged. Leave it as it is, and put a backup in place: './keyholder restore FILE --force'.`,
  },
  {
    code: 'no-folder',
    when: /^(ENOTDIR|EEXIST)$/,
    say: (told) => `${place(told)} cannot be a folder: a file is in the way. Move it away, or name another place.`,
  },
  {
    code: 'too-many-files',
    when: /^(EMFILE|ENFILE)$/,
    say: () => 'This process may open no more files. Raise its limit (LimitNOFILE= in the unit, or ulimit -n).',
  },
  { code: 'no-memory', when: /^(ENOMEM|SQLITE_NOMEM)$/, say: () => 'There is no memory left for this. Nothing was changed.' },
];

/** Null for what is no matter of the machine. `dataDir` helps where SQLite does not say which file it means. */
export function troubleOf(error: unknown, dataDir: string | null = null): Trouble | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const told = { ...toldBy(at), dataDir };
    const row = rows.find(({ when }) => when.test(told.code));
    if (row) return { code: row.code, sentence: row.say(told) };
  }
  return null;
}

function toldBy(error: Error): Omit<Told, 'dataDir'> {
  const text = (name: string) => (name in error && typeof error[name as keyof Error] === 'string' ? String(error[name as keyof Error]) : null);
  return { code: text('code') ?? '', path: text('path'), syscall: text('syscall') };
}

function place({ path, dataDir }: Told): string {
  return path ?? dataDir ?? 'the database';
}

/** A file that belongs to somebody else: which, whose, and what to type. */
function notMine({ path, dataDir }: Told): string | null {
  const asked = path ? [path] : inside(dataDir);
  const foreign = asked.map((one) => ({ asked: one, ...standingAt(one) })).find(({ me, owner }) => owner !== null && owner !== me);
  if (!foreign) return null;
  const { me, owner } = foreign;
  if (owner !== 'root') return `${foreign.path} belongs to ${owner}, and this runs as ${me}. Run it as ${owner}: 'sudo -u ${owner} …'.`;
  if (foreign.path !== foreign.asked) return `${foreign.path} keeps ${me} out. Run this as the user that the data directory belongs to.`;
  // What root left among ours is ours to have back.
  return `${foreign.path} belongs to root, and this runs as ${me}. Give it back: 'sudo chown ${me.replace('#', '')} ${foreign.path}'.`;
}

function refused(told: Told): string {
  return `${place(told)} may not be used by ${standingAt('/').me}. Let this user read and write it, or run this as the user that the data directory belongs to.`;
}

function inside(dataDir: string | null): string[] {
  if (dataDir === null) return [];
  try {
    return [dataDir, ...readdirSync(dataDir).map((name) => join(dataDir, name))];
  } catch {
    return [dataDir];
  }
}
