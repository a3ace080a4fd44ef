import type { Figure } from '../figures.ts';
import type { Scale } from '../measure.ts';

type Loaded = Promise<{ bench(scale: Scale): Promise<Figure[]> }>;

/** Every bench; loaded one by one, because each runs in a process of its own. */
export const benches = {
  'page-accounts': () => import('./page-accounts.ts'),
  'page-people': () => import('./page-people.ts'),
  who: () => import('./who.ts'),
  preview: () => import('./preview.ts'),
  cut: () => import('./cut.ts'),
  remind: () => import('./remind.ts'),
  import: () => import('./import.ts'),
} satisfies Record<string, () => Loaded>;

export type BenchName = keyof typeof benches;
