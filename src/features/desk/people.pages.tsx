import { addPerson, changePerson, setAbsent, takeRole } from '#src/features/people/index.ts';
import { askSignInReset, inviteOrAsk } from '#src/features/access/index.ts';
import { handOverReset, stopReset } from '#src/features/sessions/index.ts';
import { rowsAsked } from '#src/ground/paging.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { candidatesFor, findOnePerson } from './find.service.ts';
import { absenceInput, emptyInput, peopleQuery, personFields, resetInput, roleInput } from './input.ts';
import { askedDay } from './moment.rules.ts';
import { browsePeople, editablePerson, giveRoleTo, personPage } from './people.service.ts';
import { PeopleView } from './people.views.tsx';
import { InvitedView, PersonView } from './person.views.tsx';
import { PersonFormView } from './person-form.views.tsx';

type Values = Readonly<Record<string, string>>;

export function peoplePages(web: Web): void {
  web.get('/people', 'signed-in', showPeople);
  web.get('/people/new', 'signed-in', (r) => showNew(r));
  web.post('/people', 'signed-in', postPerson, showNew);
  web.get('/people/:id', 'signed-in', (r) => showPerson(r));
  web.get('/people/:id/edit', 'signed-in', (r) => showEdit(r));
  web.post('/people/:id/edit', 'signed-in', postEdit, showEdit);
  web.post('/people/:id/roles', 'signed-in', postRole, showPerson);
  web.post('/people/:id/roles/endings', 'signed-in', postRoleEnding, showPerson);
  web.post('/people/:id/absence', 'signed-in', postAbsence, showPerson);
  web.post('/people/:id/invitations', 'signed-in', postInvitation, showPerson);
  web.post('/people/:id/sign-in-reset', 'signed-in', postReset, showPerson);
  web.post('/people/:id/sign-in-reset/ending', 'signed-in', postResetEnding, showPerson);
  web.post('/people/:id/sign-in-reset/link', 'signed-in', postResetLink, showPerson);
}

async function showPeople(r: WebRequest) {
  const state = peopleQuery.shape.state.safeParse(r.query('state') || undefined).data;
  const filter = { q: r.query('q') || undefined, state, after: r.query('after') || undefined };
  const list = await browsePeople(r.ctx, { search: filter.q, state, after: filter.after, limit: rowsAsked(r.query('rows')) });
  const may = { add: allows(r.ctx, 'person.add', null), import: allows(r.ctx, 'import.run', null) };
  return r.render(r.page.t.desk.people, <PeopleView page={r.page} list={list} filter={filter} may={may} />);
}

async function showPerson(r: WebRequest, problem?: Problem) {
  const about = await personPage(r.ctx, r.param('id'), askedDay(r.query('on'), r.page.zone, r.ctx.now()));
  return r.render(about.person.displayName, <PersonView page={r.page} about={about} problem={problem} />, problem ? 409 : 200);
}

async function showNew(r: WebRequest, problem?: Problem, values: Values = {}) {
  ensure(r.ctx, 'person.add', null);
  const candidates = await candidatesFor(r.ctx, values['manager']);
  return r.render(
    r.page.t.desk.newPerson,
    <PersonFormView page={r.page} known={null} values={values} candidates={candidates} problem={problem} />,
    problem ? 422 : 200,
  );
}

async function postPerson(r: WebRequest) {
  ensure(r.ctx, 'person.add', null);
  const { id } = await addPerson(r.ctx, await fieldsOf(r));
  return r.redirect(`/people/${id}`, r.page.t.desk.personAdded);
}

async function showEdit(r: WebRequest, problem?: Problem, typed: Values = {}) {
  const { person, manager } = await editablePerson(r.ctx, r.param('id'));
  const { givenName, familyName, locale } = person;
  const [nameParticle, email, employeeNumber] = [person.nameParticle ?? '', person.email ?? '', person.employeeNumber ?? ''];
  const [jobTitle, department, managerId] = [person.jobTitle ?? '', person.department ?? '', person.managerId ?? ''];
  const values = { givenName, nameParticle, familyName, email, employeeNumber, jobTitle, department, manager, managerId, locale, ...typed };
  const candidates = typed['manager'] ? await candidatesFor(r.ctx, typed['manager']) : [];
  const known = { id: person.id, name: person.displayName };
  return r.render(
    person.displayName,
    <PersonFormView page={r.page} known={known} values={values} candidates={candidates} problem={problem} />,
    problem ? 422 : 200,
  );
}

async function postEdit(r: WebRequest) {
  const id = r.param('id');
  const { manager } = await editablePerson(r.ctx, id);
  await changePerson(r.ctx, id, await fieldsOf(r, manager));
  return r.redirect(`/people/${id}`, r.page.t.desk.personChanged);
}

/** The manager is looked up only when the field says another name than before: two people may share one. */
async function fieldsOf(r: WebRequest, before = '') {
  const { manager, managerId, ...fields } = await r.form(personFields);
  if (manager !== '' && manager === before) return fields;
  return { ...fields, managerId: manager === '' ? null : await findOnePerson(r.ctx, 'manager', manager, managerId) };
}

async function postRole(r: WebRequest) {
  const { role } = await r.form(roleInput);
  await giveRoleTo(r.ctx, r.param('id'), role);
  return r.redirect(`/people/${r.param('id')}`, r.page.t.desk.roleGiven);
}

async function postRoleEnding(r: WebRequest) {
  const { role } = await r.form(roleInput);
  await takeRole(r.ctx, r.param('id'), role);
  return r.redirect(`/people/${r.param('id')}`, r.page.t.desk.roleTaken);
}

async function postAbsence(r: WebRequest) {
  const absent = (await r.form(absenceInput)).absent === 'yes';
  await setAbsent(r.ctx, r.param('id'), absent);
  return r.redirect(`/people/${r.param('id')}`, absent ? r.page.t.desk.nowAbsent : r.page.t.desk.nowBack);
}

/** Not a redirect: the link is in this one answer and nowhere else. */
async function postInvitation(r: WebRequest) {
  await r.form(emptyInput);
  const id = r.param('id');
  const invited = await inviteOrAsk(r.ctx, id);
  if (!invited) return r.redirect(`/people/${id}`, r.page.t.proposals.asked);
  const { url, expiresAt, how } = invited;
  if (how === 'mail') return r.redirect(`/people/${id}`, r.page.t.desk.invitedMail);
  const about = await personPage(r.ctx, id);
  return r.render(r.page.t.desk.invite, <InvitedView page={r.page} about={about} url={url} expiresAt={expiresAt} />);
}

async function postReset(r: WebRequest) {
  await askSignInReset(r.ctx, r.param('id'), await r.form(resetInput));
  return r.redirect(`/people/${r.param('id')}`, r.page.t.desk.resetAsked);
}

async function postResetEnding(r: WebRequest) {
  await r.form(emptyInput);
  await stopReset(r.ctx, r.param('id'));
  return r.redirect(`/people/${r.param('id')}`, r.page.t.desk.resetStopped);
}

async function postResetLink(r: WebRequest) {
  await r.form(emptyInput);
  const { url, expiresAt } = await handOverReset(r.ctx, r.param('id'));
  const about = await personPage(r.ctx, r.param('id'));
  return r.render(r.page.t.desk.reset, <InvitedView page={r.page} about={about} url={url} expiresAt={expiresAt} />);
}
