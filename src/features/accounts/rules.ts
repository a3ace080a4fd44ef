import type { Criticality, Office } from '#db/words.ts';
export type { Office } from '#db/words.ts';
import { fold } from '#src/ground/words.ts';

/** Two spellings of one handle are one account: `@Voorbeeld` and `voorbeeld`. */
export function handleKey(handle: string): string {
  return fold(handle).replace(/^@+/, '');
}

/** "LinkedIn · Voorbeeld Benelux": what people call it; the handle where no brand is known. */
export function titleOf(platformName: string, account: { brand: string | null; region: string | null; handle: string }): string {
  const name = account.brand ? [account.brand, account.region].filter(Boolean).join(' ') : account.handle;
  return `${platformName} · ${name}`;
}

/** Would it no longer be critical? Then one person alone confirms its new values, and nobody has to say why they look. */
export function lowers(before: Criticality, after: Criticality | undefined): boolean {
  return before === 'critical' && after !== undefined && after !== 'critical';
}

export type Vacancy = { accountId: string; personId: string; office: Office };

/** Why somebody cannot step in beside those in office on that account: an office that is held is no vacancy. */
export function vacancyRefusal({ personId, office }: Vacancy, held: readonly { personId: string; office: Office }[]): string | null {
  if (held.some((row) => row.personId === personId)) return 'office.already-there';
  return office === 'owner' && held.some((row) => row.office === 'owner') ? 'office.taken-since' : null;
}

/** `absent`: in service, only away. */
export type Standing = { active: boolean; absent?: boolean; hr: boolean };

/** Everything succession depends on. `deputyIds` in the order in which they were appointed. */
export type SuccessionFacts = {
  leaverIds: readonly string[];
  accounts: readonly { accountId: string; ownerId: string | null; deputyIds: readonly string[] }[];
  managerOf: (personId: string) => string | null;
  administratorIds: readonly string[];
  standingOf: (personId: string) => Standing;
  /** Whoever brought the departure about takes nothing by it, except as the deputy they were before. */
  beganBy?: ReadonlySet<string>;
  /** Whoever gave somebody in this line a manager is no manager by it. */
  linedUpBy?: ReadonlySet<string>;
};

export type OfficeMove = {
  accountId: string;
  personId: string;
  office: Office;
  successorId: string | null;
  because: 'deputy' | 'manager' | 'administrator' | 'nobody' | 'stays-with-owner';
};

/**
 * Rule 7. An owner's office goes to the first able deputy, else up the line of managers, else to an administrator; to
 * somebody who is away only where nobody is there. A deputy's office ends; an account without a deputy shows as such wherever it is listed. An office carries
 * `manage`, so HR never takes one.
 */
export function planSuccession(facts: SuccessionFacts): OfficeMove[] {
  const leaving = new Set(facts.leaverIds);
  return facts.accounts.flatMap((account): OfficeMove[] => {
    const { accountId, ownerId } = account;
    const deputies = account.deputyIds
      .filter((personId) => leaving.has(personId))
      .map((personId): OfficeMove => ({ accountId, personId, office: 'deputy', successorId: null, because: 'stays-with-owner' }));
    if (ownerId === null || !leaving.has(ownerId)) return deputies;
    return [{ accountId, personId: ownerId, office: 'owner', ...successor(ownerId, account.deputyIds, facts) }, ...deputies];
  });
}

function successor(ownerId: string, deputyIds: readonly string[], facts: SuccessionFacts): Pick<OfficeMove, 'successorId' | 'because'> {
  const stays = (personId: string) => !facts.leaverIds.includes(personId) && !facts.standingOf(personId).hr;
  const unbidden = (personId: string) => stays(personId) && !facts.beganBy?.has(personId);
  const lines = [
    ['deputy', deputyIds.filter(stays)],
    ['manager', lineOf(ownerId, facts.managerOf).filter((id) => unbidden(id) && !facts.linedUpBy?.has(id))],
    ['administrator', facts.administratorIds.filter(unbidden)],
  ] as const;
  for (const there of ['active', 'absent'] as const) {
    for (const [because, ids] of lines) {
      const successorId = ids.find((id) => facts.standingOf(id)[there]);
      if (successorId) return { successorId, because };
    }
  }
  return { successorId: null, because: 'nobody' };
}

/** Managers upwards, nearest first. Stops where a line runs in a circle. */
export function lineOf(personId: string, managerOf: (id: string) => string | null): string[] {
  const line: string[] = [];
  for (let next = managerOf(personId); next !== null && next !== personId && !line.includes(next); next = managerOf(next)) {
    line.push(next);
  }
  return line;
}
