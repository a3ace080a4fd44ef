import type { PersonActor, Role } from '#src/ground/actor.ts';
import type { Instant } from '#src/ground/ctx.ts';
import type { Veiled } from '#src/ground/veil.ts';
import { isOnStaff, knownEnd, type PersonState, type Standing, type Told } from './standing.rules.ts';

const exclusions: Record<Role, readonly Role[]> = { admin: ['hr'], hr: ['admin'], auditor: [] };

/** What somebody holds that reaches secrets, counted by features above this one. */
export type SecretHoldings = { sharedLogins: number; offices: number };

export type Exclusion = 'hr-and-admin' | 'hr-and-secrets';

/** HR and secrets exclude each other, both ways, and nothing justifies an exception. */
export function excludes(role: Role, roles: readonly Role[], holdings: SecretHoldings): Exclusion | null {
  if (roles.some((held) => exclusions[role].includes(held))) return 'hr-and-admin';
  return role === 'hr' && holdings.sharedLogins + holdings.offices > 0 ? 'hr-and-secrets' : null;
}

/** Somebody who administers and, as far as a reader may know, goes on doing so: two who leave one after the other would leave nobody. */
export function staysToAdminister(administrators: readonly Standing[], now: Instant, told?: Told): Standing[] {
  return administrators.filter((person) => isOnStaff(person) && knownEnd(person, now, told) === null);
}

/** How somebody stands whose departure is not announced, or not any more. */
export function shownStanding({ absentSince }: { absentSince: number | null }): 'active' | 'absent' {
  return absentSince === null ? 'active' : 'absent';
}

/** Would nobody stay to administer without this person, as far as a reader may know? */
export function isLastAdministrator(personId: string, administrators: readonly Standing[], now: Instant, told?: Told): boolean {
  const isOne = administrators.some(({ id }) => id === personId);
  return isOne && staysToAdminister(administrators, now, told).every(({ id }) => id === personId);
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
  endsAt: Veiled | null;
  absentSince: number | null;
}): Pick<PersonActor, 'alive' | 'endsAt' | 'absent'> {
  return { alive: person.state !== 'left', endsAt: person.endsAt, absent: person.absentSince !== null };
}
