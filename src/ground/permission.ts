import { type Actor, type PersonActor, personOf, type TokenActor } from './actor.ts';
import type { Ctx } from './ctx.ts';
import { fresh } from './moments.ts';
import { Problem } from './problem.ts';
import { type Action, rights, stepUpLasts, type Subjects, type Verdict, type Who } from './rights.ts';
import { unveil } from './veil.ts';

export {
  type AccountFacts,
  type Action,
  type GrantFacts,
  type Level,
  type AssignFacts,
  type ExceptFacts,
  type OffboardingFacts,
  type OfficeFacts,
  type PersonFacts,
  type ProposalFacts,
  type RevealFacts,
  stepUpLasts,
  type Subjects,
  type TaskFacts,
  type Verdict,
} from './rights.ts';

/** Is this person gone at `now`, whether or not the cut has been made? */
export function isGone(person: Pick<PersonActor, 'alive' | 'endsAt'>, now: number): boolean {
  return !person.alive || (person.endsAt !== null && unveil(person.endsAt) <= now);
}

/** Who may do what. The only place that compares roles; everything not said here is refused. */
export function decide<A extends Action>(actor: Actor, action: A, subject: Subjects[A], now: number): Verdict {
  if (actor.kind === 'stranger') return { allow: false, because: 'stranger' };
  const person = personOf(actor);
  if (person && isGone(person, now)) return { allow: false, because: 'gone' };
  if (actor.kind === 'token' && !inScope(actor.scopes, action)) return { allow: false, because: 'not-in-scope' };
  const who: Who = {
    person,
    has: (role) => person?.roles.includes(role) ?? false,
    machine: actor.kind === 'operator' || actor.kind === 'system' ? actor.kind : null,
    service: actor.kind === 'token' && actor.service !== null,
    factorAt: actor.kind === 'person' || actor.kind === 'token' ? actor.factorAt : null,
  };
  return rights[action](who, subject, now);
}

/** A scope is `read` (everything that lists or views) or the exact name of an action. */
export function inScope(scopes: readonly string[], action: string): boolean {
  return scopes.includes(action) || (scopes.includes('read') && /\.(list|view|holdings|browse)$/.test(action));
}

/** Was this token lifted by its owner's second factor lately? A service has no factor, and nothing that it does waits for one. */
export function isLifted({ owner, factorAt }: TokenActor, now: number): boolean {
  return owner === null || fresh(factorAt, stepUpLasts, now);
}

/** Nothing that the actor could still do would let them. */
export function refuses(verdict: Verdict | undefined): boolean {
  return verdict === undefined || ('allow' in verdict && !verdict.allow);
}

export function allows<A extends Action>(ctx: Pick<Ctx, 'actor' | 'now'>, action: A, subject: Subjects[A]): boolean {
  const verdict = decide(ctx.actor, action, subject, ctx.now());
  return 'allow' in verdict && verdict.allow;
}

/** The reason why it is allowed, for the audit event; or the problem that says what is missing. */
export function ensure<A extends Action>(ctx: Pick<Ctx, 'actor' | 'now'>, action: A, subject: Subjects[A]): string {
  return demand(decide(ctx.actor, action, subject, ctx.now()));
}

export function demand(verdict: Verdict): string {
  if ('needs' in verdict) {
    if (verdict.needs === 'step-up') throw new Problem('step-up', 'permission.step-up');
    throw new Problem('forbidden', `permission.${verdict.needs}`);
  }
  if (verdict.allow) return verdict.because;
  if (verdict.because === 'gone' || verdict.because === 'stranger') throw new Problem('unauthenticated', 'permission.sign-in');
  throw new Problem('forbidden', `permission.${verdict.because}`);
}
