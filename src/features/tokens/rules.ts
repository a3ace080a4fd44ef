import type { Instant } from '#src/host/clock.ts';
import { isGone } from '#src/ground/permission.ts';

export const longestToken = 365;

/** What a token may be given: everything that lists or views, or single acts by name. Never a secret, never a right of its own. */
export const grantableScopes = [
  'read',
  'account.add',
  'account.edit',
  'person.add',
  'person.edit',
  'offboarding.start',
  'import.run',
  'task.complete',
] as const;
export type Scope = (typeof grantableScopes)[number];

export type TokenFacts = { securityStamp: number; expiresAt: Instant; revokedAt: Instant | null };
export type OwnerFacts = { state: string; endsAt: Instant | null; securityStamp: number };

/** A token dies with its person: gone, or marked by a newer security stamp. */
export function isUsable(token: TokenFacts, owner: OwnerFacts, now: Instant): boolean {
  if (token.revokedAt !== null || token.expiresAt <= now) return false;
  return token.securityStamp === owner.securityStamp && !isGone({ alive: owner.state !== 'left', endsAt: owner.endsAt }, now);
}

/** The last four characters: enough to tell tokens apart, nothing to guess from. */
export function hintOf(token: string): string {
  return token.slice(-4);
}
