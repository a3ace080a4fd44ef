import { rowsAsked } from '#src/ground/paging.ts';
import type { Web } from '#src/http/routes.ts';
import { type ChainReport, listEvents, verifyChain } from './service.ts';
import { AuditPage } from './views.tsx';

export function auditPages(web: Web): void {
  const show = async (r: Parameters<Parameters<Web['get']>[2]>[0], report: ChainReport | null) => {
    const before = Number(r.query('before'));
    const isPlace = Number.isSafeInteger(before) && before > 0;
    const filter = { event: r.query('event') || undefined, subjectId: r.query('subject') || undefined, before: isPlace ? before : undefined };
    const { rows, next } = await listEvents(r.ctx, { ...filter, limit: rowsAsked(r.query('rows')) });
    return r.render(r.page.t.audit.title, <AuditPage page={r.page} rows={rows} next={next} filter={filter} report={report} />);
  };
  web.get('/audit', 'signed-in', (r) => show(r, null));
  web.post('/audit/verifications', 'signed-in', async (r) => show(r, await verifyChain(r.ctx)));
}
