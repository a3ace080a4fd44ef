import { isHere, type Standing } from '#src/features/people/index.ts';
import type { Instant } from '#src/host/clock.ts';
import { fresh } from '#src/ground/moments.ts';
import { day } from '#src/ground/time.ts';

export const longestToken = 365;

/**
 * What a person's token may be given: everything that lists or views, or single acts by name. A scope is no right of
 * its own: it lets through what its owner may do anyway. Secrets ask for a step-up besides.
 */
export const grantableScopes = [
  'read',
  'secret.reveal',
  'secret.code',
  'rotation.reveal',
  'secret.add',
  'rotation.run',
  'account.add',
  'account.edit',
  'office.take-up',
  'office.give',
  'grant.give',
  'grant.end',
  'person.add',
  'person.edit',
  'person.invite',
  'sign-in-reset.ask',
  'sign-in-reset.stop',
  'person.absence',
  'role.change',
  'offboarding.preview',
  'offboarding.start',
  'offboarding.change',
  'offboarding.reinstate',
  'task.complete',
  'task.except',
  'task.assign',
  'import.run',
  'policy.publish',
  'settings.edit',
  'service.edit',
  'service-grant.give',
  'service-grant.end',
  'service-token.consent',
  'proposal.decide',
  'proposal.dismiss',
  'token.create',
] as const;
export type Scope = (typeof grantableScopes)[number];

/** What a service may be given: its scopes are the only rights it has. Secrets need a grant to it besides. */
export const serviceScopes = [
  'read',
  'secret.reveal',
  'secret.code',
  'account.add',
  'account.edit',
  'person.add',
  'person.edit',
  'person.absence',
  'offboarding.preview',
  'offboarding.start',
  'import.run',
] as const satisfies readonly Scope[];

/** May it ask for anything that is kept in the vault? */
export function reachesSecrets(scopes: readonly string[]): boolean {
  return scopes.some((scope) => scope === 'secret.reveal' || scope === 'secret.code');
}

export type TokenFacts = { securityStamp: number; createdAt: Instant; expiresAt: Instant; revokedAt: Instant | null };
export type OwnerFacts = Pick<Standing, 'state' | 'endsAt'> & { securityStamp: number };

/** A token dies with its person: gone, or marked by a newer security stamp. One of a service ends with the service. */
export function isUsable(token: TokenFacts, owner: OwnerFacts | { endedAt: Instant | null }, now: Instant): boolean {
  if (token.revokedAt !== null || token.expiresAt <= now || !fresh(token.createdAt, longestToken * day, now)) return false;
  if ('endedAt' in owner) return owner.endedAt === null || owner.endedAt > now;
  return token.securityStamp === owner.securityStamp && isHere(owner, now);
}

/** The last four characters: enough to tell tokens apart, nothing to guess from. */
export function hintOf(token: string): string {
  return token.slice(-4);
}
