import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import type { Web } from '#src/http/routes.ts';
import { importInput, nothingInput } from './input.ts';
import { confirmImport, stageImport } from './service.ts';
import { ImportPage, ReportPage } from './views.tsx';

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
      const { id, report } = await stageImport(r.ctx, kind, file);
      return r.render(r.page.t.directory.title, <ReportPage page={r.page} report={report} confirm={`/import/${id}`} />);
    },
    (r, problem, { kind }) => r.render(r.page.t.directory.title, <ImportPage page={r.page} kind={kind} problem={problem} />, 422),
  );

  web.post('/import/:id', 'signed-in', async (r) => {
    await r.form(nothingInput);
    const report = await confirmImport(r.ctx, r.param('id'));
    return r.render(r.page.t.directory.title, <ReportPage page={r.page} report={report} confirm={null} />);
  });
}
