import type { people } from '#db/schema/people.ts';
import type { Instant } from './ctx.ts';

export type Veiled = NonNullable<(typeof people.$inferSelect)['endsAt']>;

export function veil(at: Instant): Veiled {
  return at as unknown as Veiled;
}

/** The true moment. Who may say this word is a list in `tests/house`: everybody else asks `people` what a reader may know. */
export function unveil(moment: Veiled): Instant {
  return moment as unknown as Instant;
}
