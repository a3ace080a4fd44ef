import { broughtInByActor } from '#src/features/people/index.ts';
import { type Happening, recordAll } from '#src/ground/audit.ts';
import { needUnit } from '#src/ground/bulk.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type AccountFacts, decide, refuses, type Verdict } from '#src/ground/permission.ts';
import { unableBecause } from './offices.ts';
import { findAccounts, listOffices, listStandings, openOffices } from './queries.ts';
import { type Vacancy, vacancyRefusal } from './rules.ts';

/**
 * Whether the actor may appoint each by hand, in the same order. An account that nobody answers for and where nothing is `kept`
 * may be filled with people whom one has brought in: a register is read in by whoever read in its people.
 */
export async function verdictsOnVacancies(ctx: Ctx, wanted: readonly Vacancy[], kept: ReadonlySet<string>): Promise<Verdict[]> {
  const brought = await broughtInByActor(
    ctx,
    wanted.map(({ personId }) => personId),
  );
  const facts = await factsOfAccounts(
    ctx,
    wanted.map(({ accountId }) => accountId),
  );
  return wanted.map(({ accountId, personId }) => {
    const account = facts.get(accountId);
    if (!account) return { allow: false, because: 'no-account' };
    const broughtIn = brought.has(personId) && (account.ownerId !== null || kept.has(accountId));
    return decide(ctx.actor, 'office.take-up', { ...account, personId, broughtIn }, ctx.now());
  });
}

/**
 * Appoints many in a few statements, in the caller's unit; each passes the decision of an appointment by hand. An office that
 * somebody holds is not taken over: that has consequences for secrets, and is done one by one. Returns what was given, and why
 * the rest was not, in the order asked for.
 */
export async function fillVacancies(
  ctx: Ctx,
  wanted: readonly Vacancy[],
  kept: ReadonlySet<string>,
): Promise<{ given: Vacancy[]; refused: (string | null)[] }> {
  const tx = needUnit(ctx);
  const verdicts = await verdictsOnVacancies(ctx, wanted, kept);
  const held = await listOffices(
    tx,
    wanted.map(({ accountId }) => accountId),
    null,
  );
  const standings = await listStandings(
    tx,
    wanted.map(({ personId }) => personId),
  );
  const [byAccount, byPerson] = [Map.groupBy(held, (row) => row.accountId), new Map(standings.map((row) => [row.id, row]))];
  const given: (Vacancy & { because: string })[] = [];
  const refused = wanted.map((one, at) => {
    const verdict = verdicts[at];
    if (!verdict || refuses(verdict)) return `permission.${verdict?.because}`;
    const unable = unableBecause(byPerson.get(one.personId), ctx.now());
    const others = [...(byAccount.get(one.accountId) ?? []), ...given.filter(({ accountId }) => accountId === one.accountId)];
    const because = unable?.code ?? vacancyRefusal(one, others);
    if (because === null) given.push({ ...one, because: verdict.because });
    return because;
  });
  await openOffices(
    tx,
    given.map(({ accountId, personId, office }) => ({ id: ctx.newId('office'), accountId, personId, office, fromAt: ctx.now() })),
  );
  await recordAll(tx, ctx, given.map(asHappening));
  return { given, refused };
}

/** Whoever answers for these accounts now. */
export async function officersOf(ctx: Ctx, accountIds: readonly string[]) {
  return listOffices(ctx.read, [...new Set(accountIds)], null);
}

export async function ownersOf(ctx: Ctx, accountIds: readonly string[]): Promise<string[]> {
  const held = await officersOf(ctx, accountIds);
  return [...new Set(held.flatMap((row) => (row.office === 'owner' ? row.personId : [])))];
}

async function factsOfAccounts(ctx: Ctx, accountIds: readonly string[]): Promise<Map<string, AccountFacts>> {
  const held = Map.groupBy(await listOffices(ctx.read, accountIds, null), (row) => row.accountId);
  const rows = await findAccounts(ctx.read, accountIds);
  return new Map(
    rows.map(({ id, criticality }) => {
      const offices = held.get(id) ?? [];
      const ownerId = offices.find((row) => row.office === 'owner')?.personId ?? null;
      const deputyIds = offices.filter((row) => row.office === 'deputy').map((row) => row.personId);
      return [id, { ownerId, deputyIds, critical: criticality === 'critical', level: null, holds: false }];
    }),
  );
}

function asHappening({ accountId, personId, office, because }: Vacancy & { because: string }): Happening {
  return { event: 'office.given', subject: { kind: 'account', id: accountId }, detail: { personId, office }, because };
}
