import type { Problem } from '#src/ground/problem.ts';
import { SelectInput, TextInput } from '#src/ui/fields.tsx';
import { ActForm, Button, ErrorSummary, Form, FormFoot, fieldErrors } from '#src/ui/form.tsx';
import { Section } from '#src/ui/head.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import type { CaseDetail } from './cases.service.ts';

export type ChangeProps = {
  page: PageContext;
  detail: CaseDetail;
  /** Where a way in may have been overlooked: only asked for when the case is completed. */
  accounts: readonly { id: string; title: string }[];
  find: string;
  problem?: Problem | undefined;
  values?: Readonly<Record<string, string>>;
};

/** What may still be changed about the plan, or reopened after the fact. */
export function ChangeForms(props: ChangeProps) {
  const { detail } = props;
  if (detail.state === 'scheduled') return <PlanForms {...props} />;
  if (detail.state === 'held') return <CallOff {...props} text={props.page.t.held.callOff} />;
  return detail.state === 'completed' ? <ReopenForm {...props} /> : null;
}

function PlanForms({ page, detail, problem, values = {} }: ChangeProps) {
  const { t } = page;
  const says = t.offboarding.case;
  const errors = fieldErrors(t, problem);
  return (
    <>
      {detail.reason !== null && (
        <Section title={says.reason}>
          <p>{detail.reason}</p>
        </Section>
      )}
      <Section title={says.change}>
        <Form page={page} action={`/offboardings/${detail.id}/moment`}>
          <ErrorSummary page={page} problem={problem} labels={{ date: says.moveDate, time: says.moveTime }} />
          <TextInput name="date" type="date" label={says.moveDate} value={values.date} error={errors.date} required />
          <TextInput name="time" type="time" label={says.moveTime} hint={t.offboarding.wizard.timeHint} value={values.time} error={errors.time} />
          <FormFoot>
            <Button>{says.move}</Button>
          </FormFoot>
        </Form>
      </Section>
      <Section title={says.atOnce}>
        <p>{says.atOnceText}</p>
        <ActForm page={page} action={`/offboardings/${detail.id}/cut`}>
          <Button>{t.offboarding.wizard.confirmNow}</Button>
        </ActForm>
      </Section>
      <CallOff page={page} detail={detail} text={says.cancelText} />
    </>
  );
}

function CallOff({ page, detail, text }: Pick<ChangeProps, 'page' | 'detail'> & { text: string }) {
  const { cancel } = page.t.offboarding.case;
  return (
    <Section title={cancel}>
      <p>{text}</p>
      <ActForm page={page} action={`/offboardings/${detail.id}/cancellation`}>
        <Button>{cancel}</Button>
      </ActForm>
    </Section>
  );
}

function ReopenForm({ page, detail, accounts, find, problem, values = {} }: ChangeProps) {
  const { t } = page;
  const says = t.offboarding.case;
  const kinds = t.shell.kind.grant;
  return (
    <Section title={says.reopen}>
      <p>{says.reopenText}</p>
      <form method="get" action={`/offboardings/${detail.id}`} class="kh-form">
        <TextInput name="find" type="search" label={says.reopenFind} value={find} />
        <FormFoot>
          <Button>{t.offboarding.wizard.find}</Button>
        </FormFoot>
      </form>
      <Form page={page} action={`/offboardings/${detail.id}/reopening`}>
        <ErrorSummary page={page} problem={problem} labels={{ account: says.reopenAccount, reason: says.reopenReason }} />
        <SelectInput
          name="account"
          label={says.reopenAccount}
          value={values.account}
          options={accounts.map((account) => ({ value: account.id, label: account.title }))}
        />
        <SelectInput
          name="kind"
          label={says.reopenKind}
          value={values.kind}
          options={[
            { value: 'remove-role', label: kinds['platform-role'] },
            { value: 'move-recovery', label: kinds['recovery-contact'] },
            { value: 'move-factor', label: kinds['second-factor'] },
            { value: 'reconnect-app', label: kinds['connected-app'] },
          ]}
        />
        <TextInput
          name="reason"
          label={says.reopenReason}
          hint={says.reopenReasonHint}
          value={values.reason}
          error={fieldErrors(t, problem)['reason']}
          required
        />
        <FormFoot>
          <Button>{says.reopenAct}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}
