import {
  CodeInput,
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
} from '#src/ui/index.ts';
import type { Child } from 'hono/jsx';
import type { Problem } from '#src/ground/problem.ts';

export type FormState = { page: PageContext; problem?: Problem | undefined; next?: string | undefined };

export function SignInView(props: FormState & { email?: string | undefined; isSetUp: boolean }) {
  const { page, problem } = props;
  const t = page.t.sessions;
  const errors = fieldErrors(page.t, problem);
  if (!props.isSetUp) return <PageHead path={t.signIn.title} answer={t.signIn.answer} soft={t.signIn.notSetUp} />;
  return (
    <>
      <PageHead path={t.signIn.title} answer={t.signIn.answer} />
      <ErrorSummary page={page} problem={problem} labels={{ email: t.email, password: t.password }} />
      <Form page={page} action="/sign-in">
        <Next path={props.next} />
        <TextInput
          name="email"
          type="email"
          label={t.email}
          autocomplete="username"
          value={props.email}
          error={errors['email']}
          required
          autofocus={!props.email}
        />
        <PasswordInput
          name="password"
          label={t.password}
          autocomplete="current-password"
          error={errors['password']}
          required
          autofocus={Boolean(props.email)}
        />
        <FormFoot remark={t.lost}>
          <PrimaryButton>{t.signIn.submit}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

export function SecondFactorView(props: FormState) {
  const t = props.page.t.sessions;
  return (
    <>
      <PageHead path={t.factor.title} answer={t.factor.answer} />
      <CodeForm {...props} action="/sign-in/second-factor" remark={t.lost}>
        <LinkButton href="/sign-in">{t.factor.startOver}</LinkButton>
      </CodeForm>
    </>
  );
}

export function StepUpView(props: FormState) {
  const t = props.page.t;
  return (
    <>
      <PageHead path={t.sessions.stepUp.title} answer={t.sessions.stepUp.answer} soft={t.sessions.stepUp.soft} />
      <CodeForm {...props} action="/step-up">
        <LinkButton href={props.next ?? '/'}>{t.shell.act.cancel}</LinkButton>
      </CodeForm>
    </>
  );
}

function CodeForm(props: FormState & { action: string; remark?: string; children?: Child }) {
  const { page, problem } = props;
  const t = page.t.sessions;
  return (
    <>
      <ErrorSummary page={page} problem={problem} labels={{ code: t.code }} />
      <Form page={page} action={props.action}>
        <Next path={props.next} />
        <CodeInput name="code" label={t.code} hint={t.codeHint} error={fieldErrors(page.t, problem)['code']} long required autofocus />
        <FormFoot remark={props.remark}>
          <PrimaryButton>{t.factor.submit}</PrimaryButton>
          {props.children}
        </FormFoot>
      </Form>
    </>
  );
}

function Next({ path }: { path: string | undefined }) {
  return path ? <input type="hidden" name="next" value={path} /> : null;
}

/** Where the code of a one-time link arrives: by the script from the address, or pasted by hand. */
export function LinkView({ page, problem }: FormState) {
  const t = page.t.sessions.invitation;
  return (
    <>
      <PageHead path={t.title} answer={t.answer} soft={t.soft} />
      <ErrorSummary page={page} problem={problem} labels={{ token: t.token }} />
      <Form page={page} action="/invitation">
        <TextInput name="token" label={t.token} fromFragment autocomplete="off" error={fieldErrors(page.t, problem)['token']} required />
        <FormFoot>
          <PrimaryButton>{t.submit}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

export type Invitee = { purpose: 'setup' | 'invitation' | 'return' | 'reset'; name: string; email: string };

export function ChoosePasswordView({ page, problem, token, invitee }: FormState & { token: string; invitee: Invitee }) {
  const t = page.t.sessions;
  const greeting = invitee.purpose === 'reset' || invitee.purpose === 'return' ? t.invitation[invitee.purpose] : t.invitation.welcome;
  return (
    <>
      <PageHead path={t.invitation.title} answer={greeting({ name: invitee.name })} soft={t.invitation.next} />
      <ErrorSummary page={page} problem={problem} labels={{ password: t.newPassword, again: t.again }} />
      <Form page={page} action="/invitation/password">
        <input type="hidden" name="token" value={token} />
        <UserName email={invitee.email} />
        <NewPassword page={page} problem={problem} />
        <FormFoot>
          <PrimaryButton>{t.invitation.submit}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

/** For the password manager: whose password this is. It has no name, so it is not sent. */
export function UserName({ email }: { email: string }) {
  return <input type="text" value={email} autocomplete="username" readonly hidden />;
}

export function NewPassword({ page, problem }: FormState) {
  const t = page.t.sessions;
  const errors = fieldErrors(page.t, problem);
  return (
    <>
      <PasswordInput name="password" label={t.newPassword} hint={t.passwordHint} autocomplete="new-password" error={errors['password']} required />
      <PasswordInput name="again" label={t.again} autocomplete="new-password" error={errors['again']} required />
    </>
  );
}
