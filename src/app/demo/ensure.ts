import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { readDemoConfig } from '#src/host/config.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { randomIndex } from '#src/host/crypto/token.ts';
import { systemIds } from '#src/host/ids.ts';
import { boot } from '../boot.ts';
import type { Windows } from '../context.ts';
import { isDemo, NotADemo, writeDemoFile } from './demo-file.ts';
import { type Progress, playYear, yearBefore } from './make.ts';
import type { Key } from './sign-ins.ts';

/**
 * The sample company in this directory, made now if there is none. It is made beside its place and moved there whole, so
 * that one that was broken off is never taken for one. `again` throws away the one that is there.
 */
export async function ensureDemo(dataDir: string, windows: Windows, more: { again?: boolean; progress?: Progress } = {}): Promise<'made' | 'kept'> {
  const taken = existsSync(dataDir) && readdirSync(dataDir).length > 0;
  if (taken && !isDemo(dataDir)) throw new NotADemo(`${dataDir} holds something else than a sample company; nothing is changed there.`);
  if (taken && !more.again) return 'kept';
  if (taken) await ensureUnused(dataDir, windows);
  const place = mkdtempSync(`${dataDir}.making-`);
  try {
    const now = windows.clock.now();
    const password = newPassword();
    const keys = await makeIn(place, windows, now, password, more.progress);
    writeDemoFile(place, { madeAt: now, password, keys });
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(place, dataDir);
    return 'made';
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function makeIn(place: string, { log, hasher }: Windows, now: number, password: string, progress?: Progress): Promise<Key[]> {
  const clock = yearBefore(now);
  const app = await boot(readDemoConfig(place, {}), { clock, ids: systemIds(clock), log, hasher });
  try {
    return await playYear(app, clock, now, password, progress);
  } finally {
    await app.close();
  }
}

/** Fails while somebody is looking around in it. */
async function ensureUnused(dataDir: string, { log, clock }: Windows): Promise<void> {
  const db = await openDatabase({ config: readDemoConfig(dataDir, {}), log, now: clock.now });
  await db.close();
}

const words = 'anker beuk citroen duin eik fiets gember haven iris jas kersen lamp molen noot oever peer regen sloot trein uil vlieg wolk zee zout'.split(' ');

/** Easy to type: it opens invented secrets, on this machine, together with a second factor. */
function newPassword(): string {
  return Array.from({ length: 5 }, () => words[randomIndex(words.length)]).join('-');
}
