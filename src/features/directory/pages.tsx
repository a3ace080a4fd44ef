import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import type { DateOrder } from './dates.rules.ts';
import { datesInput, importInput } from './input.ts';
import { checkStaged, confirmImport, stageImport, type Staged } from './service.ts';
import { ImportPage, QuestionPage, ReportPage } from './views.tsx';

export function directoryPages(web: Web): void {
  web.get('/import', 'signed-in', (r) => {
    ensure(r.ctx, 'import.run', null);
    return r.render(r.page.t.directory.title, <ImportPage page={r.page} kind={r.query('kind')} />);
  });

  web.upload(
    '/import',
    'signed-in',
    async (r) => {
      const { kind } = await r.form(importInput);
      const file = await r.upload('file');
      if (!file) throw new Problem('invalid', 'directory.no-file', { fields: [{ field: 'file', code: 'directory.no-file' }] });
      return checkedPage(r, await stageImport(r.ctx, kind, file));
    },
    (r, problem, { kind }) => r.render(r.page.t.directory.title, <ImportPage page={r.page} kind={kind} problem={problem} />, 422),
  );

  web.post('/import/:id/check', 'signed-in', async (r) => {
    const { dates } = await r.form(datesInput);
    return checkedPage(r, await checkStaged(r.ctx, r.param('id'), dates), dates, 422);
  });

  web.post('/import/:id', 'signed-in', async (r) => {
    const { dates } = await r.form(datesInput);
    const report = await confirmImport(r.ctx, r.param('id'), dates);
    return r.render(r.page.t.directory.title, <ReportPage page={r.page} report={report} confirm={null} />);
  });
}

/** What the file would do; or first the question how it is meant, with `unanswered` as the status of asking it again. */
function checkedPage(r: WebRequest, { id, report, question }: Staged, dates?: DateOrder, unanswered?: 422) {
  const { title } = r.page.t.directory;
  if (report) return r.render(title, <ReportPage page={r.page} report={report} confirm={{ action: `/import/${id}`, fields: dates ? { dates } : {} }} />);
  return r.render(
    title,
    question && <QuestionPage page={r.page} question={question} action={`/import/${id}/check`} again={unanswered !== undefined} />,
    unanswered,
  );
}
