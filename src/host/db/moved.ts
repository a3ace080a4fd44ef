import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseMoved } from './errors.ts';

/** Lies beside a database whose rows live elsewhere now, so that nobody goes on with the old ones by mistake. */
export const movedMarker = (dataDir: string) => join(dataDir, 'keyholder.db.moved');

/** Written before the move is committed: a crash in between must leave one truth or a question, never two truths. */
export function writeMoved(dataDir: string, to: string): void {
  const file = openSync(movedMarker(dataDir), 'w', 0o600);
  writeSync(file, `${to}\n`);
  fsyncSync(file);
  closeSync(file);
}

export function dropMoved(dataDir: string): void {
  rmSync(movedMarker(dataDir), { force: true });
}

/** @throws DatabaseMoved */
export function needUnmoved(dataDir: string): void {
  const marker = movedMarker(dataDir);
  if (!existsSync(marker)) return;
  throw new DatabaseMoved(
    [
      `This installation was moved to PostgreSQL: ${readFileSync(marker, 'utf8').trim()}. Set KEYHOLDER_DATABASE_URL to it.`,
      "If the move was broken off before it said that it was done, run './keyholder migrate-to' again: it finds out what became of it.",
      `To go on with the old file in ${dataDir} nevertheless, remove ${marker}. What happened since is not in it.`,
    ].join('\n'),
  );
}
