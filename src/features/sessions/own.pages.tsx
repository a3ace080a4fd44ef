import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { FactorView, RecoveryCodesView } from './enrolment.views.tsx';
import { codeInput, emptyInput, passwordInput, sessionInput } from './input.ts';
import { OwnSignInView, PasswordView } from './own.views.tsx';
import { openResetOf, stopReset } from './reset.ts';
import { changePassword, newRecoveryCodes, offerFactor, ownSignIn, replaceFactor } from './self.ts';
import { endOtherSessions, endSession, requireFreshFactor, requirePerson, sessionsOf } from './service.ts';

const home = '/me/sign-in';

/** What somebody may do about their own way in. */
export function ownPages(web: Web): void {
  web.get(home, 'signed-in', showOwn);
  web.post('/me/sessions/end', 'signed-in', postEnd);
  web.post('/me/sessions/end-others', 'signed-in', postEndOthers);
  web.post('/me/sign-in-reset/ending', 'signed-in', postStop);
  web.get('/me/password', 'signed-in', (r) => showPassword(r));
  web.post('/me/password', 'signed-in', postPassword, showPassword);
  web.get('/me/second-factor', 'signed-in', (r) => showFactor(r));
  web.post('/me/second-factor', 'signed-in', postFactor, showFactor);
  web.get('/me/recovery-codes', 'signed-in', (r) => r.redirect(home));
  web.post('/me/recovery-codes', 'signed-in', postRecoveryCodes);
}

async function showOwn(r: WebRequest) {
  const { id } = requirePerson(r.ctx);
  const [sessions, reset] = [await sessionsOf(r.ctx, id), await openResetOf(r.ctx, id)];
  const view = <OwnSignInView page={r.page} sessions={sessions} facts={await ownSignIn(r.ctx)} reset={reset} />;
  return r.render(r.page.t.sessions.own.title, view);
}

async function postEnd(r: WebRequest) {
  const { session } = await r.form(sessionInput);
  await endSession(r.ctx, session);
  return r.redirect(home, r.page.t.sessions.own.ended({ count: 1 }));
}

async function postEndOthers(r: WebRequest) {
  await r.form(emptyInput);
  return r.redirect(home, r.page.t.sessions.own.ended({ count: await endOtherSessions(r.ctx) }));
}

async function postStop(r: WebRequest) {
  await r.form(emptyInput);
  await stopReset(r.ctx, requirePerson(r.ctx).id);
  return r.redirect(home, r.page.t.sessions.own.resetStopped);
}

/** Asked before the form is filled in, so that nothing typed is lost to the step-up. */
function showPassword(r: WebRequest, problem?: Problem) {
  requireFreshFactor(r.ctx);
  return r.render(r.page.t.sessions.own.changePassword, <PasswordView page={r.page} problem={problem} />, problem ? 422 : 200);
}

async function postPassword(r: WebRequest) {
  const { current, password } = await r.form(passwordInput);
  await changePassword(r.ctx, { current, password, address: r.address, deviceToken: r.cookie('device') });
  return r.redirect(home, r.page.t.sessions.own.passwordChanged);
}

async function showFactor(r: WebRequest, problem?: Problem) {
  const { own } = r.page.t.sessions;
  const factor = await offerFactor(r.ctx);
  const view = <FactorView page={r.page} problem={problem} {...factor} action="/me/second-factor" answer={own.replaceAnswer} soft={own.replaceSoft} />;
  return r.render(own.replaceFactor, view, problem ? 422 : 200);
}

async function postFactor(r: WebRequest) {
  const { code } = await r.form(codeInput);
  const { recoveryCodes } = await replaceFactor(r.ctx, { code, address: r.address, deviceToken: r.cookie('device') });
  return showCodes(r, recoveryCodes);
}

async function postRecoveryCodes(r: WebRequest) {
  await r.form(emptyInput);
  return showCodes(r, await newRecoveryCodes(r.ctx));
}

function showCodes(r: WebRequest, codes: readonly string[]) {
  return r.render(r.page.t.sessions.recovery.title, <RecoveryCodesView page={r.page} codes={codes} goOn={home} />);
}
