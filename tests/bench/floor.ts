import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditEvents, leases } from '#db/schema/index.ts';
import { batches } from '#src/ground/bulk.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { createLog } from '#src/host/log.ts';

export type BareDatabase = {
  /** One row through the writer of the product and on to disk, and nothing else. */
  commit(): Promise<void>;
  /** So many rows the size of an event in so many units of work, 500 a statement. */
  insert(rows: number, units: number): Promise<void>;
  close(): Promise<void>;
};

/** What no act that is written down can go below. */
export async function bareDatabase(): Promise<BareDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyholder-bench-floor-'));
  const db = await openDatabase({ config: { databaseUrl: 'sqlite:', dataDir }, log: createLog('silent'), unrecorded: [leases, auditEvents] });
  let written = 0;
  const event = () => {
    const id = `evt_0${String(++written).padStart(25, '0')}`;
    const columns = { event: 'bench', actorKind: 'system', via: 'job', subjectKind: 'account', subjectId: id };
    return { seq: written, id, at: written, ...columns, body: 'x'.repeat(400), hash: '0'.repeat(64) };
  };
  return {
    commit: () =>
      db.write(async (tx) => {
        await tx.insert(leases).values({ name: `bench ${written++}`, holder: 'bench', fence: 1, expiresAt: 1 });
      }),
    async insert(rows, units) {
      const each = Math.ceil(rows / units);
      for (let unit = 0; unit < units; unit++) {
        await db.write(
          async (tx) => {
            for (const part of batches(Array.from({ length: Math.min(each, rows - unit * each) }, event))) await tx.insert(auditEvents).values(part);
          },
          { bulk: true },
        );
      }
    },
    async close() {
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
