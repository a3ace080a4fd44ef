import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { readRights } from './rights.queries.ts';
import { compareRights, type Difference, fold, nothingTold } from './rights.rules.ts';
import { beforeFirst } from './rules.ts';
import { type ChainReport, chainHead, walkChain } from './service.ts';

export type RightsReport = ChainReport & { /** Null where the log does not hold: it cannot be asked then. */ differences: Difference[] | null };

const mostReadings = 5;

/**
 * Recomputes the chain and derives from it, on the same way through, who may do what: rows of the tables that say
 * something else were changed behind the product's back. Work that goes on meanwhile differs in one reading only.
 */
export async function verifyRights(ctx: Ctx, progress?: (done: number, total: number) => void): Promise<RightsReport> {
  ensure(ctx, 'audit.view', null);
  const { seq: total } = await chainHead(ctx);
  const told = nothingTold();
  let report: ChainReport = { events: 0, head: beforeFirst, finding: null, textsGone: [], withheldBroken: false };
  let differences: Difference[] | null = null;
  for (let reading = 0; reading < mostReadings; reading++) {
    const more = await walkChain(ctx, report.head, reading === 0 ? (done) => progress?.(done, total) : undefined, (link) => fold(told, link));
    report = { ...more, events: report.events + more.events, textsGone: [...report.textsGone, ...more.textsGone] };
    if (report.finding) return { ...report, differences: null };
    const seen: ReadonlySet<string> = new Set(differences?.map(nameOf));
    const found = compareRights(told, await readRights(ctx.read));
    differences = reading === 0 ? found : found.filter((one) => seen.has(nameOf(one)));
    if (differences.length === 0 || (await chainHead(ctx)).seq === report.head.seq) break;
  }
  return { ...report, differences };
}

const nameOf = ({ table, id, says }: Difference) => `${table} ${id} ${says}`;
