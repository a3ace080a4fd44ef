import { accountFacts, getGrant, servicesOn, type ServiceWay, type TokenWay, tokenWaysOn, whoCanGetIn } from '#src/features/access/index.ts';
import { type Account, accountTitle, getAccount, officesOf } from '#src/features/accounts/index.ts';
import { type EventRow, listEvents } from '#src/features/audit/index.ts';
import { getTeam, listOrganisations, memberIds, peopleById } from '#src/features/people/index.ts';
import { corporatePolicy, hasAcknowledged } from '#src/features/policies/index.ts';
import { dueAt, type ToConfirm, valuesToConfirm } from '#src/features/rotation/index.ts';
import { getSecret, historyOf, openCauses, type Secret, secretsOf } from '#src/features/secrets/index.ts';
import { getOrganisation, rotationPolicy } from '#src/features/settings/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { type AccountFacts, allows, decide, ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { toldOnce, type WhoCanGetIn } from './account.rules.ts';
import { askedDay, hasBegun, startOf } from './moment.rules.ts';
import { countKnownSecrets, listLastSeen } from './queries.ts';

/** A value that came into force: typed in as it was, or new on the platform. */
export type Change = { at: Instant; origin: 'adopted' | 'set'; by: string | null };

export type SecretLine = {
  secret: Secret;
  setAt: Instant | null;
  setBy: string | null;
  hasValue: boolean;
  /** Only when it is due, or will be. */
  due: { at: Instant; why: 'age' | 'cause' } | null;
  /** Oldest first. */
  changes: Change[];
};

/** What stands between this reader and a secret, in the order in which it can be met. */
export type Missing = { policyId: string | null; needsPolicy: boolean; needsFactor: boolean; needsReason: boolean; isBack: boolean };

export type AccountRights = {
  view: boolean;
  edit: boolean;
  give: boolean;
  office: boolean;
  keep: boolean;
  rotate: boolean;
  giveMachine: boolean;
  endMachine: boolean;
  reveal: boolean;
  people: boolean;
  code: boolean;
};

export type AccountPage = {
  account: Account;
  title: string;
  offices: Awaited<ReturnType<typeof officesOf>>;
  /** Null for a holder, who sees the login and not who else has it. */
  who: WhoCanGetIn | null;
  lastSeen: ReadonlyMap<string, Instant>;
  /** Names of agencies and partners; our own company goes without saying. */
  agencies: ReadonlyMap<string, string>;
  /** Services that get at the secrets; for whoever sees who can get in. */
  machines: ServiceWay[];
  machineTokens: TokenWay[];
  secrets: SecretLine[];
  /** New values that wait for this reader to try them. */
  toConfirm: ToConfirm[];
  missing: Missing;
  may: AccountRights;
  me: string | null;
  on: Instant | null;
  events: EventRow[];
};

/** Everything the page of one account tells this reader; `on` asks how it was at a moment in the past. */
export async function accountPage(ctx: Ctx, id: string, on: Instant | null = null): Promise<AccountPage> {
  const facts = await visibleFacts(ctx, id);
  const account = await getAccount(ctx, id);
  const may = await rightsOn(ctx, facts);
  const who = may.view ? await whoCanGetIn(ctx, id, on ?? ctx.now()) : null;
  const machines = who && on === null ? await servicesOn(ctx, id) : [];
  return {
    account,
    title: accountTitle(account),
    offices: await officesOf(ctx, id),
    who,
    lastSeen: who ? await listLastSeen(ctx.read, id) : new Map(),
    agencies: new Map((await listOrganisations(ctx)).filter((each) => each.kind !== 'own').map((each) => [each.id, each.name])),
    machines,
    machineTokens: machines.length > 0 ? await tokenWaysOn(ctx, id) : [],
    secrets: await secretLines(ctx, account),
    toConfirm: may.rotate ? (await valuesToConfirm(ctx)).filter((value) => value.accountId === id) : [],
    missing: await missingFor(ctx, facts),
    may,
    me: personOf(ctx.actor)?.id ?? null,
    on,
    events: allows(ctx, 'audit.view', null) ? toldOnce((await listEvents(ctx, { subjectId: id, limit: 12 })).rows).slice(0, 8) : [],
  };
}

/** The facts of an account this actor may see; what must not be seen is not there. */
export async function visibleFacts(ctx: Ctx, id: string): Promise<AccountFacts> {
  const facts = await accountFacts(ctx, id);
  if (!allows(ctx, 'account.view', facts)) throw new Problem('missing', 'account.missing');
  return facts;
}

async function rightsOn(ctx: Ctx, facts: AccountFacts): Promise<AccountRights> {
  const ready = { ...facts, acknowledged: true, reason: 'asked', noticePeriod: false };
  return {
    view: allows(ctx, 'access.view', facts),
    edit: allows(ctx, 'account.edit', facts),
    give: allows(ctx, 'grant.give', { ...facts, holderId: null, holderIsHr: false, kind: 'shared-login' }),
    office: allows(ctx, 'office.give', facts),
    keep: allows(ctx, 'secret.add', facts),
    rotate: allows(ctx, 'rotation.run', facts),
    giveMachine: allows(ctx, 'service-grant.give', facts),
    endMachine: allows(ctx, 'service-grant.end', facts),
    people: allows(ctx, 'people.browse', null),
    reveal: allows(withFreshFactor(ctx), 'secret.reveal', ready),
    code: allows(withFreshFactor(ctx), 'secret.code', ready),
  };
}

/** Asks the one place that decides, once for each condition as if the others were met. */
async function missingFor(ctx: Ctx, facts: AccountFacts): Promise<Missing> {
  const person = personOf(ctx.actor);
  const noticePeriod = person ? (await peopleById(ctx, [person.id])).get(person.id)?.state === 'leaving' : false;
  const acknowledged = person ? await hasAcknowledged(ctx, person.id) : false;
  const met = { ...facts, acknowledged: true, reason: 'asked', noticePeriod };
  const needs = (asker: Pick<Ctx, 'actor' | 'now'>, subject: typeof met | (Omit<typeof met, 'reason'> & { reason: null })) => {
    const verdict = decide(asker.actor, 'secret.code', subject, asker.now());
    return 'needs' in verdict ? verdict.needs : null;
  };
  const fresh = withFreshFactor(ctx);
  const needsPolicy = needs(fresh, { ...met, acknowledged }) === 'acknowledgement';
  return {
    needsPolicy,
    policyId: needsPolicy ? ((await corporatePolicy(ctx))?.policyId ?? null) : null,
    needsFactor: needs(ctx, met) === 'step-up',
    needsReason: needs(fresh, { ...met, reason: null }) === 'reason',
    isBack: !person?.absent,
  };
}

function withFreshFactor(ctx: Ctx): Pick<Ctx, 'actor' | 'now'> {
  return ctx.actor.kind === 'person' ? { actor: { ...ctx.actor, factorAt: ctx.now() }, now: ctx.now } : ctx;
}

async function secretLines(ctx: Ctx, account: Account): Promise<SecretLine[]> {
  const secrets = await secretsOf(ctx, account.id);
  const causes = Map.groupBy(
    await openCauses(
      ctx,
      secrets.map((secret) => secret.id),
    ),
    (cause) => cause.secretId,
  );
  const policy = await rotationPolicy(ctx);
  const histories = new Map<string, Awaited<ReturnType<typeof historyOf>>>();
  for (const { id } of secrets) histories.set(id, await historyOf(ctx, id));
  const names = await peopleById(ctx, [...histories.values()].flat().map(authorOf));
  const nameOf = (version: Parameters<typeof authorOf>[0]) => names.get(authorOf(version))?.displayName ?? null;
  return secrets.map(({ current, pending: _, ...secret }) => ({
    secret,
    setAt: secret.valueSetAt,
    setBy: current?.origin === 'set' ? nameOf(current) : null,
    hasValue: current !== null,
    due: dueAt({ ...secret, criticality: account.criticality, status: account.status }, policy, causes.get(secret.id) ?? []),
    changes: (histories.get(secret.id) ?? [])
      .flatMap((version) => (version.setAt === null ? [] : [{ at: version.setAt, origin: version.origin, by: nameOf(version) }]))
      .toReversed(),
  }));
}

function authorOf(version: { origin: 'adopted' | 'set'; setBy: string | null; createdBy: string }): string {
  return version.origin === 'set' ? (version.setBy ?? '') : version.createdBy;
}

export type Ending = {
  account: Account;
  title: string;
  grant: Awaited<ReturnType<typeof getGrant>>;
  holder: string;
  people: number;
  /** Secrets they know, which must change unless another way in remains. */
  known: number;
};

/** What ending this access will do, in numbers, before it is done. */
export async function endingOf(ctx: Ctx, accountId: string, grantId: string): Promise<Ending> {
  const grant = await getGrant(ctx, grantId);
  if (grant.accountId !== accountId) throw new Problem('missing', 'grant.missing');
  const facts = await accountFacts(ctx, accountId);
  ensure(ctx, 'grant.end', { ...facts, holderId: grant.personId, holderIsHr: false, kind: grant.kind });
  const account = await getAccount(ctx, accountId);
  const holders = grant.teamId === null ? [grant.personId].filter((id) => id !== null) : await memberIds(ctx, grant.teamId, ctx.now());
  const names = await peopleById(ctx, holders);
  return {
    account,
    title: accountTitle(account),
    grant,
    holder: grant.teamId === null ? (names.get(grant.personId ?? '')?.displayName ?? '') : (await getTeam(ctx, grant.teamId)).name,
    people: holders.length,
    known: await countKnownSecrets(ctx.read, accountId, holders),
  };
}

/** For whoever may change what the register says of it. */
export async function editableAccount(ctx: Ctx, id: string): Promise<{ account: Account; title: string }> {
  ensure(ctx, 'account.edit', await visibleFacts(ctx, id));
  const account = await getAccount(ctx, id);
  return { account, title: accountTitle(account) };
}

/** Before anything is opened: the address names a secret of this account, or nothing that is there. */
export async function ensureOnAccount(ctx: Ctx, accountId: string, secretId: string): Promise<void> {
  if ((await getSecret(ctx, secretId)).accountId !== accountId) throw new Problem('missing', 'secret.missing');
}

/** Where somebody can still go on: whoever gave up their own office or last way in sees less than before. */
export async function nextPlace(ctx: Ctx, id: string, wanted: 'account' | 'offices'): Promise<string> {
  const facts = await accountFacts(ctx, id);
  if (!allows(ctx, 'account.view', facts)) return '/me';
  return wanted === 'offices' && allows(ctx, 'office.give', facts) ? `/accounts/${id}/offices` : `/accounts/${id}`;
}

/** A past day as the organisation's clocks show it. */
export async function organisationDay(ctx: Ctx, day: string | undefined): Promise<Instant | null> {
  const { timeZone } = await getOrganisation(ctx);
  return askedDay(day, timeZone, ctx.now());
}

/** When a value was set, where somebody remembers the day. */
export async function dayTyped(ctx: Ctx, day: string | undefined): Promise<{ valueSetAt?: Instant }> {
  if (!day) return {};
  const { timeZone } = await getOrganisation(ctx);
  // A wrong year would make an old password a fresh one, and its rotation come half a year late.
  if (!hasBegun(day, timeZone, ctx.now())) throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field: 'setOn', code: 'in-the-future' }] });
  return { valueSetAt: startOf(day, timeZone) };
}
