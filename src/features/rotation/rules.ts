import type { AccountStatus, RotationState } from '#db/words.ts';
export type { RotationState } from '#db/words.ts';
import type { Criticality, RotationPolicy } from '#src/features/settings/index.ts';
import type { SecretKind } from '#src/features/secrets/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';

export type AgedSecret = {
  kind: SecretKind;
  criticality: Criticality;
  /** Of its account. */
  status: AccountStatus;
  /** When the value in force was set on the platform, as far as anybody knows. */
  valueSetAt: Instant | null;
  createdAt: Instant;
  notDueBefore: Instant | null;
};

export type Due = { at: Instant; why: 'age' | 'cause' };

/** Only passwords grow old, and only while somebody uses them; a one-time code's seed changes for a cause, a note never. */
export function dueByAge(secret: AgedSecret, policy: RotationPolicy): Instant | null {
  if (secret.kind !== 'password' || secret.status === 'retired') return null;
  const byAge = (secret.valueSetAt ?? secret.createdAt) + policy[secret.criticality] * day;
  return Math.max(byAge, secret.notDueBefore ?? byAge);
}

/** How far a value is from the day it was set to the day it is due by age; null where either is not known. From 1 on it is late. */
export function shareOf(secret: AgedSecret, policy: RotationPolicy, now: Instant): number | null {
  const due = dueByAge(secret, policy);
  if (due === null || secret.valueSetAt === null) return null;
  return Math.max(0, now - secret.valueSetAt) / Math.max(1, due - secret.valueSetAt);
}

/** A cause makes it due from the moment it arose; it is never put off, and stays though the account is out of use. */
export function dueAt(secret: AgedSecret, policy: RotationPolicy, causes: readonly { at: Instant }[]): Due | null {
  const age = dueByAge(secret, policy);
  const cause = causes.length > 0 ? Math.min(...causes.map((one) => one.at)) : null;
  if (cause !== null && (age === null || cause <= age)) return { at: cause, why: 'cause' };
  return age === null ? null : { at: age, why: 'age' };
}

const rank: Record<Criticality, number> = { critical: 0, normal: 1, low: 2 };
const longestSpread = 30;

/**
 * After an import what is overdue already is spread evenly over the coming weeks, the most critical and the oldest
 * first, so that not everything is due on one day. Returns how many days each is put off; 0 is today.
 */
export function spreadDays<T extends AgedSecret>(overdue: readonly T[]): { secret: T; days: number }[] {
  const ordered = overdue.toSorted((a, b) => rank[a.criticality] - rank[b.criticality] || (a.valueSetAt ?? a.createdAt) - (b.valueSetAt ?? b.createdAt));
  const span = Math.min(longestSpread, ordered.length);
  return ordered.map((secret, index) => ({ secret, days: 1 + Math.floor((index * span) / ordered.length) }));
}

const next: Record<RotationState, readonly RotationState[]> = {
  due: ['prepared', 'abandoned', 'blocked'],
  prepared: ['confirmed', 'abandoned', 'blocked'],
  blocked: ['due', 'prepared', 'abandoned'],
  confirmed: [],
  abandoned: [],
};

/**
 * What somebody's word is worth that the platform took the candidate. On a critical account it takes two: whoever set it says so, and
 * somebody else who tried it confirms. `others` is how many besides them may.
 */
export type Word = 'confirms' | 'attests' | 'stands' | 'nobody-else';

export function wordOf({ critical, attestedBy, others }: { critical: boolean; attestedBy: string | null; others: number }, personId: string): Word {
  if (!critical || (attestedBy !== null && attestedBy !== personId)) return 'confirms';
  if (others === 0) return 'nobody-else';
  return attestedBy === null ? 'attests' : 'stands';
}

export function mayBecome(from: RotationState, to: RotationState): boolean {
  return next[from].includes(to);
}
