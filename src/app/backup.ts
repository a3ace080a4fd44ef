import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { record } from '#src/ground/audit.ts';
import { type CommandInput, flagOf, misread } from '#src/http/command.ts';
import type { AppCommand, CommandOutcome } from './app-command.ts';
import { type App, closedProblem } from './boot.ts';
import { keepNewest } from './typed-paths.ts';

const partBytes = 1024 * 1024;
const mostKept = 1000;

/**
 * The server makes the copy where it may, and whoever typed the command writes it where they may: a service sees another `/tmp` than
 * they do, and may write in no folder but its own.
 */
export const backupCommand: AppCommand = {
  name: 'backup',
  summary: 'write a consistent, verified copy of the database to a new file; the root key is not in it',
  arguments: [{ name: 'FILE', doc: 'file to make; it must not exist yet; - is standard output', path: 'output', optional: true }],
  options: [
    { flag: 'into', value: 'folder', doc: 'instead of FILE: a new file there, named by the moment', path: 'output-folder' },
    { flag: 'keep', value: 'number', doc: 'with --into: of the backups made there so, keep that many of the newest' },
  ],
  busy: 'Copying the database',
  async run(app, ctx, input) {
    // A copy that the log cannot tell of is not made.
    if (app.state() !== 'open') throw closedProblem(app.state());
    keptOf(input);
    const named = input.arguments.FILE !== undefined;
    if (!input.write || named === (flagOf(input, 'into') !== undefined)) throw misread('into', named ? 'invalid' : 'required');
    const copy = join(ctx.config.dataDir, `backup-${ctx.newId('jobRun')}.making`);
    try {
      const { bytes } = await app.db.backup(copy, input.progress);
      await handOver(copy, input.write);
      await ctx.write((tx) => record(tx, ctx, 'backup.made', { kind: 'installation', id: null }, { bytes }));
      return { text: textOf(app, bytes), json: { bytes }, exit: 0 };
    } finally {
      await rm(copy, { force: true });
    }
  },
  kept(input, file, { text, json, exit }): CommandOutcome {
    const keep = keptOf(input);
    const removed = flagOf(input, 'into') === undefined || keep === null ? [] : keepNewest(flagOf(input, 'into') ?? '', keep);
    const gone = removed.map((path) => `Removed ${path}.`);
    return { text: [`${file}: ${text}`, ...gone].join('\n'), json: { file, ...(json as object), removed }, exit };
  },
};

function keptOf(input: CommandInput): number | null {
  const typed = flagOf(input, 'keep');
  if (typed === undefined) return null;
  const keep = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  if (keep < 1 || keep > mostKept || flagOf(input, 'into') === undefined) throw misread('keep', 'invalid');
  return keep;
}

async function handOver(copy: string, write: NonNullable<CommandInput['write']>): Promise<void> {
  const file = await open(copy);
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(partBytes), 0, partBytes);
      if (bytesRead === 0) return;
      await write(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

function textOf({ config }: App, bytes: number): string {
  return [
    `${bytes} bytes, checked.`,
    `It does not contain the root key. Keep ${config.rootKeyFile} in another place: without it the secrets in this copy cannot be opened.`,
    'To put it back: ./keyholder restore FILE, with the server stopped. See docs/backup.md for what happens next.',
  ].join('\n');
}
