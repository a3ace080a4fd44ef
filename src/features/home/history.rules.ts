import type { AgedSecret } from '#src/features/rotation/index.ts';
import { type CauseFact, type DisclosureFact, isAnswered, type VersionFact } from '#src/features/secrets/index.ts';
import type { RotationPolicy } from '#src/features/settings/index.ts';
import { dueAt } from '#src/features/rotation/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { day, monthStarts } from '#src/ground/time.ts';

/** Something that was so from one moment to another; `to` is null while it lasts. */
export type Span = { id: string; from: Instant; to: Instant | null };

/** The last twelve ends of a month, oldest first. */
export function monthEnds(now: Instant, zone: string): Instant[] {
  return monthStarts(now - 400 * day, now, zone).slice(-12);
}

/** How many different things were so at a moment. */
export function countAt(spans: readonly Span[], at: Instant): number {
  return new Set(spans.filter(({ from, to }) => from <= at && (to === null || to > at)).map(({ id }) => id)).size;
}

export type Aged = AgedSecret & { id: string };
export type SetVersion = VersionFact & { secretId: string };
export type Cause = CauseFact & { secretId: string };
export type Disclosure = DisclosureFact & { secretId: string };

/**
 * When each secret was overdue, by the limits of today: too old, or known to somebody who should not. When a value was
 * set before it came here is kept only while that value is in force; of an earlier one the age counts from its entry.
 */
export function overdueSpans(
  secrets: readonly Aged[],
  policy: RotationPolicy,
  facts: { versions: readonly SetVersion[]; causes: readonly Cause[]; disclosures: readonly Disclosure[] },
): Span[] {
  const versions = Map.groupBy(facts.versions, (row) => row.secretId);
  const causes = Map.groupBy(facts.causes, (row) => row.secretId);
  const disclosures = Map.groupBy(facts.disclosures, (row) => row.secretId);
  return secrets.flatMap((secret) => {
    const set = (versions.get(secret.id) ?? []).toSorted((a, b) => (a.setAt ?? 0) - (b.setAt ?? 0));
    const known = disclosures.get(secret.id) ?? [];
    const byCause = (causes.get(secret.id) ?? []).map((cause) => ({
      id: secret.id,
      from: cause.at,
      to: set.find((version) => isAnswered(cause, [version], known))?.setAt ?? null,
    }));
    return [...tooOld(secret, policy, set), ...byCause];
  });
}

function tooOld(secret: Aged, policy: RotationPolicy, set: readonly SetVersion[]): Span[] {
  const moments = set.flatMap((version) => version.setAt ?? []);
  return [null, ...moments].flatMap((valueSetAt, index): Span[] => {
    const to = moments[index] ?? null;
    const due = dueAt({ ...secret, valueSetAt: to === null ? secret.valueSetAt : valueSetAt }, policy, []);
    const from = Math.max(due?.at ?? Number.POSITIVE_INFINITY, secret.createdAt);
    return from < (to ?? Number.POSITIVE_INFINITY) ? [{ id: secret.id, from, to }] : [];
  });
}

/** A figure through the year; `share` is drawn where the whole grows as well. */
export type Point = { at: Instant; value: number; share: number };

export type Trend = { points: readonly Point[]; change: Change | null; isWorse: boolean };

/** Since a month end it differs from by so much, or the month end since which it has been the same. */
export type Change = { by: number; since: Instant };

/** Two points are a line. `better` says which way is. */
export function trendOf(points: readonly Point[], better: 'more' | 'less'): Trend | null {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return null;
  const isWorse = better === 'more' ? last.share < before.share : last.share > before.share;
  if (before.value !== last.value) return { points, isWorse, change: { by: last.value - before.value, since: before.at } };
  const index = points.findLastIndex((point) => point.value !== last.value);
  return { points, isWorse, change: index < 0 ? null : { by: 0, since: (points[index + 1] ?? last).at } };
}
