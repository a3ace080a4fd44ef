import { getPerson, personFacts } from '#src/features/people/index.ts';
import { ensure } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { ErrorSummary, Form, FormFoot, fieldErrors, LinkButton, PageHead, PrimaryButton, TextInput } from '#src/ui/index.ts';
import { reinstateForm } from './input.ts';
import { reinstate } from './reinstate.service.ts';

/** Back in service: said what comes back and what does not, before it is done. */
export function reinstatePages(web: Web): void {
  web.get('/people/:id/reinstatement', 'signed-in', (r) => show(r));
  web.post('/people/:id/reinstatement', 'signed-in', post, show);
}

async function show(r: WebRequest, problem?: Problem, values: Readonly<Record<string, string>> = {}) {
  const { page } = r;
  const id = r.param('id');
  ensure(r.ctx, 'offboarding.reinstate', await personFacts(r.ctx, id));
  const person = await getPerson(r.ctx, id);
  if (person.state !== 'left') return r.redirect(`/people/${id}`);
  const says = page.t.reinstate;
  const errors = fieldErrors(page.t, problem);
  const home = `/people/${id}`;
  const view = (
    <>
      <PageHead
        path={[{ label: page.t.desk.people, href: '/people' }, { label: person.displayName, href: home }, { label: says.title }]}
        answer={says.answer({ name: person.displayName })}
        soft={says.soft}
      />
      <ErrorSummary page={page} problem={problem} labels={{ reason: says.reason, startedOn: says.startedOn }} />
      <Form page={page} action={`${home}/reinstatement`}>
        <TextInput name="reason" label={says.reason} hint={says.reasonHint} value={values['reason']} error={errors['reason']} required autocomplete="off" />
        <TextInput name="startedOn" type="date" label={says.startedOn} hint={says.startedOnHint} value={values['startedOn']} error={errors['startedOn']} />
        <FormFoot>
          <PrimaryButton>{says.act}</PrimaryButton>
          <LinkButton href={home}>{page.t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
  return r.render(says.title, view, problem ? 422 : 200);
}

async function post(r: WebRequest) {
  const id = r.param('id');
  const { invited } = await reinstate(r.ctx, id, await r.form(reinstateForm));
  const says = r.page.t.reinstate;
  return r.redirect(`/people/${id}`, invited ? says.doneMail : says.done);
}
