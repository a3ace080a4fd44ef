import { broughtInByActor, isAvailable, isHere, type Told } from '#src/features/people/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { type Happening, record, recordAll } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { type AccountFacts, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import {
  closeOffices,
  findAccount,
  findStanding,
  listAdministrators,
  listLinedUpBy,
  listOffices,
  listOfficesAround,
  listOfficesOfPerson,
  listStandings,
  openOffices,
  type PersonStanding,
} from './queries.ts';
import { type Office, type OfficeMove, planSuccession } from './rules.ts';
import { accountTitle, type Named } from './title.ts';

/** In office at `at`, or now. Oldest appointment first. */
export async function officesOf(ctx: Ctx, accountId: string, at?: Instant) {
  return listOffices(ctx.read, [accountId], at ?? null);
}

export async function accountsInOfficeOf(ctx: Ctx, personId: string, at?: Instant) {
  return listOfficesOfPerson(ctx.read, personId, at ?? null);
}

/** What a decision about the register itself needs. Grants are not looked at: they never widen such a decision. */
export async function officeFacts(ctx: Ctx, accountId: string): Promise<AccountFacts> {
  const account = found(await findAccount(ctx.read, accountId), 'account.missing');
  const held = await listOffices(ctx.read, [accountId], null);
  return {
    ownerId: held.find((row) => row.office === 'owner')?.personId ?? null,
    deputyIds: held.filter((row) => row.office === 'deputy').map((row) => row.personId),
    critical: account.criticality === 'critical',
    level: null,
    holds: false,
  };
}

/**
 * Appoints; a new owner takes the place of the old one. Whoever loses an office here may know secrets: call `appoint`
 * of `access`, which also writes the causes.
 */
export async function giveOffice(ctx: Ctx, accountId: string, personId: string, office: Office): Promise<{ replacedId: string | null }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const account = found(await findAccount(tx, accountId), 'account.missing');
    const broughtIn = (await broughtInByActor(inside, [personId])).has(personId);
    const because = ensure(ctx, 'office.take-up', { ...(await officeFacts(inside, accountId)), personId, broughtIn });
    return placeInOffice(inside, account, personId, office, { because, quiet: false });
  });
}

/** The appointment itself, once it is decided that it may be made. `quiet`: a register is read in, nobody is told. */
export async function placeInOffice(
  ctx: Ctx,
  account: Named & { id: string },
  personId: string,
  office: Office,
  { because, quiet }: { because: string; quiet: boolean },
): Promise<{ replacedId: string | null }> {
  return ctx.write(async (tx) => {
    const accountId = account.id;
    ensureAble(await findStanding(tx, personId), ctx.now());
    const held = await listOffices(tx, [accountId], null);
    const theirs = held.find((row) => row.personId === personId);
    if (theirs?.office === office) throw new Problem('conflict', 'office.already-there');
    if (theirs?.office === 'owner') throw new Problem('conflict', 'office.owner-needs-successor');
    const replaced = office === 'owner' ? held.find((row) => row.office === 'owner') : undefined;
    const ends = [theirs, replaced].filter((row) => row !== undefined);
    if (ends.length > 0)
      await closeOffices(
        tx,
        ends.map((row) => row.id),
        ctx.now(),
        'replaced',
      );
    await openOffices(tx, [{ id: ctx.newId('office'), accountId, personId, office, fromAt: ctx.now() }]);
    const subject = { kind: 'account', id: accountId } as const;
    if (replaced) {
      const detail = { personId: replaced.personId, office, because: 'replaced', successorId: personId };
      await record(tx, ctx, 'office.ended', subject, detail, { because });
    }
    await record(tx, ctx, 'office.given', subject, { personId, office }, { because });
    if (!quiet) await tellReceived(within(ctx, tx), [{ account, recipientId: personId }], office);
    return { replacedId: replaced?.personId ?? null };
  });
}

/** Ends a deputy's office. An owner is never removed, only replaced: an account would become ownerless. */
export async function endOffice(ctx: Ctx, accountId: string, personId: string, because: string): Promise<void> {
  await ctx.write(async (tx) => {
    const verdict = ensure(ctx, 'office.give', await officeFacts(within(ctx, tx), accountId));
    const held = await listOffices(tx, [accountId], null);
    const row = found(
      held.find((each) => each.personId === personId),
      'office.missing',
    );
    if (row.office === 'owner') throw new Problem('conflict', 'office.owner-needs-successor');
    await closeOffices(tx, [row.id], ctx.now(), because);
    const detail = { personId, office: row.office, because, successorId: null };
    await record(tx, ctx, 'office.ended', { kind: 'account', id: accountId }, detail, { because: verdict });
  });
}

type Asked = {
  at?: Instant;
  /** Of whose departures whoever asks knows. */
  told?: Told;
  /** Whoever brought it about, and so takes nothing by it. */
  beganBy?: ReadonlySet<string>;
};

/** What would happen to the offices of these people if they left together, now or at `at`, as far as whoever asks was told of others. */
export async function planOfficeMoves(ctx: Ctx, personIds: readonly string[], { at, told, beganBy }: Asked = {}): Promise<OfficeMove[]> {
  const rows = await listOfficesAround(ctx.read, personIds);
  if (rows.length === 0) return [];
  const { standings, administratorIds } = await standingsFor(
    ctx,
    personIds,
    rows.map((row) => row.personId),
  );
  const now = ctx.now();
  return planSuccession({
    leaverIds: personIds,
    accounts: [...Map.groupBy(rows, (row) => row.accountId)].map(([accountId, held]) => ({
      accountId,
      ownerId: held.find((row) => row.office === 'owner')?.personId ?? null,
      deputyIds: held.filter((row) => row.office === 'deputy').map((row) => row.personId),
    })),
    managerOf: (id) => standings.get(id)?.managerId ?? null,
    administratorIds,
    ...(beganBy ? { beganBy } : {}),
    linedUpBy: await listLinedUpBy(ctx.read, [...standings.keys()]),
    standingOf: (id) => standingAt(standings.get(id), { at: at ?? now, now, told }),
  });
}

type Standings = { standings: ReadonlyMap<string, PersonStanding>; administratorIds: readonly string[] };

/** Of the leavers, of whoever is in office beside them, of the administrators, and of the line of managers above each leaver. */
async function standingsFor(ctx: Ctx, leaverIds: readonly string[], officerIds: readonly string[]): Promise<Standings> {
  const standings = new Map<string, PersonStanding>();
  const learn = async (ids: readonly string[]) => {
    const unknown = [...new Set(ids)].filter((id) => !standings.has(id));
    if (unknown.length > 0) for (const row of await listStandings(ctx.read, unknown)) standings.set(row.id, row);
  };
  const administratorIds = await listAdministrators(ctx.read);
  await learn([...leaverIds, ...officerIds, ...administratorIds]);
  const climbed = new Set<string>();
  for (let level = leaverIds; level.length > 0; ) {
    for (const id of level) climbed.add(id);
    level = level.flatMap((id) => standings.get(id)?.managerId ?? []).filter((id) => !climbed.has(id));
    await learn(level);
  }
  return { standings, administratorIds };
}

/**
 * Rule 7, in the caller's unit: ends every office of the person and appoints the successors. `alsoLeaving` are people
 * who go in the same batch and so cannot succeed. Permission is the caller's: a departure decides, not the register.
 */
export async function moveOffices(
  ctx: Ctx,
  personId: string,
  more: { alsoLeaving?: readonly string[]; beganBy?: ReadonlySet<string> } = {},
): Promise<OfficeMove[]> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const planned = await planOfficeMoves(inside, [personId, ...(more.alsoLeaving ?? [])], more);
    const moves = planned.filter((move) => move.personId === personId);
    if (moves.length === 0) return [];
    const now = ctx.now();
    const theirs = await listOfficesOfPerson(tx, personId, null);
    const accountOf = new Map(theirs.map(({ account }) => [account.id, account]));
    const taken = moves.flatMap(({ accountId, successorId }) => (successorId === null ? [] : [{ accountId, successorId }]));
    const promoted = (await listOfficesAround(tx, [personId])).filter((row) =>
      taken.some((move) => move.accountId === row.accountId && move.successorId === row.personId),
    );
    await closeOffices(
      tx,
      theirs.map(({ office }) => office.id),
      now,
      'left',
    );
    if (promoted.length > 0)
      await closeOffices(
        tx,
        promoted.map((row) => row.id),
        now,
        'became-owner',
      );
    await openOffices(
      tx,
      taken.map(({ accountId, successorId }) => ({ id: ctx.newId('office'), accountId, personId: successorId, office: 'owner', fromAt: now })),
    );
    const ended = moves.map(({ accountId, office, successorId, because }): Happening => {
      return { event: 'office.ended', subject: { kind: 'account', id: accountId }, detail: { personId, office, because, successorId } };
    });
    await recordAll(tx, ctx, ended);
    const told = taken.flatMap(({ accountId, successorId }) => {
      const account = accountOf.get(accountId);
      return account ? [{ account, recipientId: successorId }] : [];
    });
    await tellReceived(inside, told, 'owner');
    const ownerless = moves.flatMap((move) => (move.because === 'nobody' ? (accountOf.get(move.accountId) ?? []) : []));
    await tellOwnerless(inside, ownerless, more.beganBy ?? new Set());
    return moves;
  });
}

function standingAt(row: PersonStanding | undefined, { at, now, told }: { at: Instant; now: Instant; told: Told | undefined }) {
  const active = row !== undefined && isAvailable(row, at, now, told);
  const absent = row !== undefined && row.state === 'absent' && isAvailable({ ...row, state: 'active' }, at, now, told);
  return { active, absent, hr: row?.hr ?? false };
}

function ensureAble(row: PersonStanding | undefined, now: Instant): void {
  const problem = unableBecause(row, now);
  if (problem) throw problem;
}

/** Why this person may not take an office, if they may not. */
export function unableBecause(person: PersonStanding | undefined, now: Instant): Problem | null {
  if (!person) return new Problem('missing', 'person.missing');
  if (person.hr) return new Problem('forbidden', 'permission.hr-and-secrets-exclude-each-other');
  if (!isHere(person, now)) return new Problem('conflict', 'office.person-gone');
  return person.state === 'leaving' ? new Problem('conflict', 'office.person-leaving') : null;
}

/** Nothing becomes ownerless in silence: whoever can appoint somebody hears of it, and whoever brought it about. */
async function tellOwnerless(ctx: Ctx, ownerless: readonly (Named & { id: string })[], beganBy: ReadonlySet<string>): Promise<void> {
  const [first] = ownerless;
  if (!first) return;
  const data = { account: accountTitle(first), accountId: first.id, others: ownerless.length - 1 };
  const recipients = new Set([...beganBy, ...(await listAdministrators(ctx.read))]);
  const there = (await listStandings(ctx.read, [...recipients])).filter((row) => row.state !== 'left');
  await ctx.write((tx) =>
    writeNotices(
      tx,
      ctx,
      there.map(({ id: recipientId }) => ({ template: 'account-ownerless' as const, recipientId, data })),
    ),
  );
}

/** Nobody is told of what they did themselves. */
async function tellReceived(ctx: Ctx, received: readonly { account: Named & { id: string }; recipientId: string }[], office: Office): Promise<void> {
  const others = received.filter(({ recipientId }) => personOf(ctx.actor)?.id !== recipientId);
  const notices = others.map(({ account, recipientId }) => {
    return { template: 'office-received' as const, recipientId, data: { account: accountTitle(account), accountId: account.id, office } };
  });
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
}
