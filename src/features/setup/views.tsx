import type { Problem } from '#src/ground/problem.ts';
import {
  ErrorSummary,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  PasswordInput,
  PrimaryButton,
  Section,
  SelectInput,
  StepRail,
  TextInput,
} from '#src/ui/index.ts';
import type { Custody } from './service.ts';

type FormState = { page: PageContext; problem?: Problem | undefined };

function Rail({ page, current }: { page: PageContext; current: number }) {
  const { steps } = page.t.setup;
  return <StepRail label={steps.label} steps={[steps.company, steps.factor, steps.keys]} current={current} />;
}

export function SetupLinkView({ page, problem }: FormState) {
  const { link, title } = page.t.setup;
  return (
    <>
      <PageHead path={title} answer={link.answer} soft={link.soft} />
      <ErrorSummary page={page} problem={problem} labels={{ token: link.token }} />
      <Form page={page} action="/setup">
        <TextInput name="token" label={link.token} fromFragment autocomplete="off" error={fieldErrors(page.t, problem)['token']} required />
        <FormFoot>
          <PrimaryButton>{link.submit}</PrimaryButton>
        </FormFoot>
      </Form>
      <p class="kh-soft-line">{link.demo({ command: 'npm run demo' })}</p>
    </>
  );
}

type CompanyProps = FormState & { token: string; values: Readonly<Record<string, string>>; timeZones: readonly string[]; timeZone: string };

export function CompanyView({ page, problem, token, values, timeZones, timeZone }: CompanyProps) {
  const { setup, sessions, shell } = page.t;
  const t = setup.company;
  const errors = fieldErrors(page.t, problem);
  const labels = {
    organisation: t.organisation,
    timeZone: t.timeZone,
    givenName: t.givenName,
    familyName: t.familyName,
    email: sessions.email,
    password: sessions.password,
    again: sessions.again,
  };
  const text = (name: 'organisation' | 'givenName' | 'familyName' | 'email', autocomplete: string) => (
    <TextInput
      name={name}
      type={name === 'email' ? 'email' : 'text'}
      label={labels[name]}
      autocomplete={autocomplete}
      value={values[name]}
      error={errors[name]}
      required={name !== 'givenName'}
    />
  );
  return (
    <>
      <Rail page={page} current={1} />
      <PageHead path={setup.title} answer={t.answer} soft={t.soft} />
      <ErrorSummary page={page} problem={problem} labels={labels} />
      <Form page={page} action="/setup/installation">
        <input type="hidden" name="token" value={token} />
        <h2>{t.company}</h2>
        {text('organisation', 'organization')}
        <SelectInput
          name="timeZone"
          label={t.timeZone}
          hint={t.timeZoneHint}
          options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          value={values['timeZone'] ?? timeZone}
          error={errors['timeZone']}
        />
        <SelectInput
          name="locale"
          label={t.language}
          hint={t.languageHint}
          options={(['nl', 'en'] as const).map((locale) => ({ value: locale, label: shell.languageNames[locale] }))}
          value={values['locale'] ?? page.locale}
        />
        <h2>{t.you}</h2>
        {text('givenName', 'given-name')}
        {text('familyName', 'family-name')}
        {text('email', 'username')}
        <PasswordInput name="password" label={sessions.password} hint={sessions.passwordHint} autocomplete="new-password" error={errors['password']} required />
        <PasswordInput name="again" label={sessions.again} autocomplete="new-password" error={errors['again']} required />
        <FormFoot remark={t.administers}>
          <PrimaryButton>{t.submit}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

export function ReadyView({ page, custody }: { page: PageContext; custody: Custody }) {
  const t = page.t.setup.ready;
  return (
    <>
      <Rail page={page} current={3} />
      <PageHead path={t.title} answer={t.answer} soft={t.soft} />
      <Section title={t.rootKey}>
        <p>{t.rootKeyText({ file: custody.rootKeyFile })}</p>
      </Section>
      <Section title={t.signing}>
        <p>{t.signingText}</p>
        {custody.fingerprint && <output class="kh-value">{custody.fingerprint}</output>}
      </Section>
      <Section title={t.anchor}>
        <p>{t.anchorText({ file: custody.auditAnchor })}</p>
      </Section>
      <Section title={t.policies}>
        <p>{t.policiesText}</p>
      </Section>
      <Section title={t.next}>
        <p class="kh-buttons">
          <LinkButton href="/policies" primary>
            {t.readPolicies}
          </LinkButton>
          <LinkButton href="/import?kind=people">{t.importPeople}</LinkButton>
          <LinkButton href="/import?kind=accounts">{t.importAccounts}</LinkButton>
          <LinkButton href="/">{t.start}</LinkButton>
        </p>
      </Section>
    </>
  );
}
