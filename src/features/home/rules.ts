import type { TokenWay } from '#src/features/access/index.ts';
import type { Unsigned } from '#src/features/notifications/index.ts';
import type { CaseSummary } from '#src/features/offboarding/index.ts';
import type { Alarm } from '#src/features/secrets/index.ts';
import type { DueSecret, ToConfirm } from '#src/features/rotation/index.ts';
import type { Task } from '#src/features/tasks/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';

/** One thing that waits for the reader; `at` is until when. */
export type Need =
  | { kind: 'alarm'; at: Instant; alarm: Alarm }
  | { kind: 'task'; at: Instant; task: Task }
  | { kind: 'rotation'; at: Instant; due: DueSecret; limit: number; isMine: boolean }
  | { kind: 'confirmation'; at: Instant; value: ToConfirm }
  | { kind: 'offboarding'; at: Instant; departure: CaseSummary }
  | { kind: 'proposal'; at: Instant; count: number }
  | { kind: 'decision'; at: Instant; count: number }
  | { kind: 'consent'; at: Instant; way: TokenWay }
  | { kind: 'policy'; at: Instant; policy: Unsigned }
  | { kind: 'recovery-codes'; at: Instant; left: number }
  | { kind: 'sign-in-reset'; at: Instant; readyAt: Instant };

const patience = 14 * day;

/** Why an overdue secret of somebody else's account comes to the administrator: nobody has it, it is critical, or it has been late for two weeks. */
export function escalates(due: Pick<DueSecret, 'owner' | 'criticality' | 'dueAt'>, now: Instant): boolean {
  if (due.dueAt > now) return false;
  return due.owner === null || due.criticality === 'critical' || due.dueAt + patience < now;
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
  policy: 7,
  'recovery-codes': 8,
};

/** What is late before what is not; among the late the riskiest first, then by moment. */
export function sortNeeds(needs: readonly Need[], now: Instant): Need[] {
  return needs.toSorted((a, b) => {
    const [lateA, lateB] = [a.at <= now, b.at <= now];
    if (lateA !== lateB) return lateA ? -1 : 1;
    return (lateA ? risk[a.kind] - risk[b.kind] || severity(a) - severity(b) : 0) || a.at - b.at;
  });
}

function severity(need: Need): number {
  if (need.kind === 'task') return -need.task.risk;
  return need.kind === 'rotation' && need.due.criticality === 'critical' ? -1 : 0;
}

/** It asks without a day by which: it waits now, and is never late. */
export function hasNoDay({ kind }: Pick<Need, 'kind'>): boolean {
  return ['sign-in-reset', 'alarm', 'policy', 'consent', 'recovery-codes'].includes(kind);
}

/** From here on somebody whose phone is gone may soon be locked out. */
export const fewCodes = 2;

export function countLate(needs: readonly Need[], now: Instant): number {
  return needs.filter((need) => !hasNoDay(need) && need.at < now).length;
}
