import type { Scale } from '../measure.ts';
import { measurePages } from '../pages.ts';

export const bench = (scale: Scale) =>
  measurePages(scale, {
    'first page': '/accounts',
    search: '/accounts?q=zorg+benelux',
    'beginning of a handle': '/accounts?q=voorbeeld17',
    filter: '/accounts?platform=linkedin&criticality=critical',
    'without deputy': '/accounts?without=deputy',
  });
