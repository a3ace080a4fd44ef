import { writeSync } from 'node:fs';
import { runCommand } from '#src/app/socket.ts';
import type { CommitHooks } from '#src/host/db/writer.ts';
import type { Place } from '#tests/helpers/database.ts';
import { openPlace } from './installation.ts';

/** Changes the root key, and stands still for ever right after the commit with this number, for somebody to kill it there. Before the first with 0. */
const [place = '{}', now = '', stopAt = ''] = process.argv.slice(2);
const hooks: CommitHooks = {};
const h = await openPlace(JSON.parse(place) as Place, Number(now), hooks);
let commits = 0;
const stands = async () => {
  if (commits !== Number(stopAt)) return;
  writeSync(1, 'stands\n');
  // A promise alone keeps no process alive.
  setInterval(() => undefined, 1_000_000);
  await new Promise(() => undefined);
};
hooks.beforeCommit = async () => (commits === 0 ? stands() : undefined);
hooks.afterCommit = async () => {
  commits++;
  await stands();
};
await runCommand(h.app, 'key change-root', { arguments: {}, options: {}, files: {} }, null);
process.exit();
