import { CodeInput } from '#src/ui/fields.tsx';
import { ActForm, Button, Form, FormFoot, fieldErrors, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { Callout } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import type { GuideProps } from './guide.tsx';

/** `beside` the answer that showed the value: htmx puts it where the old one stands. */
type Props = Pick<GuideProps, 'page' | 'details' | 'unsure' | 'problem'> & { beside?: boolean };

/** What the platform said: asked only of somebody who was shown the value, and asked otherwise of whoever tries what somebody else set. */
export function Verdict(props: Props) {
  const { page, details, beside } = props;
  const { seen } = details.confirmation;
  return (
    <div id="verdict" {...(beside ? { 'hx-swap-oob': 'true' } : {})}>
      {!seen && <p class="kh-hint">{details.secret.kind === 'totp' ? page.t.rotation.firstTheCode : page.t.rotation.firstTheValue}</p>}
      {seen && (details.secret.kind === 'totp' ? <SeedVerdict {...props} /> : <PasswordVerdict {...props} />)}
    </div>
  );
}

function PasswordVerdict({ page, details, unsure = false }: Props) {
  const { rotation: say } = page.t;
  const base = `/rotations/${details.rotation.id}`;
  return (
    <>
      <div class="kh-buttons">
        <ActForm page={page} action={`${base}/confirmation`}>
          <PrimaryButton>{yes(page, details)}</PrimaryButton>
        </ActForm>
        <Refused page={page} details={details} />
        {!unsure && <LinkButton href={`${base}?unsure=yes`}>{say.dontKnow}</LinkButton>}
      </div>
      {unsure && (
        <Callout tone="needs">
          <strong>{say.dontKnowTitle}</strong> {say.dontKnowText} <a href={`/accounts/${details.account.id}`}>{say.showOld}</a>
        </Callout>
      )}
    </>
  );
}

function SeedVerdict({ page, details, problem }: Props) {
  const { rotation: say } = page.t;
  return (
    <>
      <Form page={page} action={`/rotations/${details.rotation.id}/confirmation`}>
        <CodeInput name="code" label={say.evidenceLabel} hint={say.evidenceHint} error={fieldErrors(page.t, problem).code} />
        <FormFoot>
          <PrimaryButton>{yes(page, details)}</PrimaryButton>
        </FormFoot>
      </Form>
      <Refused page={page} details={details} />
    </>
  );
}

function yes({ t }: PageContext, { confirmation }: Props['details']): string {
  return confirmation.attestedBy === null ? t.rotation.accepted : t.rotation.works;
}

export function Refused({ page, details }: Pick<Props, 'page' | 'details'>) {
  const { t } = page;
  return (
    <ActForm page={page} action={`/rotations/${details.rotation.id}/refusal`}>
      <Button>{details.confirmation.attestedBy === null ? t.rotation.refused : t.rotation.worksNot}</Button>
    </ActForm>
  );
}
