import type { TokenWay } from '#src/features/access/index.ts';
import type { CaseSummary } from '#src/features/offboarding/index.ts';
import type { DueSecret, ToConfirm } from '#src/features/rotation/index.ts';
import type { Alarm } from '#src/features/secrets/index.ts';
import type { Task } from '#src/features/tasks/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';
import type { Unsigned } from './unsigned.queries.ts';

/** Whoever has it in hand; `shutOut`: nothing lets them into Keyholder, and they were not invited. */
export type InHand = { id: string; name: string; shutOut: boolean };

/** Work that somebody has in hand, and everybody who hears of it. */
export type Thing = ({ kind: 'task'; at: Instant; task: Task } | { kind: 'rotation'; at: Instant; due: DueSecret }) & {
  inHand: InHand | null;
  told: readonly string[];
};

/** `opens`: the reader may see the account or the task; a manager hears of work that is late with somebody else, and may not. */
type Work = { isMine: boolean; opens: boolean; inHand: InHand | null };

/** One thing that waits for the reader; `at` is until when. */
export type Need =
  | { kind: 'alarm'; at: Instant; alarm: Alarm }
  | ({ kind: 'task'; at: Instant; task: Task } & Work)
  | ({ kind: 'rotation'; at: Instant; due: DueSecret; limit: number } & Work)
  | { kind: 'confirmation'; at: Instant; value: ToConfirm }
  | { kind: 'offboarding'; at: Instant; departure: CaseSummary }
  | { kind: 'proposal'; at: Instant; count: number }
  | { kind: 'decision'; at: Instant; count: number }
  | { kind: 'consent'; at: Instant; way: TokenWay }
  | { kind: 'invitation'; at: Instant; count: number; first: { id: string; name: string } }
  | { kind: 'policy'; at: Instant; policy: Unsigned }
  | { kind: 'recovery-codes'; at: Instant; left: number }
  | { kind: 'sign-in-reset'; at: Instant; readyAt: Instant }
  | { kind: 'backup'; at: Instant; last: Instant | null };

/** Rotations are told of from this many days ahead on. */
export const farthestAhead = 14;

/** Whole days from one local day (`2026-11-24`) to another, whatever the clocks do in between. */
export function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / day;
}

/** From this many days late on, the next circle hears of it too: who has it in hand, owner and deputies, manager, administrators. */
const circleJoins = [0, 3, 7, 14];
const circleJoinsCritical = [0, 1, 1, 1];

/** Everybody able in the circles reached; while that is nobody (away, gone, not let in, without an address), the next circle too. */
export function toldOf(circles: readonly (readonly string[])[], daysLate: number, able: (id: string) => boolean, critical = false): string[] {
  const reached = Math.max(1, (critical ? circleJoinsCritical : circleJoins).filter((days) => daysLate >= days).length);
  const told: string[] = [];
  circles.forEach((circle, index) => {
    if (index < reached || told.length === 0) told.push(...circle.filter(able));
  });
  return [...new Set(told)];
}

/** What risks most among things that are late: somebody outside may still get in; then what is merely old. */
const risk: Record<Need['kind'], number> = {
  'sign-in-reset': -2,
  alarm: -1,
  task: 0,
  offboarding: 1,
  confirmation: 2,
  rotation: 3,
  decision: 4,
  proposal: 5,
  consent: 6,
  invitation: 7,
  policy: 8,
  'recovery-codes': 9,
  backup: 6,
};

/** What is late before what is not; among the late the riskiest first, then by moment. A secret that has a task is named once, by its task. */
export function sortNeeds(needs: readonly Need[], now: Instant): Need[] {
  const withTask = new Set(needs.flatMap((need) => (need.kind === 'task' && need.task.kind === 'rotate' ? [need.task.secretId] : [])));
  return needs
    .filter((need) => need.kind !== 'rotation' || !withTask.has(need.due.secretId))
    .toSorted((a, b) => {
      const [lateA, lateB] = [a.at <= now, b.at <= now];
      if (lateA !== lateB) return lateA ? -1 : 1;
      return (lateA ? risk[a.kind] - risk[b.kind] || severity(a) - severity(b) : 0) || a.at - b.at;
    });
}

function severity(need: Need): number {
  if (need.kind === 'task') return -need.task.risk;
  return need.kind === 'rotation' && need.due.criticality === 'critical' ? -1 : 0;
}

const withoutDay = new Set<Need['kind']>(['sign-in-reset', 'alarm', 'consent', 'invitation', 'policy', 'recovery-codes']);

/** It asks without a day by which: it waits now, and is never late. */
export function hasNoDay({ kind }: Pick<Need, 'kind'>): boolean {
  return withoutDay.has(kind);
}

/** From here on somebody whose phone is gone may soon be locked out. */
export const fewCodes = 2;

export function isLate(need: Need, now: Instant): boolean {
  return !hasNoDay(need) && need.at < now;
}

export function countLate(needs: readonly Need[], now: Instant): number {
  return needs.filter((need) => isLate(need, now)).length;
}
