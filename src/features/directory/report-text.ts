import type { Format } from '#src/ui/format.ts';
import type { Messages } from '#src/ui/messages/index.ts';
import type { Ignored } from './headings.ts';
import type { Remark, RemarkCode } from './remarks.ts';
import type { ImportReport } from './report.ts';

/** What the page and the command line say of a report, in the words of one language. */
export function reportWords(t: Messages, f: Format, report: ImportReport) {
  const { directory } = t;
  const remarks: Record<RemarkCode, (p: { value: string }) => string> = directory.remarks;
  const counted = (count: number) => ({ count: f.number(count), one: f.pick(count, 'one', 'other') === 'one' });
  const things = (count: number) => directory.things[report.kind](counted(count));
  const { added, changed, unchanged, bad, left, proposals, waiting, unusedDates } = report;
  const amount = { added: things(added), changed: f.number(changed) };
  return {
    answer: report.massDeparture
      ? directory.mass({ count: f.number(proposals) })
      : added + changed === 0 && bad.length === 0
        ? directory.nothing
        : report.dryRun
          ? directory.wouldAnswer(amount)
          : directory.didAnswer(amount),
    counts: directory.rest({ rows: f.number(report.rows), unchanged: f.number(unchanged), bad: f.number(bad.length) }),
    /** Of what the counts do not say, one sentence each. */
    facts: [
      ...(report.massDeparture ? [directory.massSoft] : []),
      ...(left > 0 ? [directory.left(counted(left))] : []),
      ...(waiting > 0 ? [directory.waiting(counted(waiting))] : []),
      ...(unusedDates > 0 ? [directory.unusedDates(counted(unusedDates))] : []),
      ...(proposals > 0 ? [directory.proposals[report.kind](counted(proposals)), report.hr ? directory.hrDecides : directory.noHr] : []),
    ],
    told: report.told.map(({ code, value }) => directory.told[code]({ value })),
    reason: ({ code, value }: Remark) => remarks[code]({ value }),
    column: (remark: Remark) => remark.column ?? directory.wholeRow,
    why: (ignored: Ignored) => directory.ignoredWhy[ignored.why],
  };
}

/** The whole report as lines of text: every row, however many. */
export function reportLines(t: Messages, f: Format, report: ImportReport): string {
  const { directory } = t;
  const words = reportWords(t, f, report);
  const listed = (title: string, remarks: readonly Remark[]) =>
    remarks.length === 0
      ? []
      : [title, ...remarks.map((remark) => directory.plain.remark({ line: String(remark.line), column: words.column(remark), text: words.reason(remark) }))];
  const ignored = report.ignored.map((column) => directory.plain.ignored({ heading: column.heading, why: words.why(column) }));
  const exposed = report.exposed.map(({ name, accounts }) => directory.plain.exposed({ name, accounts: f.number(accounts) }));
  return [
    words.answer,
    words.counts,
    ...words.told,
    ...words.facts,
    ...(exposed.length > 0 ? [directory.exposed, ...exposed] : []),
    ...listed(directory.bad, report.bad),
    ...listed(directory.notes, report.notes),
    ...(ignored.length > 0 ? [directory.ignored, ...ignored] : []),
    ...(report.dryRun ? [directory.plain.dryRun] : []),
  ].join('\n');
}
