import type { Problem } from '#src/ground/problem.ts';
import {
  ActForm,
  Button,
  CopyButton,
  OnceValue,
  ErrorSummary,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  PrimaryButton,
  Section,
  Sheet,
  TextInput,
  Time,
  TitleLine,
} from '#src/ui/index.ts';
import { grantableScopes, longestToken, type Scope } from './rules.ts';
import type { TokenRow } from './service.ts';

type Props = { page: PageContext; tokens: readonly TokenRow[]; problem?: Problem | undefined; values?: Readonly<Record<string, string>> };

export function TokensView(props: Props) {
  const { page, tokens } = props;
  const t = page.t.tokens;
  return (
    <>
      <PageHead
        path={[{ label: page.t.shell.nav.me, href: '/me' }, { label: t.title }]}
        answer={t.answer({ count: tokens.length })}
        soft={t.soft}
        actions={<LinkButton href="/api/v1/docs">{page.t.reference.title}</LinkButton>}
      />
      {tokens.length > 0 && <TokenSheet page={page} tokens={tokens} caption={t.caption} revoke="/me/tokens/revocation" />}
      <Section title={t.make}>
        <NewToken {...props} action="/me/tokens" scopes={grantableScopes} />
      </Section>
    </>
  );
}

/** `revoke` is where a token of this list is ended; without it nobody here may. */
export function TokenSheet({ page, tokens, caption, revoke }: { page: PageContext; tokens: readonly TokenRow[]; caption: string; revoke?: string }) {
  const t = page.t.tokens;
  const columns = [
    { label: t.columns.name },
    { label: t.columns.scopes },
    { label: t.columns.expires },
    { label: t.columns.lastUsed },
    ...(revoke ? [{ label: t.columns.act, hidden: true, end: true }] : []),
  ];
  const rows = tokens.map((token) => ({
    cells: [
      <TitleLine title={token.name} below={t.endsIn({ hint: token.hint })} />,
      <Scopes page={page} scopes={token.scopes} />,
      <Time f={page.f} at={token.expiresAt}>
        {page.f.date(token.expiresAt)}
      </Time>,
      token.lastUsedAt === null ? (
        t.never
      ) : (
        <Time f={page.f} at={token.lastUsedAt}>
          {page.f.ago(token.lastUsedAt)}
        </Time>
      ),
      ...(revoke
        ? [
            <ActForm page={page} action={revoke} fields={{ id: token.id }}>
              <Button small about={token.name}>
                {t.revoke}
              </Button>
            </ActForm>,
          ]
        : []),
    ],
  }));
  return <Sheet caption={caption} columns={columns} rows={rows} />;
}

/** A few are named; many are counted, and named when asked. */
function Scopes({ page, scopes }: { page: PageContext; scopes: readonly string[] }) {
  const t = page.t.tokens;
  const names = page.f.list(scopes.map((scope) => (isScope(scope) ? t.scope[scope] : scope)));
  if (scopes.length <= 3) return <span>{names}</span>;
  return (
    <details>
      <summary>{t.manyScopes({ count: scopes.length })}</summary>
      {names}
    </details>
  );
}

type NewProps = Omit<Props, 'tokens'> & { action: string; scopes: readonly Scope[] };

export function NewToken({ page, problem, values = {}, action, scopes }: NewProps) {
  const t = page.t.tokens;
  const errors = fieldErrors(page.t, problem);
  return (
    <>
      <ErrorSummary page={page} problem={problem} labels={{ name: t.name, days: t.days, scopes: t.scopes }} />
      <Form page={page} action={action}>
        <TextInput name="name" label={t.name} hint={t.nameHint} value={values['name']} error={errors['name']} autocomplete="off" required />
        <TextInput
          name="days"
          type="number"
          label={t.days}
          hint={t.daysHint}
          value={values['days'] ?? '90'}
          min={1}
          max={longestToken}
          error={errors['days']}
          required
        />
        <fieldset class="kh-field kh-wide-field" id="f-scopes">
          <legend class="form-label">{t.scopes}</legend>
          <div class="kh-checks">
            {scopes.map((scope) => (
              <label class="form-check">
                <input class="form-check-input" type="checkbox" name="scopes[]" value={scope} checked={scope === 'read'} />
                <span class="form-check-label">{t.scope[scope]}</span>
              </label>
            ))}
          </div>
          {errors['scopes'] && <p class="kh-error">{errors['scopes']}</p>}
        </fieldset>
        <FormFoot>
          <PrimaryButton>{t.submit}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

function isScope(text: string): text is Scope {
  return grantableScopes.some((scope) => scope === text);
}

/** The one time it is shown; `back` is the list it now stands in. */
export function MadeView({ page, token, back = '/me/tokens' }: { page: PageContext; token: string; back?: string }) {
  const t = page.t.tokens;
  return (
    <>
      <PageHead path={t.title} answer={t.made} soft={t.madeSoft} />
      <p>
        <span class="visually-hidden">{t.value}</span>
        <OnceValue id="token" value={token} />
      </p>
      <p class="kh-buttons">
        <CopyButton page={page} of="token" />
        <LinkButton href={back} primary>
          {t.back}
        </LinkButton>
      </p>
    </>
  );
}
