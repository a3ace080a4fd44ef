import { startOffboarding } from '#src/features/offboarding/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { middle, msOf, type Scale } from '../measure.ts';

/** The departure of somebody with 500 ways in, 2 000 disclosures and 40 duties, at once, until it is on disk. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const h = await inProcess(sizeOf(scale.size));
  const hr = await h.as(h.cast.hrId);
  const times: number[] = [];
  for (const personId of h.cast.leavers) {
    // One a day: so many at once would be held.
    h.clock.advance('1d');
    times.push(await msOf(() => startOffboarding(hr, { personId, effectiveAt: null, announced: true })));
  }
  await h.close();
  const [first = Number.NaN, ...warm] = times;
  return [
    figure({ what: 'cut to durable', unit: 'ms', value: middle(warm), budget: { most: 50 } }),
    figure({ what: 'the first of a fresh process', unit: 'ms', value: first }),
  ];
}
