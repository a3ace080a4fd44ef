import { keepSecret, keepValue, revealSecret, showOneTimeCode } from '#src/features/access/index.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { ensure } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import { accountPage, dayTyped, ensureOnAccount, visibleFacts } from './account.service.ts';
import { AccountView } from './account.views.tsx';
import { codeInput, keepInput, reasonInput, revealInput, valueInput } from './input.ts';
import { askedDay } from './moment.rules.ts';
import { KeepView } from './keep.views.tsx';
import { type Opened, SecretRow, SecretsSection, ShownView } from './secrets.views.tsx';

export function accountPages(web: Web): void {
  web.get('/accounts/:id', 'signed-in', (r) => showAccount(r));
  web.post('/accounts/:id/reason', 'signed-in', postReason, showAccount);
  web.post('/accounts/:id/secrets/:secretId/reveals', 'signed-in', postReveal, refuseSecret);
  web.post('/accounts/:id/secrets/:secretId/codes', 'signed-in', postCode, refuseSecret);
  web.get('/accounts/:id/secrets/new', 'signed-in', (r) => showKeep(r));
  web.post('/accounts/:id/secrets', 'signed-in', postSecret, showKeep);
  web.get('/accounts/:id/secrets/:secretId/value', 'signed-in', (r) => showValue(r));
  web.post('/accounts/:id/secrets/:secretId/value', 'signed-in', postValue, showValue);
}

async function showAccount(r: WebRequest, problem?: Problem) {
  const on = askedDay(r.query('on'), r.page.zone, r.ctx.now());
  const account = await accountPage(r.ctx, r.param('id'), on);
  return r.render(account.title, <AccountView page={r.page} account={account} problem={problem} />, problem ? 422 : 200);
}

/** The reason is asked once and travels with each button of the panel; nothing is kept of it until something is shown. */
async function postReason(r: WebRequest) {
  const { reason } = await r.form(reasonInput);
  const account = await accountPage(r.ctx, r.param('id'));
  if (r.isFragment) return r.fragment(<SecretsSection page={r.page} account={account} reason={reason} />);
  return r.render(account.title, <AccountView page={r.page} account={account} reason={reason} />);
}

async function postReveal(r: WebRequest) {
  const { how, reason } = await r.form(revealInput);
  await ensureOnAccount(r.ctx, r.param('id'), r.param('secretId'));
  const shown = await revealSecret(r.ctx, { secretId: r.param('secretId'), how, ...(reason ? { reason } : {}) });
  return answerOpened(r, { value: shown.value }, reason);
}

async function postCode(r: WebRequest) {
  const { reason } = await r.form(codeInput);
  await ensureOnAccount(r.ctx, r.param('id'), r.param('secretId'));
  return answerOpened(r, await showOneTimeCode(r.ctx, { secretId: r.param('secretId'), ...(reason ? { reason } : {}) }), reason);
}

async function answerOpened(r: WebRequest, opened: Opened, reason: string | undefined) {
  const account = await accountPage(r.ctx, r.param('id'));
  const line = account.secrets.find((each) => each.secret.id === r.param('secretId'));
  if (!line) return r.redirect(`/accounts/${r.param('id')}`);
  const props = { page: r.page, account, line, reason, opened };
  return r.isFragment ? r.fragment(<SecretRow {...props} />) : r.render(account.title, <ShownView {...props} />);
}

/** Says in the place of the value why it stays closed; without a script on the page of the account. */
async function refuseSecret(r: WebRequest, problem: Problem, values: Readonly<Record<string, string>>) {
  const account = await accountPage(r.ctx, r.param('id'));
  const line = account.secrets.find((each) => each.secret.id === r.param('secretId'));
  const reason = values['reason'] || undefined;
  if (r.isFragment && line) return r.fragment(<SecretRow page={r.page} account={account} line={line} reason={reason} problem={problem} />, 403);
  return r.render(account.title, <AccountView page={r.page} account={account} reason={reason} problem={problem} />, 403);
}

async function showKeep(r: WebRequest, problem?: Problem, values: Readonly<Record<string, string>> = {}) {
  ensure(r.ctx, 'secret.add', await visibleFacts(r.ctx, r.param('id')));
  const account = await accountPage(r.ctx, r.param('id'));
  const kind = keepInput.shape.kind.safeParse(values['kind'] ?? r.query('kind')).data ?? 'password';
  const view = <KeepView page={r.page} account={account} kind={kind} line={null} values={values} problem={problem} />;
  return r.render(r.page.t.secrets.add[kind], view, problem ? 422 : 200);
}

async function postSecret(r: WebRequest) {
  const { kind, label, value, setOn } = await r.form(keepInput);
  await keepSecret(r.ctx, { accountId: r.param('id'), kind, value, ...(label ? { label } : {}), ...(await dayTyped(r.ctx, setOn)) });
  return r.redirect(`/accounts/${r.param('id')}`, r.page.t.secrets.kept);
}

async function showValue(r: WebRequest, problem?: Problem, values: Readonly<Record<string, string>> = {}) {
  ensure(r.ctx, 'secret.add', await visibleFacts(r.ctx, r.param('id')));
  const account = await accountPage(r.ctx, r.param('id'));
  const line = account.secrets.find((each) => each.secret.id === r.param('secretId'));
  if (!line) return r.redirect(`/accounts/${r.param('id')}`);
  const view = <KeepView page={r.page} account={account} kind={line.secret.kind} line={line} values={values} problem={problem} />;
  return r.render(r.page.t.secrets.typeIn, view, problem ? 422 : 200);
}

async function postValue(r: WebRequest) {
  const { value, setOn } = await r.form(valueInput);
  await keepValue(r.ctx, { secretId: r.param('secretId'), value, ...(await dayTyped(r.ctx, setOn)) });
  return r.redirect(`/accounts/${r.param('id')}`, r.page.t.secrets.kept);
}
