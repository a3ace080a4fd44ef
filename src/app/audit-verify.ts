import { type AnchorVerdict, type ChainReport, chainHead, hashAt, judgeAnchor, verifyChain } from '#src/features/audit/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { readAnchor } from '#src/host/anchor.ts';
import type { AppCommand } from './app-command.ts';

/** Recomputes every link and compares the head with what was written down outside the database. */
export const verifyCommand: AppCommand = {
  name: 'audit verify',
  summary: 'recompute the whole audit chain and compare it with its anchor; exit 3 when it does not hold',
  arguments: [],
  options: [],
  async run(_app, ctx) {
    const report = await verifyChain(ctx);
    const { verdict, seq } = await compareWithAnchor(ctx);
    const json = { events: report.events, head: report.head, finding: report.finding, anchor: { verdict, seq } };
    if (report.finding) return { text: brokenText(report), json: { ok: false, ...json }, exit: 3 };
    if (verdict === 'behind' || verdict === 'differs') {
      return { text: `No. ${anchorText[verdict]} The anchor saw event ${seq}; the log ends at ${report.head.seq}.`, json: { ok: false, ...json }, exit: 3 };
    }
    const text = `Yes. ${report.events} events, head ${report.head.hash.slice(0, 16)}. ${anchorText[verdict]}`;
    return { text, json: { ok: true, ...json }, exit: 0 };
  },
};

async function compareWithAnchor(ctx: Ctx): Promise<{ verdict: AnchorVerdict; seq: number | null }> {
  const anchor = readAnchor(ctx.config.auditAnchor);
  const verdict = judgeAnchor(anchor, await chainHead(ctx), anchor && (await hashAt(ctx, anchor.seq)));
  return { verdict, seq: anchor?.seq ?? null };
}

const anchorText: Record<AnchorVerdict, string> = {
  agrees: 'The anchor agrees.',
  'no-anchor': 'There is no anchor to compare with, so a cut tail could not be seen.',
  behind: 'Every link holds, but the end is missing: an older file was put back or the tail was cut.',
  differs: 'Every link holds, but it is another log than the anchor saw.',
};

function brokenText({ events, finding }: ChainReport): string {
  if (!finding) return '';
  return `No. Event ${finding.seq} does not hold: ${faults[finding.fault]} The ${events} events before it do.`;
}

const faults = {
  missing: 'it is missing, or something stands in its place.',
  altered: 'its text was changed after it was written.',
  'broken-link': 'it does not follow the event before it.',
  'column-altered': 'a column says something else than its text.',
  'detail-altered': 'its detail was changed after it was written.',
  'detail-stray': 'a detail was added that it never had.',
};
