import type { Path, whoCanGetIn } from '#src/features/access/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { day } from '#src/ground/time.ts';

export type WhoCanGetIn = Awaited<ReturnType<typeof whoCanGetIn>>;
export type Entrant = WhoCanGetIn['people'][number];

/** What a reader has to know of one path: it stays, runs until a day, ends with its person, asks for a look, or is open without a right. */
export type Stand = 'stays' | 'until' | 'ends' | 'check' | 'old' | 'unproven' | 'knows';

/** A role or a device that nobody has looked at for this long may be gone or may have grown. */
export const evidenceLasts = 90 * day;

export function isLeaving(person: Entrant['person'], now: Instant): boolean {
  return person.endsAt !== null && person.endsAt > now;
}

export function standOf(path: Path, person: Entrant['person'], now: Instant): Stand {
  if (path.state === 'ended') return path.kind === 'knows' ? 'knows' : 'unproven';
  if (isLeaving(person, now)) return 'ends';
  // A role that nobody named was guessed from a list of names.
  const guessed = path.kind === 'platform-role' && path.platformRole === null && path.verifiedAt === null;
  if (path.unsure || guessed) return 'check';
  if (path.expiresAt !== null) return 'until';
  return needsProof(path) && !fresh(path.verifiedAt ?? path.since, evidenceLasts, now) ? 'old' : 'stays';
}

/** Kept outside the vault, so only looking tells whether it is so. */
export function needsProof({ kind }: Pick<Path, 'kind'>): boolean {
  return kind !== 'office' && kind !== 'shared-login' && kind !== 'knows' && kind !== 'known-outside';
}

export type Leavers = { count: number; first: Instant };

export function leaversAmong(people: readonly Entrant[], now: Instant): Leavers | null {
  const ends = people.flatMap(({ person }) => (isLeaving(person, now) && person.endsAt !== null ? [person.endsAt] : []));
  return ends.length === 0 ? null : { count: ends.length, first: Math.min(...ends) };
}

export type WayGroup = 'login' | 'platform-role' | 'recovery-contact' | 'second-factor' | 'connected-app';
const groups: readonly WayGroup[] = ['login', 'platform-role', 'recovery-contact', 'second-factor', 'connected-app'];

function groupOf({ kind }: Pick<Path, 'kind'>): WayGroup {
  return kind === 'office' || kind === 'shared-login' || kind === 'known-outside' || kind === 'knows' ? 'login' : kind;
}

type LinkState = 'stays' | 'ends' | 'unproven';

export type AccessPicture = {
  /** `others` where one row stands for several people. */
  people: { id: string; state: LinkState; others?: number }[];
  paths: { id: WayGroup; now: number; stays: number }[];
  links: { person: string; path: WayGroup; state: LinkState }[];
};

/** People and the groups of ways by which they come in: the strongest state of a person's ways in a group counts. */
export function pictureOf(entrants: readonly Entrant[], now: Instant): AccessPicture {
  const links = entrants.flatMap(({ person, paths }) =>
    groups.flatMap((group) => {
      const here = paths.filter((path) => groupOf(path) === group);
      if (here.length === 0) return [];
      const state: LinkState = here.every((path) => path.state === 'ended') ? 'unproven' : isLeaving(person, now) ? 'ends' : 'stays';
      return [{ person: person.id, path: group, state }];
    }),
  );
  const count = (group: WayGroup, states: readonly LinkState[]) => links.filter((link) => link.path === group && states.includes(link.state)).length;
  return {
    people: entrants.map(({ person }) => ({ id: person.id, state: strongest(links.filter((link) => link.person === person.id).map((link) => link.state)) })),
    paths: groups
      .filter((group) => links.some((link) => link.path === group))
      .map((group) => ({ id: group, now: count(group, ['stays', 'ends', 'unproven']), stays: count(group, ['stays']) })),
    links,
  };
}

/**
 * A picture of at most so many rows. Who leaves, who is not proven gone and who is in office keep a row of their own while there is
 * room; the others share one row for each set of ways, because what matters of them is how many they are.
 */
export function collapsed(picture: AccessPicture, inOffice: ReadonlySet<string>, most: number): AccessPicture {
  if (picture.people.length <= most) return picture;
  const groupKey = new Map(
    picture.people.map((person) => {
      const theirs = picture.links.filter((link) => link.person === person.id);
      return [person.id, `${person.state}:${theirs.map((link) => `${link.path} ${link.state}`).join(',')}`] as const;
    }),
  );
  const keyOf = (id: string) => groupKey.get(id) ?? id;
  const groupCount = new Set(groupKey.values()).size;
  const kept = new Set(
    picture.people
      .filter((person) => person.state !== 'stays' || inOffice.has(person.id))
      .slice(0, Math.max(0, most - groupCount))
      .map((person) => person.id),
  );
  const sizes = new Map<string, number>();
  for (const { id } of picture.people) if (!kept.has(id)) sizes.set(keyOf(id), (sizes.get(keyOf(id)) ?? 0) + 1);
  const rowOf = (id: string) => (kept.has(id) || sizes.get(keyOf(id)) === 1 ? id : keyOf(id));
  const people = new Map(
    picture.people.map(({ id, state }) => [rowOf(id), rowOf(id) === id ? { id, state } : { id: rowOf(id), state, others: sizes.get(rowOf(id)) ?? 0 }]),
  );
  const links = new Map(picture.links.map((link) => [`${rowOf(link.person)} ${link.path}`, { ...link, person: rowOf(link.person) }]));
  return { ...picture, people: [...people.values()], links: [...links.values()] };
}

function strongest(states: readonly LinkState[]): LinkState {
  return states.find((state) => state === 'stays') ?? states.find((state) => state === 'ends') ?? 'unproven';
}

/** Owner, deputies, then the others by name; whoever has no right any more last. A person's login stands before other ways. */
export function arranged(entrants: readonly Entrant[]): Entrant[] {
  const rank = ({ paths }: Entrant) => {
    if (paths.some((path) => path.office === 'owner')) return 0;
    if (paths.some((path) => path.office === 'deputy')) return 1;
    return paths.some((path) => path.state === 'active') ? 2 : 3;
  };
  const byGroup = (a: Path, b: Path) => groups.indexOf(groupOf(a)) - groups.indexOf(groupOf(b));
  return entrants.map((entrant) => ({ ...entrant, paths: entrant.paths.toSorted(byGroup) })).toSorted((a, b) => rank(a) - rank(b));
}

/** What nobody holds any more once those have left who are leaving. */
export function lostWithLeavers({ paths, links }: AccessPicture): WayGroup[] {
  return paths.filter((path) => path.stays === 0 && links.some((link) => link.path === path.id && link.state === 'ends')).map((path) => path.id);
}

type Told = { event: string; detail: Readonly<Record<string, unknown>> };

/** A value prepared in a rotation is written down by both: the log keeps two events, a reader is told once. */
export function toldOnce<T extends Told>(events: readonly T[]): T[] {
  const prepared = new Set(events.flatMap(({ event, detail }) => (event === 'rotation.prepared' ? [detail['versionId']] : [])));
  return events.filter(({ event, detail }) => event !== 'secret.prepared' || !prepared.has(detail['versionId']));
}
