import type { Figure } from '../figures.ts';
import type { Scale } from '../measure.ts';

type Loaded = Promise<{ bench(scale: Scale): Promise<Figure[]> }>;

/** Every bench; loaded one by one, because each runs in a process of its own. */
export const benches = {
  reveal: () => import('./reveal.ts'),
  code: () => import('./code.ts'),
  'page-accounts': () => import('./page-accounts.ts'),
  'page-people': () => import('./page-people.ts'),
  who: () => import('./who.ts'),
  preview: () => import('./preview.ts'),
  cut: () => import('./cut.ts'),
  layoff: () => import('./layoff.ts'),
  remind: () => import('./remind.ts'),
  import: () => import('./import.ts'),
  'audit-verify': () => import('./audit-verify.ts'),
  growth: () => import('./growth.ts'),
  start: () => import('./start.ts'),
  weight: () => import('./weight.ts'),
  'login-storm': () => import('./login-storm.ts'),
  'two-nodes': () => import('./two-nodes.ts'),
} satisfies Record<string, () => Loaded>;

export type BenchName = keyof typeof benches;
