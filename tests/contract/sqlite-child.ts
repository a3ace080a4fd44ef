import { writeSync } from 'node:fs';
import { settings } from '#db/schema/index.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { markRecorded } from '#src/host/db/handle.ts';
import { createLog } from '#src/host/log.ts';

/** Writes without end, 32 units at a time, and prints the name of each row once its commit has been answered. */
const [dataDir = ''] = process.argv.slice(2);
const database = await openDatabase({ config: { databaseUrl: 'sqlite:', dataDir }, log: createLog('silent') });

async function loop(worker: number): Promise<never> {
  for (let n = 0; ; n++) {
    const name = `${worker}-${n}`;
    await database.write(async (tx) => {
      await tx.insert(settings).values({ name, value: '1', updatedAt: 1 });
      markRecorded(tx);
    });
    writeSync(1, `${name}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, (_, worker) => loop(worker)));
