import { type Holdings, holdingsOf, secretHoldings } from '#src/features/access/index.ts';
import { listOffboardings, mayReinstate } from '#src/features/offboarding/index.ts';
import {
  getPerson,
  giveRole,
  isHere,
  isOnStaff,
  knownEnd,
  listOrganisations,
  listPeople,
  manager,
  type PeopleQuery,
  type Person,
  type PersonState,
  personFacts,
  rolesOf,
  teamsOf,
} from '#src/features/people/index.ts';
import { hasAcknowledged } from '#src/features/policies/index.ts';
import { type OpenReset, openResetOf, signsIn } from '#src/features/sessions/index.ts';
import type { Role } from '#src/ground/actor.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { allows, decide, ensure, refuses } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { countAccountsByPerson, countLeaving, countPeople } from './queries.ts';

export type PersonLine = { person: Person; state: PersonState; endsAt: Instant | null; organisation: string | null; accounts: number };
/** `whole` counts everybody in service; null for a search, whose answer is its rows. */
export type PeopleList = { rows: PersonLine[]; next: string | null; whole: { people: number; leaving: number } | null };

/** People by name, with how many accounts each of them can get into on whatever path. */
export async function browsePeople(ctx: Ctx, query: PeopleQuery = {}): Promise<PeopleList> {
  ensure(ctx, 'people.browse', null);
  const { rows, next } = await listPeople(ctx, query);
  const counts = await countAccountsByPerson(
    ctx.read,
    rows.map((row) => row.id),
    ctx.now(),
  );
  const names = await organisationNames(ctx);
  return {
    rows: rows.map((person) => ({
      person,
      state: shownState(person, ctx.now()),
      endsAt: knownEnd(person, ctx.now()),
      organisation: names.get(person.organisationId) ?? null,
      accounts: counts.get(person.id) ?? 0,
    })),
    next,
    whole: query.search || query.state ? null : { people: await countPeople(ctx.read), leaving: await countLeaving(ctx.read) },
  };
}

/** From the moment on somebody is gone, recorded or not; before it, only an announced departure shows. */
function shownState(person: Person, now: Instant): PersonState {
  return isHere(person, now) ? person.state : 'left';
}

async function organisationNames(ctx: Ctx): Promise<Map<string, string>> {
  return new Map((await listOrganisations(ctx)).map((each) => [each.id, each.name]));
}

export type PersonPage = {
  person: Person;
  state: PersonState;
  /** Shown when announced or past. */
  endsAt: Instant | null;
  absentSince: Instant | null;
  organisation: string | null;
  manager: { id: string; name: string } | null;
  teams: readonly string[];
  roles: readonly Role[];
  acknowledged: boolean;
  holdings: Holdings;
  on: Instant | null;
  /** The departure under way, for whoever may see it. */
  departureId: string | null;
  /** One that may still let them in; for whoever could stop it. */
  reset: OpenReset | null;
  may: {
    edit: boolean;
    invite: boolean;
    reset: boolean;
    handOver: boolean;
    stopReset: boolean;
    role: boolean;
    absence: boolean;
    reinstate: boolean;
    preview: boolean;
    accounts: boolean;
  };
};

/** What one person holds and knows, now or at a moment in the past. Somebody who may not know is told that nobody is there. */
export async function personPage(ctx: Ctx, id: string, on: Instant | null = null): Promise<PersonPage> {
  const facts = await personFacts(ctx, id);
  if (!allows(ctx, 'person.view', facts)) throw new Problem('missing', 'person.missing');
  const person = await getPerson(ctx, id);
  const above = await manager(ctx, id);
  const state = shownState(person, ctx.now());
  const signs = state !== 'left' && (await signsIn(ctx, id));
  const reset = signs && allows(ctx, 'sign-in-reset.view', facts) ? await openResetOf(ctx, id) : null;
  return {
    person,
    state,
    endsAt: knownEnd(person, ctx.now()),
    absentSince: state === 'left' ? null : person.absentSince,
    organisation: (await organisationNames(ctx)).get(person.organisationId) ?? null,
    manager: above ? { id: above.id, name: above.displayName } : null,
    teams: (await teamsOf(ctx, id, on ?? ctx.now())).map((team) => team.name),
    roles: await rolesOf(ctx, id),
    acknowledged: await hasAcknowledged(ctx, id),
    holdings: await holdingsOf(ctx, id, on ?? ctx.now()),
    on,
    departureId: state === 'leaving' || state === 'left' ? await departureOf(ctx, id) : null,
    reset,
    may: {
      edit: allows(ctx, 'person.edit', facts),
      invite: allows(ctx, 'person.invite', facts) && state !== 'left' && !signs,
      reset: !refuses(decide(ctx.actor, 'sign-in-reset.ask', facts, ctx.now())) && signs && isOnStaff(person),
      handOver: !refuses(decide(ctx.actor, 'sign-in-reset.hand-over', { ...facts, askedById: reset?.askedBy ?? null }, ctx.now())),
      stopReset: allows(ctx, 'sign-in-reset.stop', facts),
      role: allows(ctx, 'role.change', facts) && state !== 'left',
      absence: allows(ctx, 'person.absence', facts) && state !== 'left',
      reinstate: await mayReinstate(ctx, id),
      preview: allows(ctx, 'offboarding.preview', facts) && state !== 'left',
      accounts: allows(ctx, 'register.browse', null),
    },
  };
}

async function departureOf(ctx: Ctx, personId: string): Promise<string | null> {
  const { rows } = await listOffboardings(ctx, { limit: 200 });
  return rows.find((row) => row.personId === personId)?.id ?? null;
}

/** HR and secrets exclude each other, so what the person holds is counted first. */
export async function giveRoleTo(ctx: Ctx, personId: string, role: Role): Promise<void> {
  // In one unit: a login given at the same moment is seen.
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    await giveRole(inside, personId, role, await secretHoldings(inside, personId));
  });
}

/** For whoever may change what is known of a person. */
export async function editablePerson(ctx: Ctx, id: string): Promise<{ person: Person; manager: string }> {
  ensure(ctx, 'person.edit', await personFacts(ctx, id));
  return { person: await getPerson(ctx, id), manager: (await manager(ctx, id))?.displayName ?? '' };
}
