import {
  ActForm,
  Button,
  Callout,
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
  Sheet,
  Time,
} from '#src/ui/index.ts';
import type { OpenReset } from './reset.ts';
import type { SignInFacts } from './self.ts';
import type { SessionRow } from './service.ts';
import { type FormState, NewPassword } from './views.tsx';

type OwnProps = { page: PageContext; sessions: readonly SessionRow[]; facts: SignInFacts; reset: OpenReset | null };

export function OwnSignInView({ page, sessions, facts, reset }: OwnProps) {
  const { own } = page.t.sessions;
  return (
    <>
      <PageHead path={[{ label: page.t.shell.nav.me, href: '/me' }, { label: own.title }]} answer={own.answer({ sessions: sessions.length })} />
      {reset && (
        <Callout tone="late">
          <p class="mb-2">{own.resetAsked({ at: page.f.dateTime(reset.readyAt) })}</p>
          <ActForm page={page} action="/me/sign-in-reset/ending">
            <Button>{own.stopReset}</Button>
          </ActForm>
        </Callout>
      )}
      <Sessions page={page} sessions={sessions} />
      <Section title={own.password}>
        <p class="mb-2">{own.passwordSince({ date: page.f.date(facts.passwordSetAt) })}</p>
        <LinkButton href="/me/password">{own.changePassword}</LinkButton>
      </Section>
      <Section title={own.factor}>
        {facts.factorSetAt !== null && <p class="mb-2">{own.factorSince({ date: page.f.date(facts.factorSetAt) })}</p>}
        <LinkButton href="/me/second-factor">{own.replaceFactor}</LinkButton>
      </Section>
      <Section title={own.codes}>
        <p class="mb-2">
          {own.codesLeft({ count: facts.recoveryCodesLeft })} {own.newCodesHint}
        </p>
        <ActForm page={page} action="/me/recovery-codes">
          <Button>{own.newCodes}</Button>
        </ActForm>
      </Section>
      <Section title={own.tokens}>
        <p class="mb-2">{own.tokensHint}</p>
        <LinkButton href="/me/tokens">{own.toTokens}</LinkButton>
      </Section>
    </>
  );
}

function Sessions({ page, sessions }: Pick<OwnProps, 'page' | 'sessions'>) {
  const { own } = page.t.sessions;
  const rows = sessions.map((session) => ({
    cells: [
      session.device || own.unknownDevice,
      <Time f={page.f} at={session.createdAt} />,
      session.isThis ? (
        own.thisOne
      ) : (
        <Time f={page.f} at={session.lastUsedAt}>
          {page.f.ago(session.lastUsedAt)}
        </Time>
      ),
      session.isThis ? null : (
        <ActForm page={page} action="/me/sessions/end" fields={{ session: session.id }}>
          <Button small about={session.device ?? own.unknownDevice}>
            {own.end}
          </Button>
        </ActForm>
      ),
    ],
  }));
  const columns = [{ label: own.device }, { label: own.since }, { label: own.lastUsed }, { label: own.act, hidden: true, end: true }];
  return (
    <Section title={own.sessions}>
      <Sheet caption={own.sessions} columns={columns} rows={rows} />
      {sessions.length > 1 && (
        <ActForm page={page} action="/me/sessions/end-others">
          <Button>{own.endOthers}</Button>
        </ActForm>
      )}
    </Section>
  );
}

export function PasswordView({ page, problem }: FormState) {
  const t = page.t.sessions;
  const labels = { current: t.currentPassword, password: t.newPassword, again: t.again };
  const path = [{ label: t.own.title, href: '/me/sign-in' }, { label: t.own.password }];
  return (
    <>
      <PageHead path={path} answer={t.own.changePassword} />
      <ErrorSummary page={page} problem={problem} labels={labels} />
      <Form page={page} action="/me/password">
        <PasswordInput name="current" label={t.currentPassword} autocomplete="current-password" error={fieldErrors(page.t, problem)['current']} required />
        <NewPassword page={page} problem={problem} />
        <FormFoot>
          <PrimaryButton>{t.own.changePassword}</PrimaryButton>
          <LinkButton href="/me/sign-in">{page.t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}
