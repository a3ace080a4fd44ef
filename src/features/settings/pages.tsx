import type { Ctx } from '#src/ground/ctx.ts';
import { listHeldMail } from '#src/ground/held-mail.ts';
import { allows } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { organisationInput, revealAlarmForm, rotationPolicyForm, secondPersonForm, signInResetForm } from './input.ts';
import { saveOrganisation, saveRevealAlarm, saveRotationPolicy, saveSecondPerson, saveSignInReset, viewSettings } from './service.ts';
import { type SealFacts, SettingsView } from './views.tsx';

/** What lies in features above this one and belongs on its page; `app/` hands it in. */
export type Installation = {
  vault(ctx: Ctx): Promise<SealFacts['vault']>;
  signingKeys(ctx: Ctx): Promise<SealFacts['signingKeys']>;
};

const shown = 20;

export function settingsPages(web: Web, installation: Installation): void {
  const show = (r: WebRequest, problem?: Problem, values: Readonly<Record<string, string>> = {}) => showSettings(r, installation, problem, values);
  web.get('/settings', 'signed-in', (r) => show(r));
  web.post('/settings/organisation', 'signed-in', postOrganisation, show);
  web.post('/settings/rotation-policy', 'signed-in', postRotationPolicy, show);
  web.post('/settings/second-person', 'signed-in', postSecondPerson, show);
  web.post('/settings/reveal-alarm', 'signed-in', postRevealAlarm, show);
  web.post('/settings/sign-in-reset', 'signed-in', postSignInReset, show);
}

async function showSettings(r: WebRequest, installation: Installation, problem: Problem | undefined, typed: Readonly<Record<string, string>>) {
  const { ctx, page } = r;
  const { organisation, rotation, secondPerson, revealAlarm, signInReset } = await viewSettings(ctx);
  const days = { critical: String(rotation.critical), normal: String(rotation.normal), low: String(rotation.low) };
  const guards = { days: String(secondPerson.days), secrets: String(revealAlarm.secrets), hours: String(signInReset.hours) };
  const view = (
    <SettingsView
      page={page}
      problem={problem}
      mayEdit={allows(ctx, 'settings.edit', null)}
      values={{ ...organisation, ...days, ...guards, ...typed }}
      timeZones={['UTC', ...Intl.supportedValuesOf('timeZone')]}
      seal={{ vault: await installation.vault(ctx), signingKeys: await installation.signingKeys(ctx), anchor: ctx.config.auditAnchor }}
      mail={{ isSet: ctx.config.smtpUrl !== undefined, from: ctx.config.mailFrom, held: await listHeldMail(ctx.read, shown) }}
    />
  );
  return r.render(page.t.settings.title, view, problem ? 422 : 200);
}

async function postOrganisation(r: WebRequest) {
  await saveOrganisation(r.ctx, await r.form(organisationInput));
  return r.redirect('/settings', r.page.t.settings.saved);
}

async function postRotationPolicy(r: WebRequest) {
  await saveRotationPolicy(r.ctx, await r.form(rotationPolicyForm));
  return r.redirect('/settings', r.page.t.settings.saved);
}

async function postSecondPerson(r: WebRequest) {
  await saveSecondPerson(r.ctx, await r.form(secondPersonForm));
  return r.redirect('/settings', r.page.t.settings.saved);
}

async function postRevealAlarm(r: WebRequest) {
  await saveRevealAlarm(r.ctx, await r.form(revealAlarmForm));
  return r.redirect('/settings', r.page.t.settings.saved);
}

async function postSignInReset(r: WebRequest) {
  await saveSignInReset(r.ctx, await r.form(signInResetForm));
  return r.redirect('/settings', r.page.t.settings.saved);
}
