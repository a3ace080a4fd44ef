import { remind } from '#src/features/notifications/remind.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { middle, msOf, type Scale } from '../measure.ts';

/** 100 000 accounts, of which 10 000 are due: everybody is told, and a second run tells nobody. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const small = sizeOf(scale.size);
  const accounts = small.accounts * 5;
  const size = { ...small, accounts, people: small.people / 5, grants: accounts, events: 1000, due: Math.round(accounts / 10), leavers: 0 };
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < Math.min(3, scale.rounds); round++) {
    const h = await inProcess(size);
    const told: number[] = [];
    first.push(await msOf(async () => void told.push((await remind(h.system)).digests)));
    again.push(await msOf(async () => void told.push((await remind(h.system)).digests)));
    const [sent = 0, more = 0] = told;
    if (sent === 0 || more !== 0) throw new Error(`The first run told ${sent} people and the second ${more}.`);
    await h.close();
  }
  return [
    figure({ what: `first run, ${size.due} due`, unit: 'ms', value: middle(first), budget: { most: 2000 } }),
    figure({ what: 'second run, nobody told', unit: 'ms', value: middle(again), budget: { most: 300 } }),
  ];
}
