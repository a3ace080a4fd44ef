import { accountFacts, consentToToken, endServiceGrant, giveServiceGrant } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { createService, listServices, MadeView, revokeInput, revokeServiceToken, serviceInput, serviceTokenForm } from '#src/features/tokens/index.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, type Problem } from '#src/ground/problem.ts';
import { endOfDay, parseDay } from '#src/ground/time.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { emptyInput, wayInput } from './input.ts';
import { makeServiceToken, retireService, servicePage, servicesToGive } from './service.ts';
import { GiveWayView, ServicesView, ServiceView } from './views.tsx';

type Values = Readonly<Record<string, string>>;

/** Machines with a name: who answers for them, what they may do and which accounts they reach. */
export function servicesPages(web: Web): void {
  web.get('/settings/services', 'signed-in', (r) => showServices(r));
  web.post('/settings/services', 'signed-in', postService, showServices);
  web.get('/settings/services/:id', 'signed-in', (r) => showService(r));
  web.post('/settings/services/:id/tokens', 'signed-in', postToken, showService);
  web.post('/settings/services/:id/tokens/revocation', 'signed-in', postRevocation);
  web.post('/settings/services/:id/ending', 'signed-in', postEnding);
  web.get('/accounts/:id/service-grants/new', 'signed-in', (r) => showGive(r));
  web.post('/accounts/:id/service-grants', 'signed-in', postWay, showGive);
  web.post('/accounts/:id/service-grants/:serviceGrantId/ending', 'signed-in', postWayEnding);
  web.post('/accounts/:id/service-tokens/:tokenId/consent', 'signed-in', postConsent);
}

async function showServices(r: WebRequest, problem?: Problem, values: Values = {}) {
  const lines = await listServices(r.ctx);
  const view = <ServicesView page={r.page} lines={lines} mayEdit={allows(r.ctx, 'service.edit', null)} problem={problem} values={values} />;
  return r.render(r.page.t.services.title, view, problem ? 422 : 200);
}

async function postService(r: WebRequest) {
  const { id } = await createService(r.ctx, await r.form(serviceInput));
  return r.redirect(`/settings/services/${id}`, r.page.t.services.added);
}

async function showService(r: WebRequest, problem?: Problem, values: Values = {}) {
  const about = await servicePage(r.ctx, r.param('id'));
  return r.render(about.service.name, <ServiceView page={r.page} about={about} problem={problem} values={values} />, problem ? 422 : 200);
}

async function postToken(r: WebRequest) {
  const { token } = await makeServiceToken(r.ctx, r.param('id'), await r.form(serviceTokenForm));
  return r.render(r.page.t.services.title, <MadeView page={r.page} token={token} back={`/settings/services/${r.param('id')}`} />);
}

async function postRevocation(r: WebRequest) {
  const { id } = await r.form(revokeInput);
  await revokeServiceToken(r.ctx, r.param('id'), id);
  return r.redirect(`/settings/services/${r.param('id')}`, r.page.t.tokens.revoked);
}

async function postEnding(r: WebRequest) {
  await r.form(emptyInput);
  await retireService(r.ctx, r.param('id'));
  return r.redirect('/settings/services', r.page.t.services.ended);
}

async function showGive(r: WebRequest, problem?: Problem, values: Values = {}) {
  const id = r.param('id');
  const facts = await accountFacts(r.ctx, id);
  found(allows(r.ctx, 'account.view', facts) || null, 'account.missing');
  ensure(r.ctx, 'service-grant.give', facts);
  const account = { id, title: accountTitle(await getAccount(r.ctx, id)) };
  const view = <GiveWayView page={r.page} account={account} services={await servicesToGive(r.ctx)} problem={problem} values={values} />;
  return r.render(r.page.t.services.giveTitle, view, problem ? 422 : 200);
}

async function postWay(r: WebRequest) {
  const { until, ...wanted } = await r.form(wayInput);
  const day = until === undefined ? undefined : parseDay(until);
  const expiresAt = day && endOfDay(day, r.page.zone);
  await giveServiceGrant(r.ctx, { accountId: r.param('id'), ...wanted, ...(expiresAt === undefined ? {} : { expiresAt }) });
  return r.redirect(`/accounts/${r.param('id')}`, r.page.t.services.given);
}

async function postConsent(r: WebRequest) {
  await r.form(emptyInput);
  await consentToToken(r.ctx, r.param('id'), r.param('tokenId'));
  return r.redirect(`/accounts/${r.param('id')}#services`, r.page.t.services.consented);
}

async function postWayEnding(r: WebRequest) {
  await r.form(emptyInput);
  const { causes } = await endServiceGrant(r.ctx, r.param('serviceGrantId'));
  return r.redirect(`/accounts/${r.param('id')}`, r.page.t.services.wayEnded({ causes }, r.page.f));
}
