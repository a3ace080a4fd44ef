import type { Office } from '#db/words.ts';
import type { PersonActor, Role } from '../actor.ts';
import { fresh } from '../moments.ts';
import { minute } from '../time.ts';

export type Verdict =
  | { allow: true; because: string }
  | { allow: false; because: string }
  | { needs: 'step-up' | 'acknowledgement' | 'reason'; because: string };

export const yes = (because: string): Verdict => ({ allow: true, because });
export const no = (because: string): Verdict => ({ allow: false, because });

/** The actor as the table sees it: nobody's roles are read anywhere else. `service` is a machine with a name and a token of its own. */
export type Who = { person: PersonActor | null; has(role: Role): boolean; machine: 'operator' | 'system' | null; service: boolean; factorAt: number | null };

/** The decision of one action: `Subjects` says of each what has to be known to make it. */
export type RightsOf<Subjects> = { [A in keyof Subjects]: (who: Who, subject: Subjects[A], now: number) => Verdict };

export const anyOf =
  (...tests: readonly [string, (who: Who) => boolean][]) =>
  (who: Who): Verdict => {
    const hit = tests.find(([, test]) => test(who));
    return hit ? yes(hit[0]) : no('no-role');
  };
export const admin = ['admin', (who: Who) => who.has('admin')] as [string, (who: Who) => boolean];
export const hr = ['hr', (who: Who) => who.has('hr')] as [string, (who: Who) => boolean];
export const auditor = ['auditor', (who: Who) => who.has('auditor')] as [string, (who: Who) => boolean];
export const operator = ['operator', (who: Who) => who.machine !== null] as [string, (who: Who) => boolean];
export const service = ['service', (who: Who) => who.service] as [string, (who: Who) => boolean];
export const anybody = ['person', (who: Who) => who.person !== null] as [string, (who: Who) => boolean];

/** A second factor proven this long ago still counts. */
export const stepUpLasts = 10 * minute;

export function isFresh(who: Who, now: number): boolean {
  return fresh(who.factorAt, stepUpLasts, now);
}

/** Does this verdict let them? */
export const allowed = (verdict: Verdict): boolean => 'allow' in verdict && verdict.allow;

export function office(who: Who, facts: { ownerId: string | null; deputyIds: readonly string[] }): Office | null {
  if (!who.person) return null;
  if (facts.ownerId === who.person.id) return 'owner';
  return facts.deputyIds.includes(who.person.id) ? 'deputy' : null;
}
