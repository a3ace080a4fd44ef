/** `name` is null where the row it stood in is gone. */
export type Named = { id: string; name: string | null };

/**
 * Who did it, as a reader is told. A person's own token acts as the person, a service's as the service; `person` is the
 * human in either case. `name` is of whoever acted, or null where only the kind is known.
 */
export type Doer = { kind: string; id: string | null; name: string | null; person: Named | null; service: Named | null; token: Named | null };

export type Recorded = { event: string; actorKind: string; actorId: string | null; subjectKind: string; subjectId: string | null };

/** What the hashed text says beside the columns. Texts written before tokens named their human say nothing. */
export type InText = { person?: string; service?: string };

/** The rows that the event's ids lead to now; `maker` and `service` through the token's row. */
export type Known = { actor: Named | null; subject: Named | null; token: Named | null; maker: Named | null; service: Named | null };

/** Written by nobody known until the proof was complete, which made them known. */
export const provesWho: readonly string[] = ['sign-in.completed', 'sign-in.created'];

function isOwnSignIn({ event, actorKind, subjectKind }: Recorded): boolean {
  return actorKind === 'stranger' && subjectKind === 'person' && provesWho.includes(event);
}

export function doerOf(recorded: Recorded, inText: InText, known: Known): Doer {
  const { actorKind: kind, actorId: id } = recorded;
  const nobody = { kind, id, name: null, person: null, service: null, token: null };
  if (isOwnSignIn(recorded)) return { ...nobody, name: known.subject?.name ?? null, person: known.subject };
  if (kind === 'person') return { ...nobody, name: known.actor?.name ?? null, person: known.actor };
  if (kind !== 'token' || id === null) return nobody;
  const person = named(inText.person, known.maker);
  const service = named(inText.service, known.service);
  return { ...nobody, name: (service ?? person)?.name ?? null, person, service, token: known.token ?? { id, name: null } };
}

/** The text is hashed and the row is not: where they differ the text is right, and the row's name is somebody else's. */
function named(id: string | undefined, row: Named | null): Named | null {
  if (id === undefined || row?.id === id) return row;
  return { id, name: null };
}
