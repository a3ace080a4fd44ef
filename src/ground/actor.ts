import type { Role } from '#db/words.ts';
export type { Role } from '#db/words.ts';
import type { Instant } from '#src/host/clock.ts';
import type { Veiled } from './veil.ts';

export type Via = 'web' | 'rest' | 'scim' | 'cli' | 'job';

/** A signed-in person as the database knew them when the request came in; `endsAt` is checked against the clock at every decision. */
export type PersonActor = {
  kind: 'person';
  id: string;
  name: string;
  roles: readonly Role[];
  alive: boolean;
  endsAt: Veiled | null;
  /** Away for long: what reaches secrets rests until they are back. */
  absent: boolean;
  sessionId: string | null;
  /** When the second factor was last proven in this session. */
  factorAt: Instant | null;
};

/**
 * A token acts for its owner, never for more, or for a service of its own name. `maker` is the human behind it: its owner,
 * or whoever made it for the service. `factorAt` is when its owner last lifted it.
 */
export type TokenActor = {
  kind: 'token';
  id: string;
  maker: { id: string; name: string };
  owner: PersonActor | null;
  service: { id: string; name: string } | null;
  scopes: readonly string[];
  factorAt: Instant | null;
};

/** `claimed` is what SUDO_USER said: noted, never trusted. */
export type OperatorActor = { kind: 'operator'; claimed: string | null };
export type SystemActor = { kind: 'system'; job: string };
export type StrangerActor = { kind: 'stranger' };

export type Actor = PersonActor | TokenActor | OperatorActor | SystemActor | StrangerActor;

export function actorId(actor: Actor): string | null {
  if (actor.kind === 'person' || actor.kind === 'token') return actor.id;
  if (actor.kind === 'system') return actor.job;
  return null;
}

/** The person behind the actor, if there is one. */
export function personOf(actor: Actor): PersonActor | null {
  if (actor.kind === 'person') return actor;
  return actor.kind === 'token' ? actor.owner : null;
}

/** The service behind the actor, if there is one. */
export function serviceOf(actor: Actor): { id: string; name: string } | null {
  return actor.kind === 'token' ? actor.service : null;
}

/** The human who answers for the act: the person, or whoever made the token. The operator and the machine have none that we know. */
export function humanBehind(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.id;
  return actor.kind === 'token' ? actor.maker.id : null;
}

/** How the log names who acts: of a token also the human behind it, and the service it speaks for. */
export function namedInLog(actor: Actor): { kind: Actor['kind']; id: string | null; person?: string; service?: string } {
  const named = { kind: actor.kind, id: actorId(actor) };
  if (actor.kind !== 'token') return named;
  return { ...named, person: actor.maker.id, ...(actor.service ? { service: actor.service.id } : {}) };
}

/** What is written in `…By` columns. */
export function signatureOf(actor: Actor): string {
  return personOf(actor)?.id ?? serviceOf(actor)?.id ?? actorId(actor) ?? actor.kind;
}
