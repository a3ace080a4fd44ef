import { z } from 'zod';
import { allows } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { linkInput, setupInput } from './input.ts';
import { suggestedZone } from './rules.ts';
import { openSetup, readCustody, requireNotSetUp, setUp } from './service.ts';
import { CompanyView, ReadyView, SetupLinkView } from './views.tsx';

export function setupPages(web: Web): void {
  web.get('/setup', 'public', (r) => showLink(r));
  web.post('/setup', 'public', postLink, showLink);
  web.get('/setup/installation', 'public', (r) => r.redirect('/setup'));
  web.post('/setup/installation', 'public', postInstallation, retryInstallation);
  web.get('/welcome', 'signed-in', showReady);
}

async function showLink(r: WebRequest, problem?: Problem) {
  await requireNotSetUp(r.ctx);
  return r.renderBare(r.page.t.setup.title, <SetupLinkView page={r.page} problem={problem} />, problem ? 422 : 200);
}

async function postLink(r: WebRequest) {
  const { token } = await r.form(linkInput);
  await openSetup(r.ctx, token);
  return showCompany(r, token, {});
}

function showCompany(r: WebRequest, token: string, values: Readonly<Record<string, string>>, problem?: Problem) {
  const timeZones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
  const timeZone = suggestedZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const view = <CompanyView page={r.page} problem={problem} token={token} values={values} timeZones={timeZones} timeZone={timeZone} />;
  return r.renderBare(r.page.t.setup.title, view, problem ? 422 : 200);
}

async function postInstallation(r: WebRequest) {
  const { again: _, ...input } = await r.form(setupInput);
  const { sessionToken } = await setUp(r.ctx, { ...input, device: r.device });
  r.keepCookie('session', sessionToken);
  return r.redirect('/enrolment');
}

/** The link is still good when only a field was not. */
async function retryInstallation(r: WebRequest, problem: Problem, values: Readonly<Record<string, string>>) {
  if (problem.fields.every(({ field }) => field === 'token')) return showLink(r, problem);
  const { token } = await r.form(z.looseObject(linkInput.shape));
  await openSetup(r.ctx, token);
  return showCompany(r, token, values, problem);
}

/** The end of every enrolment: what an administrator must know, and for everybody else the start page. */
async function showReady(r: WebRequest) {
  if (!allows(r.ctx, 'settings.edit', null)) return r.redirect('/');
  return r.render(r.page.t.setup.ready.title, <ReadyView page={r.page} custody={await readCustody(r.ctx)} />);
}
