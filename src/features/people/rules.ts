import type { PersonActor, Role } from '#src/ground/actor.ts';
import { isGone } from '#src/ground/permission.ts';

export type PersonState = 'active' | 'absent' | 'leaving' | 'left';

const exclusions: Record<Role, readonly Role[]> = { admin: ['hr'], hr: ['admin'], auditor: [] };

/** What somebody holds that reaches secrets, counted by features above this one. */
export type SecretHoldings = { sharedLogins: number; offices: number };

export type Exclusion = 'hr-and-admin' | 'hr-and-secrets';

/** HR and secrets exclude each other, both ways, and nothing justifies an exception. */
export function excludes(role: Role, roles: readonly Role[], holdings: SecretHoldings): Exclusion | null {
  if (roles.some((held) => exclusions[role].includes(held))) return 'hr-and-admin';
  return role === 'hr' && holdings.sharedLogins + holdings.offices > 0 ? 'hr-and-secrets' : null;
}

export type Standing = { id: string; state: PersonState; endsAt: number | null };

/** Employed and not announced as leaving. `leaving` and `left` are reached and left by verbs of their own, never by an edit. */
export function isOnStaff(person: Pick<Standing, 'state'>): boolean {
  return person.state === 'active' || person.state === 'absent';
}

/** How somebody stands whose departure is not announced, or not any more. */
export function shownStanding({ absentSince }: { absentSince: number | null }): 'active' | 'absent' {
  return absentSince === null ? 'active' : 'absent';
}

/** Whoever is on the way out, announced or not, is not somebody left to administer. */
export function isLastAdministrator(personId: string, administrators: readonly Standing[]): boolean {
  const staying = administrators.filter((person) => isOnStaff(person) && person.endsAt === null);
  const isOne = administrators.some(({ id }) => id === personId);
  return isOne && staying.every(({ id }) => id === personId);
}

export type Managed = { id: string; managerId: string | null };

/** From the direct manager upwards. A circle ends where it would repeat; nobody is their own fallback. */
export function managerChain<P extends Managed>(person: Managed, byId: ReadonlyMap<string, P>): P[] {
  const chain: P[] = [];
  const seen = new Set([person.id]);
  let above = person.managerId;
  while (above !== null && !seen.has(above)) {
    seen.add(above);
    const manager = byId.get(above);
    if (!manager) break;
    chain.push(manager);
    above = manager.managerId;
  }
  return chain;
}

/** What every decision about an actor needs to know of how they stand. */
export function standingOf(person: {
  state: PersonState;
  endsAt: number | null;
  absentSince: number | null;
}): Pick<PersonActor, 'alive' | 'endsAt' | 'absent'> {
  return { alive: person.state !== 'left', endsAt: person.endsAt, absent: person.absentSince !== null };
}

/** From the effective moment on somebody is gone, whether or not that has been recorded. */
export function isHere(person: Pick<Standing, 'state' | 'endsAt'>, now: number): boolean {
  return !isGone({ alive: person.state !== 'left', endsAt: person.endsAt }, now);
}
