import type { PersonState } from '#db/words.ts';
export type { PersonState } from '#db/words.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { isGone } from '#src/ground/permission.ts';
import { unveil, type Veiled } from '#src/ground/veil.ts';

export type Standing = { id: string; state: PersonState; endsAt: Veiled | null };

/** Whose departure a reader knows of before it is announced. */
export type Told = Pick<ReadonlySet<string>, 'has'>;

/** Nearly everybody: HR and the administrator it confides in are the exceptions. */
const toldOfNobody: Told = new Set();

/**
 * The end of somebody's employment, as a reader may know it: announced, past, or told to them. Whatever is shown, counted,
 * previewed or refused goes by this and not by the true moment, or it could be found by asking often enough.
 */
export function knownEnd(person: Standing, now: Instant, told = toldOfNobody): Instant | null {
  if (person.endsAt === null) return null;
  const end = unveil(person.endsAt);
  const isPublic = person.state === 'leaving' || person.state === 'left' || end <= now;
  return isPublic || told.has(person.id) ? end : null;
}

/** From the effective moment on somebody is gone, whether or not that has been recorded. */
export function isHere(person: Pick<Standing, 'state' | 'endsAt'>, now: Instant): boolean {
  return !isGone({ alive: person.state !== 'left', endsAt: person.endsAt }, now);
}

/** May be given work that is still to do at `at`: in service, and not known to be leaving by then. */
export function isAvailable(person: Standing, at: Instant, now: Instant, told?: Told): boolean {
  const end = knownEnd(person, now, told);
  return person.state === 'active' && (end === null || end > at);
}

/** Employed and not announced as leaving. `leaving` and `left` are reached and left by verbs of their own, never by an edit. */
export function isOnStaff(person: Pick<Standing, 'state'>): boolean {
  return person.state === 'active' || person.state === 'absent';
}
