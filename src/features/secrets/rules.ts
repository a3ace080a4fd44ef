import type { SecretKind } from '#db/words.ts';
export type { SecretKind } from '#db/words.ts';
import type { Instant } from '#src/ground/ctx.ts';

/** A note is read, not used: a leaver "has read it", and no new value would change that. */
export function isRotatable(kind: SecretKind): boolean {
  return kind !== 'note';
}

/** `setAt` is when it became current, whatever its origin; null for a candidate that never did. */
export type VersionFact = {
  id: string;
  number: number;
  origin: 'adopted' | 'set';
  createdAt: Instant;
  setAt: Instant | null;
  setBy: string | null;
};
export type DisclosureFact = { versionId: string; personId: string; at: Instant };
export type CauseFact = { subjectId: string | null; at: Instant };

/**
 * Rule 4: only a value set on the platform afterwards, by somebody else than the subject and unknown to the subject
 * when it became current, ends a cause. A value set in the same millisecond may be older, so it does not.
 */
export function isAnswered(cause: CauseFact, versions: readonly VersionFact[], disclosures: readonly DisclosureFact[]): boolean {
  return versions.some(({ id, origin, setAt, setBy }) => {
    if (origin !== 'set' || setAt === null || setAt <= cause.at) return false;
    if (cause.subjectId === null) return true;
    const known = disclosures.some((d) => d.versionId === id && d.personId === cause.subjectId && d.at <= setAt);
    return setBy !== cause.subjectId && !known;
  });
}

export type Tier = 'knows' | 'could-have-seen' | 'safe' | 'none';
export type Exposure = { tier: Tier; since?: Instant };

/** Stretches of time, open-ended while `to` is null. */
export type Stretch = { from: Instant; to: Instant | null };
export type KnownOutside = { from: Instant };

/** About one person and one secret. `reach` is when they could have opened it; `knownOutside` what they knew before. */
export type ExposureFacts = {
  versions: readonly VersionFact[];
  disclosures: readonly DisclosureFact[];
  knownOutside: readonly KnownOutside[];
  reach: readonly Stretch[];
};

/** All that is recorded, also by a clock that ran ahead and was set back: for questions about now. */
export const everything: Instant = Number.MAX_SAFE_INTEGER;

/** Something learned: usable from `at` until `deadAt`. `version` is null for what they knew from outside. */
export type Known = { at: Instant; deadAt: Instant | null; version: VersionFact | null };

/**
 * Rule 3. What a person knows stays usable until somebody else sets a value after the one they know; an adopted value
 * and one they set themselves end nothing. `since` is when they learned it, could first have seen it, or were safe.
 */
export function exposure(personId: string, facts: ExposureFacts, at: Instant): Exposure {
  const knowledge = knowledgeOf(personId, facts, at);
  const usable = knowledge.filter((item) => item.deadAt === null);
  if (usable.length > 0) return { tier: 'knows', since: Math.min(...usable.map((item) => item.at)) };
  const seen = couldHaveSeenSince(personId, facts, at);
  if (seen !== null) return { tier: 'could-have-seen', since: seen };
  if (knowledge.length > 0) return { tier: 'safe', since: Math.max(...knowledge.map((item) => Math.max(item.deadAt ?? 0, item.at))) };
  return { tier: 'none' };
}

/** Everything that a person had learned by `at`, on whatever path. */
export function knowledgeOf(personId: string, facts: Omit<ExposureFacts, 'reach'>, at: Instant): Known[] {
  const versions = versionsBy(facts, at);
  const byOthers = setByOthers(personId, versions, at);
  const endOf = (ends: (other: VersionFact) => boolean) => earliest(byOthers.filter(ends).map((other) => other.setAt));

  const shown = facts.disclosures
    .filter((d) => d.personId === personId && d.at <= at)
    .map((d) => ({ version: versions.find((v) => v.id === d.versionId) ?? null, at: d.at }));
  const setByThem = versions.filter((v) => v.setBy === personId && isBy(v.setAt, at)).map((version) => ({ version, at: version.setAt ?? at }));
  const knowledge: Known[] = [...shown, ...setByThem].map(({ version, at: learnedAt }) => ({
    at: learnedAt,
    deadAt: version ? endOf((other) => follows(other, version)) : null,
    version,
  }));
  for (const { from } of facts.knownOutside) {
    if (from <= at) knowledge.push({ at: from, deadAt: endOf((other) => (other.setAt ?? 0) > from), version: null });
  }
  return knowledge;
}

function versionsBy(facts: Pick<ExposureFacts, 'versions'>, at: Instant): VersionFact[] {
  return facts.versions.filter((version) => version.createdAt <= at);
}

function setByOthers(personId: string, versions: readonly VersionFact[], at: Instant): VersionFact[] {
  return versions.filter((v) => v.origin === 'set' && isBy(v.setAt, at) && v.setBy !== personId);
}
/** Counted from when it was made: the platform may have accepted a candidate that was given up. */
function follows(other: VersionFact, known: VersionFact): boolean {
  if (other.setAt === null || other.id === known.id) return false;
  return other.setAt > known.createdAt || (other.setAt === known.createdAt && other.number > known.number);
}

/** The first moment at which the person could have opened a value that is still of use. */
function couldHaveSeenSince(personId: string, facts: ExposureFacts, at: Instant): Instant | null {
  const versions = versionsBy(facts, at);
  const byOthers = setByOthers(personId, versions, at);
  const useful = versions.filter((version) => !byOthers.some((other) => follows(other, version)));
  const moments = useful.flatMap((version) =>
    facts.reach.filter(({ from, to }) => from <= at && (to === null || to > version.createdAt)).map(({ from }) => Math.max(from, version.createdAt)),
  );
  return earliest(moments);
}

function isBy(moment: Instant | null, at: Instant): boolean {
  return moment !== null && moment <= at;
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}

type ValueFault = 'empty' | 'too-short' | 'too-long' | 'nul';

/** No platform takes a shorter password, and a shorter one is guessed by hand. */
export const shortestPassword = 6;

/** A NUL ends the text in many a login form and in PostgreSQL; nobody means to store one. */
export function valueFault(kind: SecretKind, value: string): ValueFault | null {
  if (value.includes('\0')) return 'nul';
  if (value.trim() === '') return 'empty';
  if (kind === 'password' && [...value.trim()].length < shortestPassword) return 'too-short';
  return value.length > 20_000 ? 'too-long' : null;
}

/** Without blanks and in small letters: two values that differ in nothing else are one to whoever guesses. */
export function foldedValue(value: string): string {
  return value.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

export const retiredFor = 30 * 24 * 60 * 60 * 1000;
