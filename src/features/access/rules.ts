import type { GrantKind, GrantState } from '#db/words.ts';
export type { GrantKind } from '#db/words.ts';
import { everything, exposure, isRotatable, type Known, knowledgeOf, type SecretKind, type Stretch, type VersionFact } from '#src/features/secrets/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import type { Level } from '#src/ground/permission.ts';

/** The vault closes these itself, at once. The others are closed by proof. */
export function isVaultEnforced(kind: GrantKind): boolean {
  return kind === 'shared-login';
}

/** The rows the rules look at. */
type GrantFact = {
  id: string;
  accountId: string;
  kind: GrantKind;
  level: Level | null;
  state: GrantState;
  startsAt: Instant;
  expiresAt: Instant | null;
  endedAt: Instant | null;
  closedAt: Instant | null;
};

/** A grant as it reaches one person: their own, or through a team while they were in it. */
export type Way = { grant: GrantFact; personId: string; teamId: string | null; memberFrom: Instant | null; memberTo: Instant | null };
type OfficeHeld = { id: string; accountId: string; personId: string; fromAt: Instant; toAt: Instant | null };

const ranks: Record<Level, number> = { code: 1, reveal: 2, manage: 3 };

export function strongest(levels: readonly (Level | null)[]): Level | null {
  return levels.reduce((best, level) => (level && (!best || ranks[level] > ranks[best]) ? level : best), null);
}

/** Since when a secret that opens something is kept, and when a login was shared, on an account whose platform gives it no login of its own. */
export type LoginFacts = { kept: readonly Instant[]; shared: readonly Pick<GrantFact, 'startsAt' | 'expiresAt' | 'endedAt'>[] };

/**
 * An office is a way in where there is a login to hold. Where everybody enters with a profile of their own, owner and
 * deputy answer for the account and come in by a role like the others, unless a login is kept here or shared. Facts are
 * null where the account has a login by nature.
 */
export function officeOpens(facts: LoginFacts | null, at: Instant): boolean {
  if (facts === null || facts.kept.some((since) => since <= at)) return true;
  return facts.shared.some(({ startsAt, expiresAt, endedAt }) => covers({ from: startsAt, to: earliest([expiresAt, endedAt]) }, at));
}

/** From when to when somebody has this way in by right, told by the clock alone. */
export function stretchOf(way: Way): Stretch {
  const { startsAt, expiresAt, endedAt } = way.grant;
  return { from: Math.max(startsAt, way.memberFrom ?? startsAt), to: earliest([expiresAt, endedAt, way.memberTo]) };
}

export function covers({ from, to }: Stretch, at: Instant): boolean {
  return from <= at && (to === null || to > at);
}

/** Ended on paper, and nobody has shown that it is gone. */
export function isLeftOpen(way: Way, at: Instant): boolean {
  const { from, to } = stretchOf(way);
  const { kind, closedAt } = way.grant;
  return !isVaultEnforced(kind) && from <= at && to !== null && to >= from && to <= at && (closedAt === null || closedAt > at);
}

/** The same about now, by what was decided rather than by the clock, which may have been set back since. */
export function isStillOpen(way: Way, now: Instant): boolean {
  return way.grant.state === 'ended' || (way.grant.state === 'active' && isLeftOpen(way, now));
}

/** Everything about one or more accounts, or one or more people, that exposure depends on. */
export type Knowledge = {
  ways: readonly Way[];
  offices: readonly OfficeHeld[];
  secrets: readonly { id: string; accountId: string; kind: SecretKind }[];
  versions: ReadonlyMap<string, readonly VersionFact[]>;
  disclosures: ReadonlyMap<string, readonly { versionId: string; personId: string; at: Instant }[]>;
  /** When people are or were gone, for whom the vault stays shut whatever the rows say. */
  goneAt: ReadonlyMap<string, Instant>;
};

type SecretFact = Knowledge['secrets'][number];

/** The level that lets somebody see a secret of this kind. */
const levelToSee: Record<SecretKind, Level> = { password: 'reveal', note: 'reveal', totp: 'manage' };

/** When somebody could have opened this secret by right. */
function reachOf(personId: string, secret: SecretFact, known: Knowledge): Stretch[] {
  const gone = known.goneAt.get(personId) ?? null;
  const needed = ranks[levelToSee[secret.kind]];
  const byGrant = known.ways
    .filter((way) => way.personId === personId && way.grant.accountId === secret.accountId)
    .filter(({ grant }) => grant.level !== null && ranks[grant.level] >= needed)
    .map(stretchOf);
  const byOffice = known.offices
    .filter((office) => office.personId === personId && office.accountId === secret.accountId)
    .map((office) => ({ from: office.fromAt, to: office.toAt }));
  return [...byGrant, ...byOffice].map(({ from, to }) => ({ from, to: earliest([to, gone]) })).filter(({ from, to }) => to === null || to > from);
}

export function exposureOf(personId: string, secret: SecretFact, known: Knowledge, at: Instant) {
  return exposure(personId, { ...factsOf(personId, secret, known), reach: reachOf(personId, secret, known) }, at);
}

function factsOf(personId: string, secret: SecretFact, known: Knowledge) {
  return {
    versions: known.versions.get(secret.id) ?? [],
    disclosures: known.disclosures.get(secret.id) ?? [],
    knownOutside: isRotatable(secret.kind) ? outsideOf(personId, secret.accountId, known).map((way) => ({ from: stretchOf(way).from })) : [],
  };
}

/**
 * May they know this of the secret at `at`? Whoever may open it may. Somebody known to know it from before may know what was in
 * force when that began, while nobody has ended it; not what was set since.
 */
function isEntitled(personId: string, secret: SecretFact, item: Known, known: Knowledge, at: Instant): boolean {
  if (reachOf(personId, secret, known).some((stretch) => covers(stretch, at))) return true;
  const versions = known.versions.get(secret.id) ?? [];
  return outsideOf(personId, secret.accountId, known)
    .map(stretchOf)
    .some((stretch) => covers(stretch, at) && wasInForce(item, stretch.from, versions));
}

/** A value typed in later is the one that was in force before, unless another was set in between. */
function wasInForce({ version, at }: Known, from: Instant, versions: readonly VersionFact[]): boolean {
  if (version?.origin === 'set') return version.setAt !== null && version.setAt <= from;
  const until = version ? version.createdAt : at;
  return !versions.some(({ origin, setAt }) => origin === 'set' && setAt !== null && setAt > from && setAt <= until);
}

/** Do they know a value that is still of use, and have no right to know it at `at`? */
export function knowsWithoutRight(personId: string, secret: SecretFact, known: Knowledge, at: Instant, recordedBy: Instant = everything): boolean {
  return usable(personId, secret, known, recordedBy).some((item) => !isEntitled(personId, secret, item, known, at));
}

function usable(personId: string, secret: SecretFact, known: Knowledge, recordedBy: Instant): Known[] {
  return knowledgeOf(personId, factsOf(personId, secret, known), recordedBy).filter(({ deadAt }) => deadAt === null);
}
function outsideOf(personId: string, accountId: string, known: Knowledge): Way[] {
  return known.ways.filter((way) => way.grant.kind === 'known-outside' && way.personId === personId && way.grant.accountId === accountId);
}

export type Loss = { personId: string; secretId: string; accountId: string };

/** Who still knows what they are no longer entitled to know: the causes that an end of access has to write. */
export function planLosses(before: Knowledge, after: Knowledge, personIds: readonly string[], now: Instant): Loss[] {
  const rotatable = before.secrets.filter((secret) => isRotatable(secret.kind));
  return personIds.flatMap((personId) =>
    rotatable
      .filter((secret) =>
        usable(personId, secret, before, everything).some(
          (item) => isEntitled(personId, secret, item, before, now) && !isEntitled(personId, secret, item, after, now),
        ),
      )
      .map((secret) => ({ personId, secretId: secret.id, accountId: secret.accountId })),
  );
}

/** A known-outside grant is closed when nothing on the account is left that its holders could know from before. */
export function isOutdated(grantId: string, known: Knowledge, now: Instant): boolean {
  const ways = known.ways.filter(({ grant, memberFrom }) => grant.id === grantId && stretchOfKnowing(grant, memberFrom) <= now);
  const rotatable = known.secrets.filter((secret) => isRotatable(secret.kind));
  if (rotatable.length === 0 || ways.length === 0) return false;
  return ways.every(({ personId, grant }) =>
    rotatable.every((secret) =>
      (known.versions.get(secret.id) ?? []).some((v) => v.origin === 'set' && v.setBy !== personId && v.setAt !== null && v.setAt > grant.startsAt),
    ),
  );
}

function stretchOfKnowing(grant: GrantFact, memberFrom: Instant | null): Instant {
  return Math.max(grant.startsAt, memberFrom ?? grant.startsAt);
}

export type WayIn = { personId: string; kind: GrantKind | 'office' | 'knows'; level: Level | null };

/**
 * How many could still get in if the most important person vanished. A password is of no use without the second
 * factor: where only people's own devices hold it, whoever needs one of those depends on its custodian.
 */
export function busFactor(ways: readonly WayIn[], vaultHoldsFactor: boolean): number {
  const custodians = new Set(ways.filter((way) => way.kind === 'second-factor').map((way) => way.personId));
  const everybody = new Set(ways.map((way) => way.personId));
  if (everybody.size === 0) return 0;
  const remaining = [...everybody].map((vanished) => {
    const factorLeft = vaultHoldsFactor || custodians.size === 0 || [...custodians].some((id) => id !== vanished);
    return new Set(ways.filter((way) => way.personId !== vanished && getsIn(way, factorLeft)).map((way) => way.personId)).size;
  });
  return Math.min(...remaining);
}

function getsIn({ kind, level }: WayIn, factorLeft: boolean): boolean {
  if (kind === 'platform-role' || kind === 'recovery-contact') return true;
  if (kind === 'shared-login') return factorLeft && level !== 'code';
  return factorLeft && (kind === 'office' || kind === 'known-outside');
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
