import type { Instant } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { day } from '#src/ground/time.ts';

/** A night may fail, and the next one makes up for it; two are told. */
export const backupsEvery = 2 * day;

/** `elsewhere`: a database server or a sample company, of whose copies we know nothing. */
export type BackupStanding = { state: 'made' | 'none-yet' | 'late' | 'elsewhere'; at: Instant | null; dueAt: Instant };

/** `since` is when the log begins: nothing is late on the first day. */
export function judgeBackup({ lastAt, since, elsewhere }: { lastAt: Instant | null; since: Instant; elsewhere: boolean }, now: Instant): BackupStanding {
  const begin = lastAt ?? since;
  const state = elsewhere ? 'elsewhere' : !fresh(begin, backupsEvery, now) ? 'late' : lastAt === null ? 'none-yet' : 'made';
  return { state, at: lastAt, dueAt: begin + backupsEvery };
}
