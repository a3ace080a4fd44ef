import type { Scale } from '../measure.ts';
import { measurePages } from '../pages.ts';

export const bench = (scale: Scale) =>
  measurePages(scale, {
    'first page': '/accounts',
    search: '/accounts?q=zorg+benelux',
    'search, one hit': '/accounts?q=voorbeeld17',
    filter: '/accounts?platform=linkedin&criticality=critical',
    'without deputy': '/accounts?without=deputy',
  });
