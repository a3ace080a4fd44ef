import { type CaseSummary, listOffboardings, listProposals } from '#src/features/offboarding/index.ts';
import { corporatePolicy, corporateSlug, hasAcknowledged } from '#src/features/policies/index.ts';
import { type DueSecret, dueRotations } from '#src/features/rotation/index.ts';
import { listTasks } from '#src/features/tasks/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { day } from '#src/ground/time.ts';
import { countAccounts, countPasswords, countUnacknowledged, countWithout } from './posture.queries.ts';
import { countOwnAccounts } from './queries.ts';
import { type Need, sortNeeds } from './rules.ts';

const ahead = 7 * day;

/** Everything that waits for this reader, the riskiest first. */
export async function needsOf(ctx: Ctx): Promise<Need[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  const needs: Need[] = [];
  const { rows: tasks } = await listTasks(ctx, { mine: true, unfinished: true });
  for (const task of tasks) if (task.state === 'open') needs.push({ kind: 'task', at: task.deadlineAt, task });
  if (allows(ctx, 'register.browse', null)) needs.push(...(await rotationNeeds(ctx, me.id)));
  if (allows(ctx, 'offboarding.browse', null)) {
    const { rows } = await listOffboardings(ctx);
    for (const departure of rows) needs.push({ kind: 'offboarding', at: momentOf(departure), departure });
    const proposals = await listProposals(ctx);
    const [first] = proposals;
    if (first) needs.push({ kind: 'proposal', at: first.effectiveAt, count: proposals.length });
  }
  const policy = await corporatePolicy(ctx);
  if (policy && (await countOwnAccounts(ctx.read, me.id)) > 0 && !(await hasAcknowledged(ctx, me.id))) {
    needs.push({ kind: 'policy', at: ctx.now(), policyId: policy.policyId });
  }
  return sortNeeds(needs, ctx.now());
}

/** A running clean-up is as urgent as its most urgent deadline. */
function momentOf({ cleanUp, effectiveAt }: CaseSummary): number {
  return cleanUp.kind === 'runs' ? (cleanUp.lateSince ?? cleanUp.nextAt ?? effectiveAt) : effectiveAt;
}

/** Mine to do: accounts in my care. An administrator sees the others in the figures below. */
async function rotationNeeds(ctx: Ctx, personId: string): Promise<Need[]> {
  const due = await dueRotations(ctx, { within: ahead });
  return due.filter((one: DueSecret) => one.owner?.id === personId).map((one) => ({ kind: 'rotation', at: one.dueAt, due: one }));
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
