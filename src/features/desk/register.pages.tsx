import { registerAccount } from '#src/features/access/index.ts';
import { changeAccount } from '#src/features/accounts/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import { rowsAsked } from '#src/ground/paging.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { editableAccount } from './account.service.ts';
import { EditAccountView, NewAccountView } from './edit.views.tsx';
import { candidatesFor, findOnePerson } from './find.service.ts';
import { accountsQuery, editAccountInput, newAccountInput } from './input.ts';
import { listAccounts } from './register.service.ts';
import { AccountsView } from './register.views.tsx';

export function registerPages(web: Web): void {
  web.get('/accounts', 'signed-in', showAccounts);
  web.get('/accounts/new', 'signed-in', (r) => showNew(r));
  web.post('/accounts', 'signed-in', postAccount, showNew);
  web.get('/accounts/:id/edit', 'signed-in', (r) => showEdit(r));
  web.post('/accounts/:id/edit', 'signed-in', postEdit, showEdit);
}

async function showAccounts(r: WebRequest) {
  const filter = {
    q: r.query('q') || undefined,
    platform: r.query('platform') || undefined,
    criticality: accountsQuery.shape.criticality.safeParse(r.query('criticality')).data,
    without: accountsQuery.shape.without.safeParse(r.query('without')).data,
    after: r.query('after') || undefined,
  };
  const list = await listAccounts(r.ctx, { ...filter, search: filter.q, limit: rowsAsked(r.query('rows')) });
  const may = { add: allows(r.ctx, 'account.add', null), import: allows(r.ctx, 'import.run', null) };
  return r.render(r.page.t.accounts.title, <AccountsView page={r.page} list={list} filter={filter} limits={await rotationPolicy(r.ctx)} may={may} />);
}

async function showNew(r: WebRequest, problem?: Problem, values: Readonly<Record<string, string>> = {}) {
  ensure(r.ctx, 'account.add', null);
  const choices = { owner: await candidatesFor(r.ctx, values['owner']), deputy: await candidatesFor(r.ctx, values['deputy']) };
  const view = <NewAccountView page={r.page} values={values} choices={choices} problem={problem} />;
  return r.render(r.page.t.accounts.addTitle, view, problem ? 422 : 200);
}

async function postAccount(r: WebRequest) {
  ensure(r.ctx, 'account.add', null);
  const { owner, ownerId, deputy, deputyId, ...account } = await r.form(newAccountInput);
  const deputyIds = deputy || deputyId ? [await findOnePerson(r.ctx, 'deputy', deputy, deputyId)] : [];
  const { id } = await registerAccount(r.ctx, { ...account, ownerId: await findOnePerson(r.ctx, 'owner', owner, ownerId), deputyIds });
  return r.redirect(`/accounts/${id}`, r.page.t.accounts.added);
}

async function showEdit(r: WebRequest, problem?: Problem, typed: Readonly<Record<string, string>> = {}) {
  const { account, title } = await editableAccount(r.ctx, r.param('id'));
  const { handle, url, brand, region, purpose, criticality, status } = account;
  const known = { handle, url: url ?? '', brand: brand ?? '', region: region ?? '', purpose: purpose ?? '', criticality, status };
  const view = <EditAccountView page={r.page} id={account.id} title={title} values={{ ...known, ...typed }} problem={problem} />;
  return r.render(title, view, problem ? 422 : 200);
}

async function postEdit(r: WebRequest) {
  const id = r.param('id');
  await editableAccount(r.ctx, id);
  await changeAccount(r.ctx, id, await r.form(editAccountInput));
  return r.redirect(`/accounts/${id}`, r.page.t.accounts.changed);
}
