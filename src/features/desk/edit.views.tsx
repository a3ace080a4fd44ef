import { accountStatuses, criticalities } from '#db/words.ts';
import { catalogue } from '#src/features/platforms/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import {
  ErrorSummary,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  PrimaryButton,
  SelectInput,
  TextInput,
  Textarea,
} from '#src/ui/index.ts';
import type { Candidate } from './find.service.ts';
import { PersonPicker } from './picker.views.tsx';

type Values = Readonly<Record<string, string>>;
type Choices = Readonly<Record<string, readonly Candidate[]>>;

type NewProps = { page: PageContext; values: Values; choices: Choices; problem?: Problem | undefined };

export function NewAccountView({ page, values, choices, problem }: NewProps) {
  const { t } = page;
  const errors = fieldErrors(t, problem);
  const platforms = catalogue.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <PageHead
        path={[{ label: t.accounts.title, href: '/accounts' }, { label: t.accounts.addTitle }]}
        answer={t.accounts.addAnswer}
        soft={t.accounts.addSoft}
      />
      <ErrorSummary page={page} problem={problem} labels={labelsOf(page)} />
      <Form page={page} action="/accounts">
        <SelectInput name="platform" label={t.accounts.platform} options={platforms} value={values['platform']} error={errors['platform']} required />
        <AccountFields page={page} values={values} errors={errors} />
        <PersonPicker
          page={page}
          name="owner"
          label={t.accounts.owner}
          hint={t.accounts.ownerHint}
          error={errors['owner']}
          required
          typed={values['owner']}
          chosenId={values['ownerId']}
          candidates={choices['owner'] ?? []}
        />
        <PersonPicker
          page={page}
          name="deputy"
          label={t.accounts.deputy}
          hint={t.accounts.deputyHint}
          error={errors['deputy']}
          typed={values['deputy']}
          chosenId={values['deputyId']}
          candidates={choices['deputy'] ?? []}
        />
        <FormFoot>
          <PrimaryButton>{t.accounts.add}</PrimaryButton>
          <LinkButton href="/accounts">{t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}

type EditProps = { page: PageContext; id: string; title: string; values: Values; problem?: Problem | undefined };

export function EditAccountView({ page, id, title, values, problem }: EditProps) {
  const { t } = page;
  const errors = fieldErrors(t, problem);
  const states = t.shell.state.account;
  const home = `/accounts/${id}`;
  return (
    <>
      <PageHead
        path={[{ label: t.accounts.title, href: '/accounts' }, { label: title, href: home }, { label: t.shell.act.edit }]}
        answer={t.accounts.editAnswer({ account: title })}
      />
      <ErrorSummary page={page} problem={problem} labels={labelsOf(page)} />
      <Form page={page} action={`${home}/edit`}>
        <AccountFields page={page} values={values} errors={errors} />
        <SelectInput
          name="status"
          label={t.accounts.status}
          value={values['status']}
          options={accountStatuses.map((value) => ({ value, label: states[value] }))}
        />
        <FormFoot>
          <PrimaryButton>{t.shell.act.save}</PrimaryButton>
          <LinkButton href={home}>{t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}

function AccountFields({ page, values, errors }: { page: PageContext; values: Values; errors: Values }) {
  const { t } = page;
  const { criticality } = t.shell.state;
  return (
    <>
      <TextInput name="handle" label={t.accounts.handle} hint={t.accounts.handleHint} value={values['handle']} error={errors['handle']} required />
      <TextInput name="url" type="url" label={t.accounts.url} hint={t.accounts.urlHint} value={values['url']} error={errors['url']} />
      <TextInput name="brand" label={t.accounts.brand} value={values['brand']} error={errors['brand']} />
      <TextInput name="region" label={t.accounts.region} value={values['region']} error={errors['region']} />
      <SelectInput
        name="criticality"
        label={t.accounts.criticality}
        hint={t.accounts.criticalityHint}
        value={values['criticality'] ?? 'normal'}
        options={criticalities.map((value) => ({ value, label: criticality[value] }))}
      />
      <Textarea name="purpose" label={t.accounts.purpose} value={values['purpose']} error={errors['purpose']} rows={2} />
    </>
  );
}

function labelsOf({ t }: PageContext): Values {
  const { platform, handle, url, brand, region, criticality, purpose, owner, deputy } = t.accounts;
  return { platform, handle, url, brand, region, criticality, purpose, owner, deputy };
}
