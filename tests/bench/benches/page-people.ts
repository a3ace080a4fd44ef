import type { Scale } from '../measure.ts';
import { measurePages } from '../pages.ts';

export const bench = (scale: Scale) =>
  measurePages(scale, {
    'first page': '/people',
    search: '/people?q=monster',
    'search, two words': '/people?q=daan+proef',
    filter: '/people?state=active',
  });
