import { getPerson, holdersOf, listPeople, peopleById } from '#src/features/people/index.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { confirmForm, startForm } from './input.ts';
import { readComingMoment } from './moment.service.ts';
import { type PreviewProps, PreviewPage } from './preview.views.tsx';
import { confirmProposal, getProposal } from './proposals.service.ts';
import { previewOffboarding, startOrPropose, visibleCaseOf, visibleCasesOf } from './start.service.ts';
import { ChooseMomentPage, ChoosePersonPage } from './wizard.views.tsx';

type Values = Readonly<Record<string, string>>;

/** The wizard keeps nothing between its steps: each address and each form carries what was chosen so far. */
export function wizardPages(web: Web): void {
  web.get('/offboardings/new', 'signed-in', showStep);
  web.post('/offboardings', 'signed-in', postStart, retryStart);
  web.get('/offboardings/proposals/:id', 'signed-in', (r) => showProposal(r));
  web.post('/offboardings/proposals/:id/confirmation', 'signed-in', postProposal, showProposal);
}

async function showStep(r: WebRequest) {
  ensure(r.ctx, 'offboarding.start', { id: '', isHr: false, isAdmin: false });
  const person = r.query('person');
  if (!person) return showPeople(r);
  const values = { person, when: r.query('when') ?? '', date: r.query('date') ?? '', time: r.query('time') ?? '' };
  if (!values.when) return showMoment(r, values);
  try {
    return await showPreview(r, values, await momentOf(r, values));
  } catch (problem) {
    if (problem instanceof Problem && problem.kind === 'invalid') return showMoment(r, values, problem);
    throw problem;
  }
}

async function momentOf(r: WebRequest, values: { when: string; date?: string | undefined; time?: string | undefined }): Promise<Instant | null> {
  return values.when === 'now' ? null : readComingMoment(r.ctx, values.date ?? '', values.time);
}

async function showPeople(r: WebRequest) {
  const search = r.query('q');
  const { rows, next } = search === undefined ? { rows: null, next: null } : await listPeople(r.ctx, { search, after: r.query('after'), limit: 25 });
  const others = rows?.filter((person) => person.id !== readerId(r));
  const cases = await visibleCasesOf(
    r.ctx,
    (others ?? []).map(({ id }) => id),
  );
  const found = others?.map((person) => asFound(person, cases.get(person.id) ?? null));
  const view = <ChoosePersonPage page={r.page} search={search ?? ''} found={found ?? null} next={next} />;
  return r.render(r.page.t.offboarding.wizard.title, view);
}

function readerId(r: WebRequest): string | null {
  return r.ctx.actor.kind === 'person' ? r.ctx.actor.id : null;
}

function asFound(person: Awaited<ReturnType<typeof getPerson>>, caseId: string | null) {
  const { id, displayName: name, email, jobTitle, employeeNumber, department } = person;
  const below = [jobTitle, email ?? employeeNumber].filter(Boolean).join(', ') || null;
  return { id, name, below, department, caseId };
}

async function showMoment(r: WebRequest, values: Values, problem?: Problem) {
  const person = await getPerson(r.ctx, values.person ?? '');
  const view = <ChooseMomentPage page={r.page} person={{ id: person.id, name: person.displayName }} values={values} problem={problem} />;
  return r.render(r.page.t.offboarding.wizard.title, view, problem ? 422 : 200);
}

async function showPreview(r: WebRequest, values: Values, at: Instant | null, problem?: Problem) {
  const { person = '', when = 'moment', date = '', time = '' } = values;
  const query = new URLSearchParams({ person, when: '', date, time });
  const carried = { person, when, date, time };
  return renderPreview(r, person, at, { action: '/offboardings', carried, back: `/offboardings/new?${query}`, problem, values });
}

type Frame = Pick<PreviewProps, 'action' | 'carried' | 'back' | 'problem' | 'values' | 'moves'>;

async function renderPreview(r: WebRequest, personId: string, at: Instant | null, frame: Frame) {
  const preview = await previewOffboarding(r.ctx, personId, at ?? r.ctx.now());
  const successors = await peopleById(
    r.ctx,
    preview.offices.flatMap((move) => move.successorId ?? []),
  );
  const facts = { personId, personIsHr: false, announced: false, cut: false, confidantId: null, ownsTask: false };
  const mayGiveReason = allows(r.ctx, 'offboarding.reason', facts);
  const administrators = mayGiveReason ? (await holdersOf(r.ctx, 'admin')).filter((person) => person.id !== personId) : [];
  const view = (
    <PreviewPage
      page={r.page}
      preview={preview}
      names={new Map([...successors].map(([id, person]) => [id, person.displayName]))}
      administrators={administrators.map(({ id, displayName }) => ({ id, name: displayName }))}
      isNow={at === null}
      mayGiveReason={mayGiveReason}
      {...frame}
    />
  );
  return r.render(r.page.t.offboarding.wizard.title, view, frame.problem ? 422 : 200);
}

async function postStart(r: WebRequest) {
  const form = await r.form(startForm);
  const { id, existed, held } = await startOrPropose(r.ctx, {
    personId: form.person,
    effectiveAt: await momentOf(r, form),
    announced: form.announced === 'yes',
    confidantId: form.announced === 'yes' ? undefined : form.confidant,
    reason: form.reason,
  });
  if (existed) return r.redirect(`/offboardings/${id}`);
  const { displayName: name } = await getPerson(r.ctx, form.person);
  const says = r.page.t.offboarding.case;
  if (id === null) return r.redirect('/offboardings', r.page.t.endDates.flashProposed({ name }));
  if (held) return r.redirect(`/offboardings/${id}`, r.page.t.held.flash({ name }));
  return r.redirect(`/offboardings/${id}`, form.when === 'now' ? says.flashCut({ name }) : says.flashStarted({ name }));
}

/** A moment that has become wrong goes back to its step; anything else is told beside the numbers. */
async function retryStart(r: WebRequest, problem: Problem, values: Values) {
  const wrongMoment = problem.fields.some((field) => field.field === 'date' || field.field === 'time');
  if (wrongMoment || !values.person) return showMoment(r, values, problem);
  return showPreview(r, values, await momentOf(r, { ...values, when: values.when ?? 'now' }), problem);
}

async function showProposal(r: WebRequest, problem?: Problem, values?: Values) {
  const proposal = await getProposal(r.ctx, r.param('id'));
  const past = proposal.effectiveAt <= r.ctx.now();
  const action = `/offboardings/proposals/${proposal.id}/confirmation`;
  const moves = (await visibleCaseOf(r.ctx, proposal.personId)) !== null;
  const frame = { action, carried: {}, back: '/offboardings', moves, problem, values: values ?? { reason: proposal.reason ?? '' } };
  return renderPreview(r, proposal.personId, past ? null : proposal.effectiveAt, frame);
}

async function postProposal(r: WebRequest) {
  const form = await r.form(confirmForm);
  const { id } = await confirmProposal(r.ctx, r.param('id'), {
    announced: form.announced === 'yes',
    confidantId: form.confidant,
    reason: form.reason,
  });
  return r.redirect(`/offboardings/${id}`);
}
