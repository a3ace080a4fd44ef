import { fold } from '#src/ground/words.ts';

export type Office = 'owner' | 'deputy';

/** Two spellings of one handle are one account: `@Voorbeeld` and `voorbeeld`. */
export function handleKey(handle: string): string {
  return fold(handle).replace(/^@+/, '');
}

/** "LinkedIn · Voorbeeld Benelux": what people call it; the handle where no brand is known. */
export function titleOf(platformName: string, account: { brand: string | null; region: string | null; handle: string }): string {
  const name = account.brand ? [account.brand, account.region].filter(Boolean).join(' ') : account.handle;
  return `${platformName} · ${name}`;
}

export type Vacancy = { accountId: string; personId: string; office: Office };

/** Why somebody cannot step in beside those in office on that account: an office that is held is no vacancy. */
export function vacancyRefusal({ personId, office }: Vacancy, held: readonly { personId: string; office: Office }[]): string | null {
  if (held.some((row) => row.personId === personId)) return 'office.already-there';
  return office === 'owner' && held.some((row) => row.office === 'owner') ? 'office.taken-since' : null;
}

export type Standing = { active: boolean; hr: boolean };

/** Everything succession depends on. `deputyIds` in the order in which they were appointed. */
export type SuccessionFacts = {
  leaverIds: readonly string[];
  accounts: readonly { accountId: string; ownerId: string | null; deputyIds: readonly string[] }[];
  managerOf: (personId: string) => string | null;
  administratorIds: readonly string[];
  standingOf: (personId: string) => Standing;
};

export type OfficeMove = {
  accountId: string;
  personId: string;
  office: Office;
  successorId: string | null;
  because: 'deputy' | 'manager' | 'administrator' | 'nobody' | 'stays-with-owner';
};

/**
 * Rule 7. An owner's office goes to the first able deputy, else up the line of managers, else to an administrator.
 * A deputy's office ends; an account without a deputy shows as such wherever it is listed. An office carries
 * `manage`, so HR never takes one.
 */
export function planSuccession(facts: SuccessionFacts): OfficeMove[] {
  const leaving = new Set(facts.leaverIds);
  const able = (personId: string) => {
    const standing = facts.standingOf(personId);
    return !leaving.has(personId) && standing.active && !standing.hr;
  };
  return facts.accounts.flatMap((account): OfficeMove[] => {
    const { accountId, ownerId } = account;
    const deputies = account.deputyIds
      .filter((personId) => leaving.has(personId))
      .map((personId): OfficeMove => ({ accountId, personId, office: 'deputy', successorId: null, because: 'stays-with-owner' }));
    if (ownerId === null || !leaving.has(ownerId)) return deputies;
    return [{ accountId, personId: ownerId, office: 'owner', ...successor(ownerId, account.deputyIds, facts, able) }, ...deputies];
  });
}

function successor(
  ownerId: string,
  deputyIds: readonly string[],
  facts: SuccessionFacts,
  able: (personId: string) => boolean,
): Pick<OfficeMove, 'successorId' | 'because'> {
  const deputy = deputyIds.find(able);
  if (deputy) return { successorId: deputy, because: 'deputy' };
  const manager = lineOf(ownerId, facts.managerOf).find(able);
  if (manager) return { successorId: manager, because: 'manager' };
  const administrator = facts.administratorIds.find(able);
  return administrator ? { successorId: administrator, because: 'administrator' } : { successorId: null, because: 'nobody' };
}

/** Managers upwards, nearest first. Stops where a line runs in a circle. */
export function lineOf(personId: string, managerOf: (id: string) => string | null): string[] {
  const line: string[] = [];
  for (let next = managerOf(personId); next !== null && next !== personId && !line.includes(next); next = managerOf(next)) {
    line.push(next);
  }
  return line;
}
