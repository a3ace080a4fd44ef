import type { Problem } from '#src/ground/problem.ts';
import { ErrorSummary, Form, FormFoot, fieldErrors, LinkButton, PageHead, type PageContext, PrimaryButton, SelectInput, TextInput } from '#src/ui/index.ts';
import type { Candidate } from './find.service.ts';
import { PersonPicker } from './picker.views.tsx';

type FormProps = {
  page: PageContext;
  /** Null for somebody new. */
  known: { id: string; name: string } | null;
  values: Readonly<Record<string, string>>;
  candidates: readonly Candidate[];
  problem?: Problem | undefined;
};

const texts = ['givenName', 'nameParticle', 'familyName', 'email', 'employeeNumber', 'jobTitle', 'department'] as const;

export function PersonFormView({ page, known, values, candidates, problem }: FormProps) {
  const { t } = page;
  const errors = fieldErrors(t, problem);
  const home = known ? `/people/${known.id}` : '/people';
  const labels = { ...t.desk, email: t.desk.mail, employeeNumber: t.desk.number };
  const shown = Object.fromEntries([...texts, 'manager', 'locale'].map((name) => [name, labels[name as (typeof texts)[number]]]));
  return (
    <>
      <PageHead
        path={[
          { label: t.desk.people, href: '/people' },
          ...(known ? [{ label: known.name, href: home }] : []),
          { label: known ? t.shell.act.edit : t.desk.newPerson },
        ]}
        answer={known ? t.desk.editAnswer({ name: known.name }) : t.desk.newAnswer}
      />
      <ErrorSummary page={page} problem={problem} labels={shown} />
      <Form page={page} action={known ? `${home}/edit` : '/people'}>
        {texts.map((name) => (
          <TextInput
            name={name}
            type={name === 'email' ? 'email' : 'text'}
            label={labels[name]}
            hint={name === 'nameParticle' ? t.desk.particleHint : name === 'familyName' ? t.desk.oneNameHint : undefined}
            value={values[name]}
            error={errors[name]}
            autocomplete="off"
          />
        ))}
        <PersonPicker
          page={page}
          name="manager"
          label={t.desk.manager}
          hint={t.access.personHint}
          error={errors['manager'] ?? errors['managerId']}
          typed={values['manager']}
          chosenId={values['managerId']}
          candidates={candidates}
        />
        <SelectInput
          name="locale"
          label={t.desk.locale}
          value={values['locale'] ?? page.locale}
          options={(['nl', 'en'] as const).map((value) => ({ value, label: t.shell.languageNames[value] }))}
        />
        <FormFoot>
          <PrimaryButton>{known ? t.shell.act.save : t.desk.addPerson}</PrimaryButton>
          <LinkButton href={home}>{t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}
