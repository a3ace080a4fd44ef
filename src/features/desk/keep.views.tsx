import type { SecretKind } from '#db/words.ts';
import type { Problem } from '#src/ground/problem.ts';
import { localDay } from '#src/ground/time.ts';
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
  TextInput,
  Textarea,
} from '#src/ui/index.ts';
import type { AccountPage, SecretLine } from './account.service.ts';

type KeepProps = {
  page: PageContext;
  account: AccountPage;
  kind: SecretKind;
  /** A secret that is known already and gets its value; null for a new one. */
  line: SecretLine | null;
  values: Readonly<Record<string, string>>;
  problem?: Problem | undefined;
};

/** The value that is in use today: a new secret of the account, or the value of one that was only known to exist. */
export function KeepView({ page, account, kind, line, values, problem }: KeepProps) {
  const { t, f } = page;
  const errors = fieldErrors(t, problem);
  const home = `/accounts/${account.account.id}`;
  const title = line ? t.secrets.typeIn : t.secrets.add[kind];
  const answer = line ? t.secrets.typeAnswer({ kind: t.secrets.ofKind[kind], account: account.title }) : t.secrets.addAnswer({ account: account.title });
  const value = {
    name: 'value',
    label: t.secrets.value[kind],
    hint: line && kind === 'password' ? undefined : t.secrets.valueHint[kind],
    error: errors['value'],
    required: line !== null || kind !== 'password',
  };
  return (
    <>
      <PageHead
        path={[{ label: t.shell.nav.accounts, href: '/accounts' }, { label: account.title, href: home }, { label: title }]}
        answer={answer}
        soft={t.secrets.addSoft}
      />
      <ErrorSummary page={page} problem={problem} labels={{ value: t.secrets.value[kind], label: t.secrets.label, setOn: t.secrets.setOn }} />
      <Form page={page} action={line ? `${home}/secrets/${line.secret.id}/value` : `${home}/secrets`}>
        {!line && <input type="hidden" name="kind" value={kind} />}
        {kind === 'note' ? <Textarea {...value} /> : <PasswordInput {...value} autocomplete="off" />}
        {kind === 'password' && (
          <TextInput
            name="setOn"
            type="date"
            label={t.secrets.setOn}
            hint={t.secrets.setOnHint}
            value={values['setOn']}
            error={errors['setOn']}
            max={localDay(f.now, f.timeZone)}
          />
        )}
        {!line && <TextInput name="label" label={t.secrets.label} hint={t.secrets.labelHint} value={values['label']} error={errors['label']} />}
        <FormFoot>
          <PrimaryButton>{t.secrets.keep}</PrimaryButton>
          <LinkButton href={home}>{t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}
