import type { Office } from '#db/words.ts';
import { consentsWaiting, type Holdings, holdingsOf } from '#src/features/access/index.ts';
import { countToDecide } from '#src/features/decisions/index.ts';
import { unsignedOf } from '#src/features/notifications/index.ts';
import { type CaseSummary, listFinished, listOffboardings, listProposals } from '#src/features/offboarding/index.ts';
import { corporateSlug } from '#src/features/policies/index.ts';
import { dueRotations, valuesToConfirm } from '#src/features/rotation/index.ts';
import { ownSignInNeeds } from '#src/features/sessions/index.ts';
import { alarmsFor } from '#src/features/secrets/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import { listTasks } from '#src/features/tasks/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { day } from '#src/ground/time.ts';
import { countAccounts, countPasswords, countUnacknowledged, countWithout } from './posture.queries.ts';
import { escalates, fewCodes, type Need, sortNeeds } from './rules.ts';

const ahead = 7 * day;

/** Everything that waits for this reader, the riskiest first. */
export async function needsOf(ctx: Ctx): Promise<Need[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  const needs: Need[] = [];
  const { rows: tasks } = await listTasks(ctx, { mine: true, unfinished: true });
  for (const task of tasks) if (task.state === 'open') needs.push({ kind: 'task', at: task.deadlineAt, task });
  if (allows(ctx, 'register.browse', null)) {
    for (const alarm of await alarmsFor(ctx)) needs.push({ kind: 'alarm', at: alarm.at, alarm });
    needs.push(...(await rotationNeeds(ctx, me.id)));
    for (const value of await valuesToConfirm(ctx)) needs.push({ kind: 'confirmation', at: value.at + day, value });
  }
  if (allows(ctx, 'offboarding.browse', null)) {
    const { rows } = await listOffboardings(ctx);
    for (const departure of rows) if (departure.mayChange) needs.push({ kind: 'offboarding', at: momentOf(departure), departure });
    const proposals = await listProposals(ctx);
    const [first] = proposals;
    if (first) needs.push({ kind: 'proposal', at: first.effectiveAt, count: proposals.length });
  }
  const waiting = await countToDecide(ctx);
  if (waiting.count > 0) needs.push({ kind: 'decision', at: waiting.since, count: waiting.count });
  for (const way of await consentsWaiting(ctx)) needs.push({ kind: 'consent', at: ctx.now(), way });
  for (const policy of await unsignedOf(ctx, me.id)) needs.push({ kind: 'policy', at: ctx.now(), policy });
  const { codesLeft: left, reset } = await ownSignInNeeds(ctx);
  if (reset) needs.push({ kind: 'sign-in-reset', at: ctx.now(), readyAt: reset.readyAt });
  if (left !== null && left <= fewCodes) needs.push({ kind: 'recovery-codes', at: ctx.now(), left });
  return sortNeeds(needs, ctx.now());
}

/** A running clean-up is as urgent as its most urgent deadline. */
function momentOf({ cleanUp, effectiveAt }: CaseSummary): number {
  return cleanUp.kind === 'runs' ? (cleanUp.lateSince ?? cleanUp.nextAt ?? effectiveAt) : effectiveAt;
}

/** Accounts in my care; and for an administrator what has waited too long with somebody else. */
async function rotationNeeds(ctx: Ctx, personId: string): Promise<Need[]> {
  const due = await dueRotations(ctx, { within: ahead });
  const policy = await rotationPolicy(ctx);
  const seesAll = allows(ctx, 'settings.edit', null);
  return due
    .filter((one) => one.owner?.id === personId || (seesAll && escalates(one, ctx.now())))
    .map((one) => ({ kind: 'rotation', at: one.dueAt, due: one, limit: policy[one.criticality], isMine: one.owner?.id === personId }));
}

/** An account the reader gets into, with the ways. */
export type OwnAccount = { id: string; title: string; critical: boolean; office: Office | null; grants: Holdings['grants'][number]['grant'][] };

/** What the reader works with: accounts in their care first. */
export async function ownAccounts(ctx: Ctx): Promise<OwnAccount[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  const { offices, grants } = await holdingsOf(ctx, me.id);
  const own = new Map<string, OwnAccount>();
  for (const { accountId, title, critical, office } of offices) own.set(accountId, { id: accountId, title, critical, office, grants: [] });
  for (const { accountId, title, critical, grant, state } of grants) {
    if (state !== 'active') continue;
    const known = own.get(accountId) ?? { id: accountId, title, critical, office: null, grants: [] };
    own.set(accountId, { ...known, grants: [...known.grants, grant] });
  }
  return [...own.values()].toSorted((a, b) => Number(b.office !== null) - Number(a.office !== null) || a.title.localeCompare(b.title));
}

/** For whoever may start a departure: the latest that are proven. */
export async function finishedOf(ctx: Ctx): Promise<CaseSummary[]> {
  return mayPlan(ctx) ? (await listFinished(ctx, { limit: 3 })).rows : [];
}

/** HR plans departures; of whom, is decided when the person is chosen. */
export function mayPlan(ctx: Ctx): boolean {
  return allows(ctx, 'offboarding.reason', { personId: '', personIsHr: false, announced: false, cut: false, confidantId: null, ownsTask: false });
}

export type Posture = {
  accounts: number;
  passwords: { total: number; kept: number };
  overdue: number;
  ownerless: number;
  deputyless: number;
  unacknowledged: number;
};

export async function posture(ctx: Ctx): Promise<Posture> {
  ensure(ctx, 'settings.view', null);
  return {
    accounts: await countAccounts(ctx.read),
    passwords: await countPasswords(ctx.read),
    overdue: (await dueRotations(ctx)).length,
    ownerless: await countWithout(ctx.read, 'owner'),
    deputyless: await countWithout(ctx.read, 'deputy'),
    unacknowledged: await countUnacknowledged(ctx.read, corporateSlug, ctx.now()),
  };
}
