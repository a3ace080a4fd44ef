import { eq, type SQL, sql } from 'drizzle-orm';
import { grants } from '#db/schema/index.ts';
import { broughtInByActor, isHere } from '#src/features/people/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { personOf, serviceOf, signatureOf } from '#src/ground/actor.ts';
import { type Happening, record, recordAll } from '#src/ground/audit.ts';
import { batches, rowsOf } from '#src/ground/bulk.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { type AccountFacts, allows, ensure, type GrantFacts } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { type GiveGrantInput, giveGrantInput } from './input.ts';
import {
  accountsOf,
  countSecretHoldings,
  findGrant,
  findHolder,
  findTeam,
  type GrantRow,
  hasHrMember,
  isInTeam,
  listAccountOffices,
  listOwnWays,
  listSameGrants,
} from './queries.ts';
import { type GrantKind, isVaultEnforced, strongest } from './rules.ts';
import { listTokenLevels } from './consents.queries.ts';
import { tellOfficers } from './tell.ts';

/** What decides what this actor may do on the account, now. */
export async function accountFacts(ctx: Ctx, accountId: string): Promise<AccountFacts> {
  return (await actorOn(ctx, accountId)).facts;
}

/**
 * The same, with how the actor stands by what the database says at this moment: a request that began before the
 * effective moment ends with it.
 */
export async function actorOn(ctx: Ctx, accountId: string): Promise<{ facts: AccountFacts; noticePeriod: boolean; gone: boolean }> {
  const person = personOf(ctx.actor);
  const rows = await listAccountOffices(ctx.read, { accountId, personId: person?.id ?? null });
  const { criticality, asker } = found(rows[0], 'account.missing');
  const service = serviceOf(ctx.actor);
  const ways = person ? await listOwnWays(ctx.read, { accountId, personId: person.id, now: ctx.now() }) : [];
  const forToken = ctx.actor.kind === 'token' && service ? await listTokenLevels(ctx.read, accountId, ctx.actor.id, ctx.now()) : [];
  const consented = forToken.filter((way) => way.consented).map((way) => way.level);
  const levels = service ? consented : ways.map((way) => (way.kind === 'shared-login' ? way.level : null));
  const facts = {
    ownerId: rows.find((row) => row.office === 'owner')?.personId ?? null,
    deputyIds: rows.flatMap((row) => (row.office === 'deputy' && row.personId !== null ? [row.personId] : [])),
    critical: criticality === 'critical',
    level: strongest(levels),
    holds: ways.length > 0 || levels.length > 0,
    unconsented: forToken.length > 0 && consented.length === 0,
  };
  const gone = asker !== null && !isHere(asker, ctx.now());
  return { facts, noticePeriod: asker?.state === 'leaving', gone };
}

/** The facts, or `missing` for an account this actor may not see. */
export async function seenAccountFacts(ctx: Ctx, accountId: string): Promise<AccountFacts> {
  const facts = await accountFacts(ctx, accountId);
  if (!allows(ctx, 'account.view', facts)) throw new Problem('missing', 'account.missing');
  return facts;
}

/** A condition on `accounts` for what this actor may see: the same answer as `account.view`, for a whole list. */
export function visibleAccounts(ctx: Ctx): SQL | undefined {
  const stranger = { ownerId: null, deputyIds: [], critical: false, level: null, holds: false };
  if (allows(ctx, 'account.view', stranger)) return undefined;
  const person = personOf(ctx.actor);
  if (!person || !allows(ctx, 'account.list', null)) return sql`1 = 0`;
  return accountsOf(ctx.read, person.id, ctx.now());
}

/** What would have to be given up before this person could join HR; `giveRole` of `people` asks for it. */
export async function secretHoldings(ctx: Ctx, personId: string): Promise<{ sharedLogins: number; offices: number }> {
  return countSecretHoldings(ctx.read, personId, ctx.now());
}

export async function getGrant(ctx: Ctx, id: string): Promise<GrantRow> {
  const grant = found(await findGrant(ctx.read, id), 'grant.missing');
  const isTheirs = grant.personId !== null && grant.personId === personOf(ctx.actor)?.id;
  if (!isTheirs && !allows(ctx, 'account.view', await accountFacts(ctx, grant.accountId))) throw new Problem('missing', 'grant.missing');
  return grant;
}

/** For whoever looks it up: their own, or one of an account whose access they may see. A holder does not see who else has it. */
export async function seenGrant(ctx: Ctx, id: string): Promise<GrantRow> {
  const grant = await getGrant(ctx, id);
  const isTheirs = grant.personId !== null && grant.personId === personOf(ctx.actor)?.id;
  if (!isTheirs && !allows(ctx, 'access.view', await accountFacts(ctx, grant.accountId))) throw new Problem('missing', 'grant.missing');
  return grant;
}

export async function giveGrant(ctx: Ctx, input: GiveGrantInput): Promise<{ id: string }> {
  const wanted = giveGrantInput.parse(input);
  const { accountId, kind, personId = null, teamId = null, entrance = null, expiresAt = null } = wanted;
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const now = ctx.now();
    const facts = await seenAccountFacts(inside, accountId);
    const holderIsHr = await ensureHolder(inside, personId, teamId);
    const holderId = personId ?? (await giverWithin(inside, facts, teamId));
    const because = ensure(ctx, 'grant.give', { ...facts, holderId, holderIsHr, kind, broughtIn: await isBroughtIn(inside, personId) });
    const startsAt = wanted.startsAt ?? now;
    // A role was there before anybody wrote it down; nobody came in through the vault before the vault gave it.
    if (isVaultEnforced(kind) && startsAt < now) {
      throw new Problem('invalid', 'grant.starts-too-early', { fields: [{ field: 'startsAt', code: 'grant.starts-too-early' }] });
    }
    if (expiresAt !== null && expiresAt <= Math.max(now, startsAt)) {
      throw new Problem('invalid', 'grant.expires-too-early', { fields: [{ field: 'expiresAt', code: 'grant.expires-too-early' }] });
    }
    if ((await listSameGrants(tx, { accountId, kind, personId, teamId, entrance }, now)).length > 0) {
      throw new Problem('conflict', 'grant.already-there');
    }
    const id = ctx.newId('grant');
    await saveGrant(inside, {
      id,
      accountId,
      kind,
      level: wanted.level ?? null,
      personId,
      teamId,
      platformRole: wanted.platformRole || null,
      entrance,
      unsure: wanted.unsure ?? false,
      reason: wanted.reason || null,
      origin: 'granted',
      originId: null,
      startsAt,
      expiresAt,
      because,
    });
    const way = kind === 'shared-login' ? (wanted.level ?? 'code') : kind;
    if (personId !== null) await tellOfficers(inside, [{ accountId, way, personId }]);
    else if (teamId !== null) await tellOfficers(inside, [{ accountId, way, name: (await findTeam(tx, teamId))?.name ?? '' }]);
    if (personId !== null) {
      const account = await getAccount(inside, accountId);
      await writeNotice(tx, ctx, { template: 'account-access', recipientId: personId, data: { account: accountTitle(account), accountId } });
    }
    return { id };
  });
}

type NewGrant = Pick<
  GrantRow,
  | 'id'
  | 'accountId'
  | 'kind'
  | 'level'
  | 'personId'
  | 'teamId'
  | 'platformRole'
  | 'entrance'
  | 'unsure'
  | 'reason'
  | 'origin'
  | 'originId'
  | 'startsAt'
  | 'expiresAt'
> & { because: string };

export async function saveGrant(ctx: Ctx, grant: NewGrant): Promise<void> {
  await saveGrants(ctx, [grant]);
}

export async function saveGrants(ctx: Ctx, given: readonly NewGrant[]): Promise<void> {
  const rows = given.map(({ because: _, ...row }) => ({ ...row, state: 'active' as const, grantedBy: signatureOf(ctx.actor), createdAt: ctx.now() }));
  const happenings = given.map(({ id: grantId, accountId, kind, level, personId, teamId, because }): Happening => {
    return { event: 'grant.given', subject: { kind: 'account', id: accountId }, detail: { grantId, kind, level, personId, teamId }, because };
  });
  await ctx.write(async (tx) => {
    for (const part of batches(rows)) await tx.insert(grants).select(rowsOf(grants, part));
    await recordAll(tx, ctx, happenings);
  });
}

/** Somebody looked at the platform and saw that it is so; what an import guessed becomes known. */
export async function verifyGrant(ctx: Ctx, id: string, more: { platformRole?: string | undefined } = {}): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const grant = await getGrant(inside, id);
    const because = ensure(ctx, 'grant.give', await grantFacts(inside, grant));
    if (grant.state !== 'active') throw new Problem('conflict', 'grant.already-ended');
    const platformRole = more.platformRole?.trim() || grant.platformRole;
    await tx
      .update(grants)
      .set({ unsure: false, platformRole, verifiedAt: ctx.now(), verifiedBy: signatureOf(ctx.actor) })
      .where(eq(grants.id, id));
    const { kind, level, personId, teamId } = grant;
    await record(tx, ctx, 'grant.verified', { kind: 'account', id: grant.accountId }, { grantId: id, kind, level, personId, teamId }, { because });
  });
}

export async function grantFacts(ctx: Ctx, grant: { accountId: string; personId: string | null; kind: GrantKind }): Promise<GrantFacts> {
  const holder = grant.personId === null ? undefined : await findHolder(ctx.read, grant.personId);
  return { ...(await accountFacts(ctx, grant.accountId)), holderId: grant.personId, holderIsHr: holder?.hr === 'hr', kind: grant.kind };
}

export async function isBroughtIn(ctx: Ctx, personId: string | null): Promise<boolean> {
  return personId !== null && (await broughtInByActor(ctx, [personId])).has(personId);
}

/** A team that the giver is in: its grant would be one to themselves, unless they manage the account by office anyway. */
async function giverWithin(ctx: Ctx, facts: AccountFacts, teamId: string | null): Promise<string | null> {
  const giver = personOf(ctx.actor)?.id;
  if (!giver || teamId === null || giver === facts.ownerId || facts.deputyIds.includes(giver)) return null;
  return (await isInTeam(ctx.read, teamId, giver, ctx.now())) ? giver : null;
}

/** Rule 13 also through teams: one member in HR and the team may not have a shared login. */
async function ensureHolder(ctx: Ctx, personId: string | null, teamId: string | null): Promise<boolean> {
  if (teamId !== null) {
    const team = found(await findTeam(ctx.read, teamId), 'team.missing');
    if (team.removedAt !== null) throw new Problem('missing', 'team.missing');
    return hasHrMember(ctx.read, teamId, ctx.now());
  }
  const person = found(personId === null ? undefined : await findHolder(ctx.read, personId), 'person.missing');
  if (!isHere(person, ctx.now())) throw new Problem('conflict', 'grant.holder-gone');
  if (person.state === 'leaving') throw new Problem('conflict', 'grant.holder-leaving');
  return person.hr === 'hr';
}
