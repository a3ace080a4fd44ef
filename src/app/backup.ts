import { rmSync } from 'node:fs';
import { record } from '#src/ground/audit.ts';
import { wordOf } from '#src/http/command.ts';
import type { AppCommand } from './app-command.ts';
import { closedProblem } from './boot.ts';

export const backupCommand: AppCommand = {
  name: 'backup',
  summary: 'write a consistent, verified copy of the database to a new file; the root key is not in it',
  arguments: [{ name: 'FILE', doc: 'file to make; it must not exist yet', path: 'place' }],
  options: [],
  busy: 'Copying the database',
  async run(app, ctx, input) {
    const file = wordOf(input, 'FILE');
    // A copy that the log cannot tell of is not made.
    if (app.state() !== 'open') throw closedProblem(app.state());
    const { bytes } = await app.db.backup(file, input.progress);
    try {
      await ctx.write((tx) => record(tx, ctx, 'backup.made', { kind: 'installation', id: null }, { bytes }));
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
    const text = [
      `${file}: ${bytes} bytes, checked.`,
      `It does not contain the root key. Keep ${ctx.config.rootKeyFile} in another place: without it the secrets in this copy cannot be opened.`,
      'To put it back: ./keyholder restore FILE, with the server stopped. See docs/backup.md for what happens next.',
    ].join('\n');
    return { text, json: { file, bytes }, exit: 0 };
  },
};
