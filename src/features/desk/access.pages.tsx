import { appointOrAsk, dismiss, endGrant, giveOrAsk, verifyGrant } from '#src/features/access/index.ts';
import { getPerson, listTeams } from '#src/features/people/index.ts';
import { ensure } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { accountPage, endingOf, nextPlace, visibleFacts } from './account.service.ts';
import { candidatesFor, findOnePerson } from './find.service.ts';
import { EndView, GiveView } from './give.views.tsx';
import { appointInput, dismissInput, emptyInput, giveInput } from './input.ts';
import { momentOf } from './moment.rules.ts';
import { OfficesView } from './offices.views.tsx';

type Values = Readonly<Record<string, string>>;

/** Giving, checking and ending ways in, and the offices of an account. */
export function accessPages(web: Web): void {
  web.get('/accounts/:id/grants/new', 'signed-in', (r) => showGive(r));
  web.post('/accounts/:id/grants', 'signed-in', postGrant, showGive);
  web.post('/accounts/:id/grants/:grantId/verification', 'signed-in', postVerification);
  web.get('/accounts/:id/grants/:grantId/ending', 'signed-in', showEnd);
  web.post('/accounts/:id/grants/:grantId/ending', 'signed-in', postEnd);
  web.get('/accounts/:id/offices', 'signed-in', (r) => showOffices(r));
  web.post('/accounts/:id/offices', 'signed-in', postOffice, showOffices);
  web.post('/accounts/:id/offices/endings', 'signed-in', postDismissal, showOffices);
}

async function showGive(r: WebRequest, problem?: Problem, values: Values = {}) {
  const facts = await visibleFacts(r.ctx, r.param('id'));
  ensure(r.ctx, 'grant.give', { ...facts, holderId: null, holderIsHr: false, kind: 'shared-login' });
  const account = await accountPage(r.ctx, r.param('id'));
  const kind = giveInput.shape.kind.safeParse(r.query('kind')).data;
  const props = {
    page: r.page,
    account,
    values: { ...(kind ? { kind } : {}), ...values },
    problem,
    teams: await listTeams(r.ctx),
    candidates: await candidatesFor(r.ctx, values['person']),
  };
  return r.render(r.page.t.access.giveTitle, <GiveView {...props} />, problem ? 422 : 200);
}

async function postGrant(r: WebRequest) {
  const { person, personId, teamId, kind, level, until, ...rest } = await r.form(giveInput);
  const holder = teamId && !person ? { teamId } : { personId: await findOnePerson(r.ctx, 'person', person, personId) };
  const way = kind === 'shared-login' ? { kind, level } : { kind };
  const expiresAt = momentOf(until, r.page.zone) ?? undefined;
  const { proposalId } = await giveOrAsk(r.ctx, { accountId: r.param('id'), ...holder, ...way, ...rest, expiresAt });
  return r.redirect(`/accounts/${r.param('id')}`, proposalId ? r.page.t.proposals.asked : r.page.t.access.given);
}

async function postVerification(r: WebRequest) {
  await r.form(emptyInput);
  await verifyGrant(r.ctx, r.param('grantId'));
  return r.redirect(`/accounts/${r.param('id')}`, r.page.t.access.verified);
}

async function showEnd(r: WebRequest) {
  const ending = await endingOf(r.ctx, r.param('id'), r.param('grantId'));
  return r.render(r.page.t.access.endTitle, <EndView page={r.page} ending={ending} />);
}

async function postEnd(r: WebRequest) {
  await r.form(emptyInput);
  const { causes, taskId } = await endGrant(r.ctx, r.param('grantId'), 'by-hand');
  const { access } = r.page.t;
  return r.redirect(await nextPlace(r.ctx, r.param('id'), 'account'), taskId ? access.endedTask : access.ended({ causes }, r.page.f));
}

async function showOffices(r: WebRequest, problem?: Problem, values: Values = {}) {
  ensure(r.ctx, 'office.give', await visibleFacts(r.ctx, r.param('id')));
  const account = await accountPage(r.ctx, r.param('id'));
  const candidates = await candidatesFor(r.ctx, values['person']);
  const view = <OfficesView page={r.page} account={account} values={values} candidates={candidates} problem={problem} />;
  return r.render(r.page.t.accounts.officesTitle, view, problem ? 422 : 200);
}

async function postOffice(r: WebRequest) {
  const { office, person, personId } = await r.form(appointInput);
  const { proposalId } = await appointOrAsk(r.ctx, r.param('id'), await findOnePerson(r.ctx, 'person', person, personId), office);
  return r.redirect(await nextPlace(r.ctx, r.param('id'), 'offices'), proposalId ? r.page.t.proposals.asked : r.page.t.accounts.appointed);
}

async function postDismissal(r: WebRequest) {
  const { personId } = await r.form(dismissInput);
  await dismiss(r.ctx, r.param('id'), personId, 'by-hand');
  const { displayName: name } = await getPerson(r.ctx, personId);
  return r.redirect(await nextPlace(r.ctx, r.param('id'), 'offices'), r.page.t.accounts.dismissed({ name }));
}
