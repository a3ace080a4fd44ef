import type { Level, Office, PersonState } from '#db/words.ts';
import { knownEnd, peopleById } from '#src/features/people/index.ts';
import { everything } from '#src/features/secrets/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { accountKnowledge } from './knowledge.ts';
import { openedByOffice } from './logins.ts';
import { busFactor, covers, exposureOf, type GrantKind, isLeftOpen, isStillOpen, isVaultEnforced, knowsWithoutRight, stretchOf, type Way } from './rules.ts';
import { seenAccountFacts } from './service.ts';

/**
 * One way in. `ended`: decided but not proven, so still open. `knows`: no right any more, and a value they know is
 * still in force.
 */
export type Path = {
  kind: GrantKind | 'office' | 'knows';
  state: 'active' | 'ended';
  office: Office | null;
  level: Level | null;
  grantId: string | null;
  secretId: string | null;
  platformRole: string | null;
  team: string | null;
  unsure: boolean;
  /** They were never shown it: a service was given it by a token that they made. */
  throughService: boolean;
  verifiedAt: Instant | null;
  since: Instant;
  expiresAt: Instant | null;
};

export type Entrant = {
  person: { id: string; name: string; state: PersonState; organisationId: string; endsAt: Instant | null };
  paths: Path[];
};

/** `stillOpen` counts those whose every path was ended and is not proven gone; `officeOpens` says whether an office is a way in here. */
export type WhoCanGetIn = { people: Entrant[]; count: number; stillOpen: number; busFactor: number; officeOpens: boolean };

export async function whoCanGetIn(ctx: Ctx, accountId: string, asOf?: Instant): Promise<WhoCanGetIn> {
  const at = asOf ?? ctx.now();
  ensure(ctx, 'access.view', await seenAccountFacts(ctx, accountId));
  if (at > ctx.now()) throw new Problem('invalid', 'access.in-the-future');
  const known = await accountKnowledge(ctx.read, accountId, ctx.now());
  const open: Open = asOf === undefined ? isStillOpen : isLeftOpen;
  const officeOpens = (await openedByOffice(ctx.read, [accountId], at, ctx.now()))(accountId);
  const paths = [...grantPaths(known, at, open), ...(officeOpens ? officePaths(known, at) : []), ...knownPaths(known, at, asOf ?? everything, open)];
  const byPerson = Map.groupBy(paths, (path) => path.personId);
  const rows = await peopleById(ctx, [...byPerson.keys()]);
  const people = [...byPerson].flatMap(([id, theirs]): Entrant[] => {
    const row = rows.get(id);
    if (!row) return [];
    const end = knownEnd(row, ctx.now());
    const endsAt = row.state === 'leaving' || (end ?? at + 1) <= at ? end : null;
    const person = { id, name: row.displayName, state: row.state, organisationId: row.organisationId, endsAt };
    return [{ person, paths: theirs.map(({ personId: _, ...path }) => path) }];
  });
  people.sort((a, b) => sortKeyOf(rows, a).localeCompare(sortKeyOf(rows, b)));
  const staying = paths.filter((path) => path.state === 'active');
  const hasSeed = known.secrets.some((secret) => secret.kind === 'totp' && (known.versions.get(secret.id)?.length ?? 0) > 0);
  return {
    people,
    count: people.length,
    stillOpen: people.filter((each) => each.paths.every((path) => path.state === 'ended')).length,
    busFactor: busFactor(staying, hasSeed),
    officeOpens,
  };
}

type Known = Awaited<ReturnType<typeof accountKnowledge>>;
type PersonsPath = Path & { personId: string };
type Open = (way: Way, at: Instant) => boolean;

const nothing = {
  office: null,
  level: null,
  grantId: null,
  secretId: null,
  platformRole: null,
  team: null,
  unsure: false,
  throughService: false,
  verifiedAt: null,
  expiresAt: null,
};

function isGoneAt(known: Known, personId: string, at: Instant): boolean {
  return (known.goneAt.get(personId) ?? at + 1) <= at;
}

function grantPaths(known: Known, at: Instant, open: Open): PersonsPath[] {
  return known.ways.flatMap((way): PersonsPath[] => {
    const { grant, personId, teamName } = way;
    const inForce = covers(stretchOf(way), at);
    if (isVaultEnforced(grant.kind) && isGoneAt(known, personId, at)) return [];
    if (!inForce && !open(way, at)) return [];
    const { kind, level, platformRole, unsure, verifiedAt, expiresAt } = grant;
    // Whoever is gone has these without a right to them, decided or not.
    const state = inForce && !isGoneAt(known, personId, at) ? 'active' : 'ended';
    return [
      { ...nothing, personId, kind, level, platformRole, unsure, verifiedAt, expiresAt, state, team: teamName, grantId: grant.id, since: stretchOf(way).from },
    ];
  });
}

function officePaths(known: Known, at: Instant): PersonsPath[] {
  return known.offices
    .filter((office) => covers({ from: office.fromAt, to: office.toAt }, at) && !isGoneAt(known, office.personId, at))
    .map((office) => ({
      ...nothing,
      personId: office.personId,
      kind: 'office',
      state: 'active',
      office: office.office,
      level: 'manage',
      since: office.fromAt,
    }));
}

function knownPaths(known: Known, at: Instant, recordedBy: Instant, open: Open): PersonsPath[] {
  // Whoever is listed with an ended one is told already; one in force says nothing of a value that was set after it began.
  const outside = known.ways.filter((way) => way.grant.kind === 'known-outside' && !covers(stretchOf(way), at) && open(way, at));
  const told = new Set(outside.map((way) => way.personId));
  return known.secrets
    .filter((secret) => secret.kind !== 'note')
    .flatMap((secret) => {
      const learners = new Set([
        ...(known.disclosures.get(secret.id) ?? []).map((row) => row.personId),
        ...(known.versions.get(secret.id) ?? []).flatMap((row) => row.setBy ?? []),
      ]);
      return [...learners].flatMap((personId): PersonsPath[] => {
        if (told.has(personId) || !knowsWithoutRight(personId, secret, known, at, recordedBy)) return [];
        const { since } = exposureOf(personId, secret, known, recordedBy);
        const learned = (known.disclosures.get(secret.id) ?? []).filter((row) => row.personId === personId);
        const throughService = learned.length > 0 && learned.every((row) => row.how === 'service');
        return [{ ...nothing, personId, kind: 'knows', state: 'ended', secretId: secret.id, throughService, since: since ?? at }];
      });
    });
}

function sortKeyOf(rows: ReadonlyMap<string, { sortKey: string }>, entrant: Entrant): string {
  return rows.get(entrant.person.id)?.sortKey ?? '';
}
