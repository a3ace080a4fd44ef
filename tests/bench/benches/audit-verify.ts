import { hash } from 'node:crypto';
import { asc, gt } from 'drizzle-orm';
import { auditEvents } from '#db/schema/index.ts';
import { verifyChain } from '#src/features/audit/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { middle, msOf, type Scale } from '../measure.ts';

/** A million events from first to last, beside the bare hash of the same texts. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const h = await inProcess(sizeOf(scale.size));
  const auditor = await h.as(h.cast.adminId);
  const bodies: string[] = [];
  for (let seq = 0; ; ) {
    const rows = await h.db.read
      .select({ seq: auditEvents.seq, body: auditEvents.body })
      .from(auditEvents)
      .where(gt(auditEvents.seq, seq))
      .orderBy(asc(auditEvents.seq))
      .limit(20_000);
    const last = rows.at(-1);
    if (!last) break;
    for (const row of rows) bodies.push(row.body);
    seq = last.seq;
  }
  const verified: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < Math.min(3, scale.rounds); round++) {
    bare.push(await msOf(async () => bodies.forEach((body) => void hash('sha256', body))));
    verified.push(
      await msOf(async () => {
        const { finding, events } = await verifyChain(auditor);
        if (finding || events !== bodies.length) throw new Error(`The chain of ${bodies.length} events does not hold: ${JSON.stringify({ finding, events })}`);
      }),
    );
  }
  await h.close();
  const floor = { what: 'bare SHA-256', value: middle(bare) };
  return [figure({ what: `${bodies.length} events`, unit: 'ms', value: middle(verified), floor, budget: { mostRatio: 4, most: 5000 } })];
}
