import type { Web, WebRequest } from '#src/http/routes.ts';
import { rowsAsked } from '#src/ground/paging.ts';
import { allows } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import { CasePage } from './case.views.tsx';
import { getOffboarding, listFinished, listOffboardings } from './cases.service.ts';
import { CertificatePage } from './certificate.views.tsx';
import { CockpitPage } from './cockpit.views.tsx';
import { certificateFile, emptyForm, moveForm, reopenForm } from './input.ts';
import { certificateOf } from './issue.service.ts';
import { announceOffboarding, cancelOffboarding, moveOffboarding } from './change.service.ts';
import { readComingMoment } from './moment.service.ts';
import { dismissProposal, listProposals } from './proposals.service.ts';
import { reinstatePages } from './reinstate.pages.tsx';
import { accountsToReopen, reopenOffboarding } from './reopen.service.ts';

import { tasksPages } from './tasks.pages.tsx';
import { administrationFor } from './told.service.ts';
import { wizardPages } from './wizard.pages.tsx';

export function offboardingPages(web: Web): void {
  web.get('/offboardings', 'signed-in', showCockpit);
  wizardPages(web);
  web.post('/offboardings/proposals/:id/dismissal', 'signed-in', async (r) => {
    await r.form(emptyForm);
    await dismissProposal(r.ctx, r.param('id'));
    return r.redirect('/offboardings', r.page.t.endDates.flashDismissed);
  });
  web.get('/offboardings/:id', 'signed-in', (r) => showCase(r));
  changePages(web);
  web.get('/offboardings/:id/certificate', 'signed-in', showCertificate);
  web.get('/offboardings/:id/certificate.json', 'signed-in', async (r) => {
    const { file, number } = await certificateOf(r.ctx, r.param('id'), r.query('number'));
    return r.file(file, 'application/json', `${number}.json`);
  });
  reinstatePages(web);
  tasksPages(web);
}

async function showCockpit(r: WebRequest) {
  const after = r.query('after');
  const { rows, next } = await listOffboardings(r.ctx, { ...(after ? { after } : {}), limit: rowsAsked(r.query('rows')) });
  const view = (
    <CockpitPage
      page={r.page}
      rows={rows}
      next={next}
      first={!after}
      finished={after ? [] : (await listFinished(r.ctx, { limit: 20 })).rows}
      proposals={after ? [] : await listProposals(r.ctx)}
      mayStart={allows(r.ctx, 'offboarding.start', { id: '', isHr: false, isAdmin: false })}
      administration={await administrationFor(r.ctx)}
    />
  );
  return r.render(r.page.t.offboarding.title, view);
}

async function showCase(r: WebRequest, problem?: Problem, values?: Readonly<Record<string, string>>) {
  const detail = await getOffboarding(r.ctx, r.param('id'));
  const accounts = detail.state === 'completed' && detail.mayChange ? await accountsToReopen(r.ctx, detail.id, r.query('find')) : [];
  const more = values ? { values } : {};
  const view = <CasePage page={r.page} detail={detail} accounts={accounts} find={r.query('find') ?? ''} problem={problem} {...more} />;
  return r.render(detail.name, view, problem ? 422 : 200);
}

function changePages(web: Web): void {
  const change = (path: string, act: (r: WebRequest, id: string) => Promise<string>) =>
    web.post(
      `/offboardings/:id/${path}`,
      'signed-in',
      async (r) => {
        const flash = await act(r, r.param('id'));
        return r.redirect(`/offboardings/${r.param('id')}`, flash);
      },
      showCase,
    );
  change('announcement', async (r, id) => {
    await r.form(emptyForm);
    await announceOffboarding(r.ctx, id);
    return r.page.t.offboarding.case.flashAnnounced;
  });
  change('moment', async (r, id) => {
    const { date, time } = await r.form(moveForm);
    await moveOffboarding(r.ctx, id, await readComingMoment(r.ctx, date, time));
    return r.page.t.offboarding.case.flashMoved;
  });
  change('cut', async (r, id) => {
    await r.form(emptyForm);
    await moveOffboarding(r.ctx, id, r.ctx.now());
    return r.page.t.offboarding.case.flashMoved;
  });
  change('cancellation', async (r, id) => {
    await r.form(emptyForm);
    await cancelOffboarding(r.ctx, id);
    return r.page.t.offboarding.case.flashCancelled;
  });
  change('reopening', async (r, id) => {
    const { account, ...found } = await r.form(reopenForm);
    await reopenOffboarding(r.ctx, id, { accountId: account, ...found });
    return r.page.t.offboarding.case.flashReopened;
  });
}

async function showCertificate(r: WebRequest) {
  const { file, supersededAt } = await certificateOf(r.ctx, r.param('id'), r.query('number'));
  const { certificate, signature } = certificateFile.parse(JSON.parse(file));
  const view = (
    <CertificatePage page={r.page} offboardingId={r.param('id')} certificate={certificate} signature={signature} superseded={supersededAt !== null} />
  );
  return r.render(certificate.number, view);
}
