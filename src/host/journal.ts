import { fstatSync } from 'node:fs';
import { journalStream } from './config.ts';

/** Does what we print go to the journal of systemd? It names the stream by device and inode, which whoever pipes us on does not have. */
export function isJournal(): boolean {
  const { dev, ino } = fstatSync(process.stdout.fd);
  return journalStream() === `${dev}:${ino}`;
}
