import { accountFacts, consentsWaiting } from '#src/features/access/index.ts';
import { backupStanding } from '#src/features/audit/index.ts';
import { countToDecide } from '#src/features/decisions/index.ts';
import { type CaseSummary, listOffboardings, listProposals } from '#src/features/offboarding/index.ts';
import { valuesToConfirm } from '#src/features/rotation/index.ts';
import { alarmsFor } from '#src/features/secrets/index.ts';
import { ownSignInNeeds } from '#src/features/sessions/index.ts';
import { type RotationPolicy, rotationPolicy } from '#src/features/settings/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { day } from '#src/ground/time.ts';
import { listShutOutOwners } from './queries.ts';
import { fewCodes, type Need, sortNeeds, type Thing } from './rules.ts';
import { openThings } from './things.ts';
import { listUnsigned } from './unsigned.queries.ts';

/** Everything that waits for this reader, the riskiest first: what their start page shows and their digest says. */
export async function needsOf(ctx: Ctx): Promise<Need[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  ensure(ctx, 'task.list', null);
  const looksAfterAll = allows(ctx, 'settings.edit', null);
  const policy = await rotationPolicy(ctx);
  const things = await openThings(ctx, { id: me.id, everything: looksAfterAll });
  const needs: Need[] = [];
  for (const thing of things) needs.push(asNeed(thing, policy, me.id, looksAfterAll || thing.inHand?.id === me.id || (await mayOpen(ctx, thing))));
  if (allows(ctx, 'register.browse', null)) {
    for (const alarm of await alarmsFor(ctx)) needs.push({ kind: 'alarm', at: alarm.at, alarm });
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
  if (looksAfterAll) {
    const backup = await backupStanding(ctx);
    if (backup.state === 'late') needs.push({ kind: 'backup', at: backup.dueAt, last: backup.at });
    const owners = await listShutOutOwners(ctx.read, ctx.now());
    if (owners[0]) needs.push({ kind: 'invitation', at: ctx.now(), count: owners.length, first: owners[0] });
  }
  for (const one of await listUnsigned(ctx.read, me.id)) needs.push({ kind: 'policy', at: ctx.now(), policy: one });
  const { codesLeft: left, reset } = await ownSignInNeeds(ctx);
  if (reset) needs.push({ kind: 'sign-in-reset', at: ctx.now(), readyAt: reset.readyAt });
  if (left !== null && left <= fewCodes) needs.push({ kind: 'recovery-codes', at: ctx.now(), left });
  return sortNeeds(needs, ctx.now());
}

async function mayOpen(ctx: Ctx, thing: Thing): Promise<boolean> {
  const accountId = thing.kind === 'task' ? thing.task.accountId : thing.due.accountId;
  const facts = accountId === null ? { ownerId: null, deputyIds: [] } : await accountFacts(ctx, accountId);
  if (thing.kind === 'task') return allows(ctx, 'task.view', { assigneeId: thing.task.assigneeId, subjectId: thing.task.subjectId, ...facts });
  return 'holds' in facts && allows(ctx, 'account.view', facts);
}

function asNeed(thing: Thing, policy: RotationPolicy, readerId: string, opens: boolean): Need {
  const { at, inHand } = thing;
  const isMine = inHand?.id === readerId;
  if (thing.kind === 'task') return { kind: 'task', at, task: thing.task, isMine, opens, inHand };
  return { kind: 'rotation', at, due: thing.due, limit: policy[thing.due.criticality], isMine, opens, inHand };
}

/** A running clean-up is as urgent as its most urgent deadline. */
function momentOf({ cleanUp, effectiveAt }: CaseSummary): number {
  return cleanUp.kind === 'runs' ? (cleanUp.lateSince ?? cleanUp.nextAt ?? effectiveAt) : effectiveAt;
}
