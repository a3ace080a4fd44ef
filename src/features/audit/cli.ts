import type { Command } from '#src/http/routes.ts';
import { verifyChain } from './service.ts';

export const auditCommands: readonly Command[] = [
  {
    name: 'audit verify',
    summary: 'recompute the whole audit chain; exit 3 when a link does not hold',
    arguments: [],
    options: [],
    async run(ctx) {
      const { events, head, finding } = await verifyChain(ctx);
      if (finding) {
        return {
          text: `No. Event ${finding.seq} does not hold: ${faults[finding.fault]} The ${events} events before it do.`,
          json: { ok: false, events, ...finding },
          exit: 3,
        };
      }
      return { text: `Yes. ${events} events, head ${head.hash.slice(0, 16)}.`, json: { ok: true, events, head }, exit: 0 };
    },
  },
];

const faults = {
  missing: 'it is missing, or something stands in its place.',
  altered: 'its text was changed after it was written.',
  'broken-link': 'it does not follow the event before it.',
  'column-altered': 'a column says something else than its text.',
  'detail-altered': 'its detail was changed after it was written.',
  'detail-stray': 'a detail was added that it never had.',
};
