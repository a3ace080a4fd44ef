import { ensure } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { draftInput, versionInput } from './input.ts';
import { acknowledge, getPolicy, listPolicies, publishNewVersion } from './service.ts';
import { DraftView, PoliciesView, PolicyView } from './views.tsx';

export function policiesPages(web: Web): void {
  web.get('/policies', 'signed-in', showPolicies);
  web.get('/policies/:id', 'signed-in', (r) => showPolicy(r));
  web.post('/policies/:id/acknowledgement', 'signed-in', postAcknowledgement, showPolicy);
  web.get('/policies/:id/draft', 'signed-in', (r) => showDraft(r));
  web.post('/policies/:id/draft', 'signed-in', postDraft, showDraft);
}

async function showPolicies(r: WebRequest) {
  return r.render(r.page.t.policies.title, <PoliciesView page={r.page} lines={await listPolicies(r.ctx)} />);
}

async function showPolicy(r: WebRequest, problem?: Problem) {
  const policy = await getPolicy(r.ctx, r.param('id'));
  const view = <PolicyView page={r.page} line={policy} versions={policy.versions} problem={problem} />;
  return r.render(r.page.t.policies.title, view, problem ? 409 : 200);
}

async function postAcknowledgement(r: WebRequest) {
  const { version } = await r.form(versionInput);
  await acknowledge(r.ctx, version);
  return r.redirect(`/policies/${r.param('id')}`, r.page.t.policies.confirmed);
}

async function showDraft(r: WebRequest, problem?: Problem, values: Readonly<Record<string, string>> = {}) {
  ensure(r.ctx, 'policy.publish', null);
  const { policyId, version } = await getPolicy(r.ctx, r.param('id'));
  const { titleNl, titleEn, bodyNl, bodyEn } = version;
  const texts = { titleNl, titleEn, bodyNl, bodyEn, ...values };
  const view = <DraftView page={r.page} policyId={policyId} number={version.number + 1} texts={texts} problem={problem} />;
  return r.render(r.page.t.policies.draftTitle({ number: version.number + 1 }), view, problem ? 422 : 200);
}

async function postDraft(r: WebRequest) {
  const policyId = r.param('id');
  const { number } = await publishNewVersion(r.ctx, policyId, await r.form(draftInput));
  return r.redirect(`/policies/${policyId}`, r.page.t.policies.published({ number }));
}
