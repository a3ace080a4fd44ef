import { previewOffboarding } from '#src/features/offboarding/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { besideFloor, type Scale } from '../measure.ts';

/** What the departure of somebody with 500 ways in, 2 000 disclosures and 40 duties would do. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const h = await inProcess(sizeOf(scale.size));
  const hr = await h.as(h.cast.hrId);
  const { preview } = await besideFloor(scale, 1, { preview: () => previewOffboarding(hr, h.cast.leavers[0] ?? '', h.clock.now()) });
  await h.close();
  return [figure({ what: 'preview', unit: 'ms', value: preview.p50, budget: { most: 20 } }), figure({ what: 'preview, p99', unit: 'ms', value: preview.p99 })];
}
