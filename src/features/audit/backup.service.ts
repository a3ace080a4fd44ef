import type { Ctx } from '#src/ground/ctx.ts';
import { type BackupStanding, judgeBackup } from './backup.rules.ts';
import { findFirstAt, findLastAt } from './queries.ts';

/** How old the last backup is that the log tells of. */
export async function backupStanding(ctx: Ctx): Promise<BackupStanding> {
  const lastAt = await findLastAt(ctx.read, 'backup.made');
  const since = await findFirstAt(ctx.read);
  const elsewhere = ctx.config.databaseUrl !== 'sqlite:' || ctx.config.sample;
  return judgeBackup({ lastAt, since: since ?? ctx.now(), elsewhere }, ctx.now());
}
