import { broughtAboutBy } from './begun.queries.ts';
import { personFacts } from '#src/features/people/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { pageOf, readCursor, readNumber } from '#src/ground/paging.ts';
import { allows, ensure, type OffboardingFacts } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import { type Certificate, currentCertificates, listCertificates } from './certificate.queries.ts';
import { type CaseRow, type CaseTask, countTasksOf, findCase, type Keyset, listClosedCases, listOpenCases, listTasksOf, namesOf } from './queries.ts';
import { type CleanUpClock, clocksOf, type CutClock, isCut, isSettled } from './rules.ts';
import type { Counts } from './certificate.rules.ts';
import { titlesOf } from './facts.queries.ts';
import { loadDeparture } from './facts.service.ts';
import { type DepartureFacts, type LeadTime, type Plan, planOffboarding } from './plan.rules.ts';

export type CaseSummary = {
  id: string;
  personId: string;
  name: string;
  below: string | null;
  state: CaseRow['state'];
  effectiveAt: Instant;
  cut: CutClock;
  cleanUp: CleanUpClock;
  announced: boolean;
  /** Who besides HR knows of an unannounced departure. */
  confidant: string | null;
  mayChange: boolean;
  /** The task that holds it up most. */
  blocker: { task: TaskLine } | null;
  /** What takes longer than the platform or the moment allows; for whoever may preview a departure that is near. */
  ahead: AheadLine[];
  certificate: string | null;
};

export type ShownPlan = Plan & { facts: Pick<DepartureFacts, 'accounts'>; name: string };
export type AheadLine = LeadTime & { account: string };

export type TaskLine = CaseTask & { account: string | null };

export function readerOf(ctx: Ctx): string {
  return personOf(ctx.actor)?.id ?? '';
}

export function factsOf(row: CaseRow): OffboardingFacts {
  return {
    personId: row.personId,
    personIsHr: row.personIsHr,
    // Whoever is held is kept out already, which shows.
    announced: row.announcedAt !== null || row.state === 'held',
    cut: isCut(row.state),
    confidantId: row.confidantId,
    ownsTask: row.ownsTask,
    byOperator: row.startedBy === 'operator',
  };
}

/** The case, for whoever may see it; for anybody else it does not exist. */
export async function getVisibleCase(ctx: Ctx, id: string): Promise<CaseRow> {
  const row = found(await findCase(ctx.read, readerOf(ctx), id), 'offboarding.missing');
  if (!allows(ctx, 'offboarding.view', factsOf(row))) throw new Problem('missing', 'offboarding.missing');
  return row;
}

const pageSize = 50;
/** Twice the longest that a platform makes anybody wait. */
const nearby = 14 * day;

type Wanted = { after?: string; limit?: number };
type Summaries = { rows: CaseSummary[]; next: string | null };

/** What the reader may see of it: an unannounced departure leaves no gap and no number. */
export async function listOffboardings(ctx: Ctx, more: Wanted = {}): Promise<Summaries> {
  const chunk = (after: Keyset | undefined) => listOpenCases(ctx.read, readerOf(ctx), after, chunkSize);
  const { rows, next } = await visiblePage(ctx, more, chunk, (row) => row.effectiveAt);
  const near = (row: CaseSummary) => row.announced && row.effectiveAt - ctx.now() < nearby;
  for (const row of rows.filter(near)) row.ahead = (await planOf(ctx, row))?.ahead ?? [];
  return { rows, next };
}

/** What is over, the latest first. */
export async function listFinished(ctx: Ctx, more: Wanted & { state?: 'completed' | 'cancelled' } = {}): Promise<Summaries> {
  const { state = 'completed' } = more;
  const chunk = (after: Keyset | undefined) => listClosedCases(ctx.read, readerOf(ctx), state, after, chunkSize);
  return visiblePage(ctx, more, chunk, (row) => (state === 'completed' ? (row.completedAt ?? row.effectiveAt) : row.effectiveAt));
}

const chunkSize = 200;

/** Reads on until the page is full of what this reader may see: what they may not leaves no gap. */
async function visiblePage(ctx: Ctx, more: Wanted, list: (after: Keyset | undefined) => Promise<CaseRow[]>, at: (row: CaseRow) => Instant): Promise<Summaries> {
  ensure(ctx, 'offboarding.list', null);
  const limit = Math.min(more.limit ?? pageSize, 200);
  const visible: CaseRow[] = [];
  const from = readCursor(more.after);
  let after: Keyset | undefined = from ? { at: readNumber(from[0]), id: from[1] } : undefined;
  for (;;) {
    const chunk = await list(after);
    visible.push(...chunk.filter((row) => allows(ctx, 'offboarding.view', factsOf(row))));
    const last = chunk.at(-1);
    if (!last || chunk.length < chunkSize || visible.length > limit) break;
    after = { at: at(last), id: last.id };
  }
  const { rows, next } = pageOf(visible, limit, (row) => [String(at(row)), row.id]);
  return { rows: await summarise(ctx, rows), next };
}

async function summarise(ctx: Ctx, rows: readonly CaseRow[]): Promise<CaseSummary[]> {
  const ids = rows.map((row) => row.id);
  const now = ctx.now();
  const [open, totals, numbers] = await Promise.all([listTasksOf(ctx.read, ids, true), countTasksOf(ctx.read, ids), currentCertificates(ctx.read, ids)]);
  const titles = await titlesOf(
    ctx.read,
    open.flatMap((task) => task.accountId ?? []),
  );
  const confidants = await namesOf(
    ctx.read,
    rows.flatMap((row) => row.confidantId ?? []),
  );
  const byCase = Map.groupBy(open, (task) => task.originId);
  return rows.map((row) => {
    const unsettled = (byCase.get(row.id) ?? []).filter((task) => !isSettled(task, now));
    const { cut, cleanUp } = clocksOf(row, unsettled, now);
    const total = totals.get(row.id) ?? 0;
    const [worst] = unsettled.toSorted((a, b) => a.deadlineAt - b.deadlineAt || b.risk - a.risk);
    return {
      id: row.id,
      personId: row.personId,
      name: row.name,
      below: row.department ?? row.jobTitle,
      state: row.state,
      effectiveAt: row.effectiveAt,
      cut,
      cleanUp: cleanUp.kind === 'runs' ? { ...cleanUp, total, done: total - unsettled.length } : cleanUp,
      announced: factsOf(row).announced,
      confidant: row.confidantId === null ? null : (confidants.get(row.confidantId) ?? null),
      mayChange: allows(ctx, 'offboarding.change', factsOf(row)),
      blocker: worst ? { task: { ...worst, account: titles.get(worst.accountId ?? '') ?? null } } : null,
      ahead: [],
      certificate: numbers.get(row.id) ?? null,
    };
  });
}

/** What the moment will do, by the plan that the preview showed; null once it has come, and for whoever may not preview. */
async function planOf(
  ctx: Ctx,
  row: Pick<CaseSummary, 'id' | 'personId' | 'name' | 'cut' | 'effectiveAt'>,
): Promise<(ShownPlan & { ahead: AheadLine[] }) | null> {
  if (row.cut.kind !== 'planned' || !allows(ctx, 'offboarding.preview', await personFacts(ctx, row.personId))) return null;
  const facts = await loadDeparture(ctx, row.personId, row.effectiveAt, { beganBy: await broughtAboutBy(ctx.read, row.id) });
  const plan = planOffboarding(facts, row.effectiveAt);
  return {
    ...plan,
    facts,
    name: row.name,
    ahead: plan.leadTimes.map((lead) => ({ ...lead, account: facts.accounts.get(lead.accountId)?.title ?? lead.accountId })),
  };
}

export type CaseDetail = CaseSummary & {
  /** What will happen, while it is still ahead. */
  plan: ShownPlan | null;
  jobTitle: string | null;
  cutAt: Instant | null;
  cutBy: CaseRow['cutBy'];
  counts: Counts | null;
  completedAt: Instant | null;
  /** Why it was opened again, the last time. */
  reopenedBecause: string | null;
  reinstatedAt: Instant | null;
  /** HR's alone. */
  reason: string | null;
  tasks: TaskLine[];
  /** Names of whoever closed or excepted something, or takes something over. */
  names: ReadonlyMap<string, string>;
  certificates: Pick<Certificate, 'number' | 'issuedAt' | 'supersededAt'>[];
  maySeeAll: boolean;
};

export async function getOffboarding(ctx: Ctx, id: string): Promise<CaseDetail> {
  const row = await getVisibleCase(ctx, id);
  const [summary] = await summarise(ctx, [row]);
  const all = await listTasksOf(ctx.read, [id], false);
  // Somebody who is here for a task of their own sees that task, not the whole of somebody's departure.
  const maySeeAll = allows(ctx, 'offboarding.view', { ...factsOf(row), ownsTask: false });
  const mine = maySeeAll ? all : all.filter((task) => task.assigneeId === readerOf(ctx));
  const titles = await titlesOf(
    ctx.read,
    mine.flatMap((task) => task.accountId ?? []),
  );
  const shown = found(summary, 'offboarding.missing');
  const plan = maySeeAll ? await planOf(ctx, shown) : null;
  return {
    ...shown,
    plan,
    ahead: plan?.ahead ?? [],
    jobTitle: row.jobTitle,
    cutAt: row.cutAt,
    cutBy: row.cutBy,
    counts: row.counts === null ? null : JSON.parse(row.counts),
    completedAt: row.completedAt,
    reopenedBecause: maySeeAll ? row.reopenedBecause : null,
    reinstatedAt: row.reinstatedAt,
    reason: allows(ctx, 'offboarding.reason', factsOf(row)) ? row.reason : null,
    tasks: mine.map((task) => ({ ...task, account: titles.get(task.accountId ?? '') ?? null })),
    names: await namesOf(ctx.read, [
      ...mine.flatMap((task) => [task.closedBy ?? [], task.exceptionApprovedBy ?? []].flat()),
      ...(plan?.offices ?? []).flatMap((office) => office.successorId ?? []),
    ]),
    certificates: maySeeAll ? await listCertificates(ctx.read, id) : [],
    maySeeAll,
  };
}
