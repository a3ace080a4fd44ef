import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { confirmOrigin, listWaiting } from '#src/features/decisions/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { bareDatabase } from '../floor.ts';
import { middle, msOf, type Scale } from '../measure.ts';

/** 1 000 people who each hold 20 ways in leave at once, fifty at a time: planned, held but for the first, and cut on the word of a second person, until all of it is on disk. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const leavers = Math.max(20, 1000 * scale.size);
  const h = await inProcess({ ...sizeOf(scale.size / 5), leavers, each: { grants: 20, disclosures: 20, offices: 0, tasks: 0 } });
  const hr = await h.as(h.cast.hrId);
  const second = await h.as(h.cast.adminId);
  const file = join(h.dataDir, 'keyholder.db');
  const before = countRows(file);
  globalThis.gc?.();
  const memory = process.memoryUsage.rss();
  let highest = memory;
  const units = Array.from({ length: Math.ceil(leavers / 50) }, (_, unit) => h.cast.leavers.slice(unit * 50, unit * 50 + 50));
  const ms = await msOf(async () => {
    for (const unit of units) {
      await Promise.all(unit.map((personId) => startOffboarding(hr, { personId, effectiveAt: null, announced: true })));
      highest = Math.max(highest, process.memoryUsage.rss());
    }
    const [held] = (await listWaiting(second)).rows;
    if (held) await confirmOrigin(second, held.proposal.originId ?? '');
    highest = Math.max(highest, process.memoryUsage.rss());
  });
  await h.close();
  const rows = countRows(file) - before;
  const bare = await bareDatabase();
  const floors: number[] = [];
  for (let round = 0; round < Math.min(3, scale.rounds); round++) floors.push(await msOf(() => bare.insert(rows, units.length)));
  await bare.close();
  return [
    figure({
      what: `${leavers} leavers, ${rows} new rows`,
      unit: 'ms',
      value: ms,
      floor: { what: 'bare insert', value: middle(floors) },
      budget: { mostRatio: 5, most: 10_000 },
    }),
    figure({ what: 'memory grows by', unit: 'MB', value: (highest - memory) / 1e6, budget: { most: 100 } }),
  ];
}

function countRows(file: string): number {
  const db = new Sqlite(file, { readonly: true });
  const tables = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").pluck().all();
  const rows = tables.map((name) =>
    Number(
      db
        .prepare(`select count(*) from "${String(name)}"`)
        .pluck()
        .get(),
    ),
  );
  db.close();
  return rows.reduce((sum, count) => sum + count, 0);
}
