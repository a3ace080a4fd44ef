import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { emptyInput, originInput } from './input.ts';
import { type Confirmed, confirmOrigin, confirmProposal, dismissProposal, listWaiting } from './service.ts';
import { DecisionsView } from './views.tsx';
import { sentenceOf } from './words.ts';

export function decisionsPages(web: Web): void {
  web.get('/proposals', 'signed-in', (r) => show(r));
  web.post('/proposals/confirmations', 'signed-in', postOrigin, show);
  web.post('/proposals/:id/confirmation', 'signed-in', postOne, show);
  web.post('/proposals/:id/dismissal', 'signed-in', postDismissal, show);
}

async function show(r: WebRequest, problem?: Problem) {
  const { rows, next } = await listWaiting(r.ctx, { after: r.query('after') });
  const lines = rows.map((row) => ({ ...row, says: sentenceOf(r.page.t, row) }));
  return r.render(
    r.page.t.proposals.title,
    <DecisionsView page={r.page} lines={lines} next={next} first={Boolean(r.query('after'))} problem={problem} />,
    problem ? 422 : 200,
  );
}

async function postOne(r: WebRequest) {
  await r.form(emptyInput);
  return r.redirect('/proposals', told(r, await confirmProposal(r.ctx, r.param('id'))));
}

async function postOrigin(r: WebRequest) {
  const { originId } = await r.form(originInput);
  return r.redirect('/proposals', told(r, await confirmOrigin(r.ctx, originId)));
}

function told({ page: { t, f } }: WebRequest, { confirmed, overtaken }: Confirmed): string {
  return t.proposals.done({ confirmed, overtaken: overtaken.length }, f);
}

async function postDismissal(r: WebRequest) {
  await r.form(emptyInput);
  await dismissProposal(r.ctx, r.param('id'));
  return r.redirect('/proposals', r.page.t.proposals.dismissed);
}
