import { broughtAboutBy } from './begun.queries.ts';
import { moveOffices } from '#src/features/accounts/index.ts';
import { endGrantsOf, giveTaskAccess } from '#src/features/access/index.ts';
import { isHere, manager, recordLeft } from '#src/features/people/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import { endSessionsOf, endSignInOf } from '#src/features/sessions/index.ts';
import { moveTasksOf, openTasks } from '#src/features/tasks/index.ts';
import { moveServicesOf, revokeTokensOf } from '#src/features/tokens/index.ts';
import { record, tell } from '#src/ground/audit.ts';
import { actingAs, type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import type { Counts } from './certificate.rules.ts';
import { loadDeparture } from './facts.service.ts';
import { assigneeFor, type DepartureFacts, planTasks } from './plan.rules.ts';
import { closeProposalsOf } from './proposals.queries.ts';
import { hold, isOneTooMany } from './hold.service.ts';
import { findDueOfPerson, findOffboarding, insertHoldings, listDue, type Offboarding, updateOffboarding } from './queries.ts';
import { isCutDue } from './rules.ts';

export type CutBy = NonNullable<Offboarding['cutBy']>;

/** One look at an index: cheap enough for every second. */
export async function anyCutDue(ctx: Ctx): Promise<boolean> {
  return (await listDue(ctx.read, ctx.now(), 1)).length > 0;
}

/**
 * Makes every cut whose moment has come; whoever comes first makes it, the others find it made. One unit a person, so
 * that a crash between two leaves both whole, and one that fails holds up nobody else's.
 */
export async function cutDue(ctx: Ctx, by: CutBy): Promise<number> {
  const tried = new Set<string>();
  for (let made = 0; ; ) {
    const due = (await listDue(ctx.read, ctx.now(), tried.size + 50)).filter(({ id }) => !tried.has(id));
    if (due.length === 0) return made;
    for (const { id } of due) {
      tried.add(id);
      if (await cutOrTell(ctx, id, by)) made += 1;
    }
  }
}

async function cutOrTell(ctx: Ctx, id: string, by: CutBy): Promise<boolean> {
  try {
    return await cutOne(ctx, id, by);
  } catch (error) {
    ctx.log.error({ err: error, offboarding: id }, 'a cut failed; the person is gone by the clock all the same');
    return false;
  }
}

/** The first request that meets somebody whose moment has come makes their cut. */
export async function cutIfGone(ctx: Ctx, personId: string, by: CutBy): Promise<boolean> {
  const due = await findDueOfPerson(ctx.read, personId, ctx.now());
  return due ? cutOne(ctx, due.id, by) : false;
}

async function cutOne(ctx: Ctx, id: string, by: CutBy): Promise<boolean> {
  return ctx.write((tx) => cutNow(within(ctx, tx), id, by));
}

/**
 * The cut, inside the caller's unit: after it nothing of the person works, every duty has somebody, and every way in
 * that only a platform can close has a task. Asked again it finds the state changed and does nothing. Where it is one too many at
 * once it is held instead, and a second person releases it. `before` is the moment that was planned until now.
 */
export async function cutNow(caller: Ctx, id: string, by: CutBy, how: { released?: boolean; before?: Instant } = {}): Promise<boolean> {
  // The moment decides, not whoever happened to come first: their rights play no part in what ends.
  const system = actingAs(caller, { kind: 'system', job: 'cut' });
  return system.write(async (tx) => {
    const ctx = within(system, tx);
    const row = await findOffboarding(tx, id);
    if (!row || !isCutDue(row, ctx.now())) return false;
    if (!how.released && (await isOneTooMany(ctx, row))) {
      await hold(by === 'at-once' ? within(caller, tx) : ctx, tx, row, how.before ?? null);
      return false;
    }
    if (row.announcedAt === null) await tell(tx, ctx, id);
    const facts = await departureAtCut(ctx, row);
    await insertHoldings(tx, holdingRows(ctx, id, facts));
    const ended = await endEverything(ctx, row, facts);
    const duties = await handOver(ctx, facts);
    await closeProposalsOf(tx, row.personId, ctx.now(), 'system');
    await recordLeft(ctx, row.personId, row.effectiveAt);
    const opened = await openWork(ctx, row, facts);
    const done = { ...ended, tasks: opened };
    const counts: Counts = { ...done, duties };
    await updateOffboarding(tx, id, { state: 'cut', cutAt: ctx.now(), cutBy: by, counts: JSON.stringify(counts) });
    await record(tx, ctx, 'offboarding.cut', { kind: 'offboarding', id }, { effectiveAt: row.effectiveAt, by, ...done });
    return true;
  });
}

/** What somebody knows of an account without a secret in the register becomes one: it must change, so it must be there. */
async function departureAtCut(ctx: Ctx, row: Offboarding): Promise<DepartureFacts> {
  const asked = { beganBy: await broughtAboutBy(ctx.read, row.id) };
  const facts = await loadDeparture(ctx, row.personId, row.effectiveAt, asked);
  const unregistered = planTasks(facts, ctx.now()).filter((task) => task.kind === 'rotate' && task.secretId === null);
  if (unregistered.length === 0) return facts;
  for (const accountId of new Set(unregistered.map((task) => task.accountId))) await addSecret(ctx, accountId, { kind: 'password' });
  return loadDeparture(ctx, row.personId, row.effectiveAt, asked);
}

async function endEverything(ctx: Ctx, { id, personId }: Offboarding, facts: DepartureFacts): Promise<Omit<Counts, 'tasks' | 'duties'>> {
  const sessions = await endSessionsOf(ctx, personId, 'offboarding');
  const tokens = await revokeTokensOf(ctx, personId, 'offboarding');
  await endSignInOf(ctx, personId, 'offboarding');
  const known = facts.secrets.filter((secret) => secret.tier === 'knows' && secret.kind !== 'note');
  const { causes } = await endGrantsOf(ctx, personId, 'offboarding', { originId: id, known });
  const moves = await moveOffices(ctx, personId, { beganBy: facts.beganBy ?? new Set() });
  return { grants: facts.grants.length, sessions, tokens, offices: moves.length, causes };
}

/** What the leaver still had to do themselves goes to whoever takes over the account, with the access it needs. */
async function handOver(ctx: Ctx, facts: DepartureFacts): Promise<number> {
  const rotations: string[] = [];
  const moved = await moveTasksOf(ctx, facts.personId, (task) => {
    if (task.kind === 'rotate') rotations.push(task.id);
    return task.accountId === null ? (facts.administrators[0] ?? null) : assigneeFor(facts, task.accountId, task.kind);
  });
  await giveTaskAccess(ctx, rotations);
  await moveServicesOf(ctx, facts.personId, (inside) => answersInstead(inside, facts));
  return moved;
}

/** Who answers for the leaver's services: the manager, or else the first administrator there is. */
async function answersInstead(ctx: Ctx, { personId, administrators }: DepartureFacts): Promise<string | null> {
  const above = await manager(ctx, personId);
  return above?.state === 'active' && isHere(above, ctx.now()) ? above.id : (administrators[0] ?? null);
}

async function openWork(ctx: Ctx, row: Offboarding, facts: DepartureFacts): Promise<number> {
  const planned = planTasks(facts, ctx.now()).map((task) => ({ ...task, id: ctx.newId('task') }));
  const asked = { originKind: 'offboarding', originId: row.id, subjectId: row.personId } as const;
  const ids = await openTasks(
    ctx,
    planned.map(({ waitsFor, ...task }) => ({ ...task, ...asked, waitsForTaskId: waitsFor === null ? null : (planned[waitsFor]?.id ?? null) })),
  );
  await giveTaskAccess(ctx, ids);
  return ids.length;
}

function holdingRows(ctx: Ctx, offboardingId: string, facts: DepartureFacts) {
  const row = { offboardingId, tier: null, grantId: null, secretId: null, successorId: null, viaTeam: false, safeSince: null };
  const held = facts.grants.map((grant) => ({ ...row, accountId: grant.accountId, held: grant.kind, grantId: grant.id, viaTeam: grant.viaTeam }));
  const offices = facts.offices.map(({ accountId, office, successorId }) => ({ ...row, accountId, held: office, successorId }));
  const secrets = facts.secrets.map(({ accountId, secretId, tier, since }) => ({
    ...row,
    accountId,
    held: 'secret' as const,
    secretId,
    tier,
    safeSince: tier === 'safe' ? since : null,
  }));
  return [...held, ...offices, ...secrets].map((each) => ({ ...each, id: ctx.newId('holding') }));
}
