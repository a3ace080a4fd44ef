import { z } from 'zod';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { isSetUp } from '#src/features/settings/index.ts';
import { confirmEnrolment, findInvitee, getEnrolment, redeemInvitation } from './enrol.ts';
import { FactorView, RecoveryCodesView } from './enrolment.views.tsx';
import { codeInput, languageInput, linkInput, next, redemptionInput, signInInput } from './input.ts';
import { ownPages } from './own.pages.tsx';
import { endSession } from './service.ts';
import { completeSignIn, startSignIn, stepUp } from './sign-in.ts';
import { ChoosePasswordView, LinkView, SecondFactorView, SignInView, StepUpView } from './views.tsx';

export function sessionsPages(web: Web): void {
  web.get('/sign-in', 'public', (r) => showSignIn(r));
  web.post('/sign-in', 'public', postSignIn, (r, problem, values) => showSignIn(r, problem, values['email'], values['next']));
  web.get('/sign-in/second-factor', 'half', (r) => showSecondFactor(r, undefined, nextOf(r)));
  web.post('/sign-in/second-factor', 'half', postSecondFactor, (r, problem, values) => showSecondFactor(r, problem, values['next']));
  web.get('/step-up', 'signed-in', (r) => showStepUp(r, undefined, nextOf(r)));
  web.post('/step-up', 'signed-in', postStepUp, (r, problem, values) => showStepUp(r, problem, values['next']));
  web.post('/sign-out', 'signed-in', postSignOut);
  web.get('/invitation', 'public', (r) => showLink(r));
  web.post('/invitation', 'public', postLink, showLink);
  web.get('/invitation/password', 'public', (r) => r.redirect('/invitation'));
  web.post('/invitation/password', 'public', postInvitationPassword, retryInvitationPassword);
  web.get('/enrolment', 'half', (r) => showEnrolment(r));
  web.post('/enrolment', 'half', postEnrolment, showEnrolment);
  web.post('/language', 'public', postLanguage);
  ownPages(web);
}

async function showSignIn(r: WebRequest, problem?: Problem, email?: string, after = nextOf(r)) {
  const { page } = r;
  const view = <SignInView page={page} problem={problem} email={email} next={after} isSetUp={await isSetUp(r.ctx)} />;
  return r.renderBare(page.t.sessions.signIn.title, view, problem ? 422 : 200);
}

async function postSignIn(r: WebRequest) {
  const { email, password, next: after } = await r.form(signInInput);
  const { sessionToken, stage } = await startSignIn(r.ctx, { email, password, device: r.device, ...originOf(r) });
  r.keepCookie('session', sessionToken);
  if (stage === 'enrolling') return r.redirect('/enrolment');
  return r.redirect(after ? `/sign-in/second-factor?next=${encodeURIComponent(after)}` : '/sign-in/second-factor');
}

function showSecondFactor(r: WebRequest, problem?: Problem, after?: string) {
  const view = <SecondFactorView page={r.page} problem={problem} next={after} />;
  return r.renderBare(r.page.t.sessions.factor.title, view, problem ? 422 : 200);
}

async function postSecondFactor(r: WebRequest) {
  const { code, next: after } = await r.form(codeInput);
  const { sessionToken, deviceToken, codesLeft } = await completeSignIn(r.ctx, { sessionToken: sessionOf(r), code, ...originOf(r) });
  r.keepCookie('session', sessionToken);
  r.keepCookie('device', deviceToken);
  return r.redirect(after ?? '/', spent(r, codesLeft));
}

function showStepUp(r: WebRequest, problem?: Problem, after?: string) {
  const view = <StepUpView page={r.page} problem={problem} next={after} />;
  return r.render(r.page.t.sessions.stepUp.title, view, problem ? 422 : 200);
}

async function postStepUp(r: WebRequest) {
  const { code, next: after } = await r.form(codeInput);
  const { sessionToken, codesLeft } = await stepUp(r.ctx, { sessionToken: sessionOf(r), code, ...originOf(r) });
  r.keepCookie('session', sessionToken);
  return r.redirect(after ?? '/', spent(r, codesLeft));
}

/** What is said after a recovery code was used up; nothing after a code of the app. */
function spent(r: WebRequest, codesLeft: number | null): string | undefined {
  return codesLeft === null ? undefined : r.page.t.sessions.recovery.spent({ left: codesLeft });
}

async function postSignOut(r: WebRequest) {
  if (r.ctx.actor.kind === 'person' && r.ctx.actor.sessionId) await endSession(r.ctx, r.ctx.actor.sessionId);
  r.keepCookie('session', null);
  return r.redirect('/sign-in', r.page.t.sessions.signedOut);
}

function showLink(r: WebRequest, problem?: Problem) {
  return r.renderBare(r.page.t.sessions.invitation.title, <LinkView page={r.page} problem={problem} />, problem ? 422 : 200);
}

async function postLink(r: WebRequest) {
  const { token } = await r.form(linkInput);
  return showChoosePassword(r, token);
}

async function showChoosePassword(r: WebRequest, token: string, problem?: Problem) {
  const view = <ChoosePasswordView page={r.page} problem={problem} token={token} invitee={await findInvitee(r.ctx, token)} />;
  return r.renderBare(r.page.t.sessions.invitation.title, view, problem ? 422 : 200);
}

async function postInvitationPassword(r: WebRequest) {
  const { token, password } = await r.form(redemptionInput);
  const { sessionToken } = await redeemInvitation(r.ctx, { token, password, device: r.device });
  r.keepCookie('session', sessionToken);
  return r.redirect('/enrolment');
}

/** The link is still good when only the password was not. */
async function retryInvitationPassword(r: WebRequest, problem: Problem) {
  if (problem.fields.every(({ field }) => field === 'token')) return showLink(r, problem);
  const { token } = await r.form(z.looseObject(linkInput.shape));
  return showChoosePassword(r, token, problem);
}

async function showEnrolment(r: WebRequest, problem?: Problem) {
  const { page } = r;
  const { answer, soft, title } = page.t.sessions.enrolment;
  const factor = await getEnrolment(r.ctx, sessionOf(r));
  const view = <FactorView page={page} problem={problem} {...factor} action="/enrolment" answer={answer} soft={soft} />;
  return r.renderBare(title, view, problem ? 422 : 200);
}

async function postEnrolment(r: WebRequest) {
  const { code } = await r.form(codeInput);
  const { sessionToken, deviceToken, recoveryCodes, settingUp } = await confirmEnrolment(r.ctx, { sessionToken: sessionOf(r), code, ...originOf(r) });
  r.keepCookie('session', sessionToken);
  r.keepCookie('device', deviceToken);
  const view = <RecoveryCodesView page={r.page} codes={recoveryCodes} goOn={settingUp ? '/welcome' : '/'} />;
  return r.renderBare(r.page.t.sessions.recovery.title, view);
}

async function postLanguage(r: WebRequest) {
  const { locale, back } = await r.form(languageInput);
  r.keepCookie('locale', locale);
  return r.redirect(back ?? '/');
}

function nextOf(r: WebRequest): string | undefined {
  const asked = r.query('next');
  return asked === undefined ? undefined : next.parse(asked);
}

function sessionOf(r: WebRequest): string {
  return r.cookie('session') ?? '';
}

function originOf(r: WebRequest) {
  return { address: r.address, deviceToken: r.cookie('device') };
}
