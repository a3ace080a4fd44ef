import {
  CodeInput,
  CopyButton,
  DoList,
  ErrorSummary,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  OnceValue,
  PageHead,
  PrimaryButton,
  QrCode,
} from '#src/ui/index.ts';
import type { PageContext } from '#src/ui/index.ts';
import type { FormState } from './views.tsx';

type FactorProps = FormState & { seed: string; uri: string; action: string; answer: string; soft: string };

/** Scan, then prove: for the first app and for its successor. */
export function FactorView({ page, problem, seed, uri, action, answer, soft }: FactorProps) {
  const t = page.t.sessions.enrolment;
  const scan = (
    <>
      <QrCode text={uri} label={t.qr} />
      <p class="kh-hint">{t.typed}</p>
      <p>
        <output class="kh-value" id="seed">
          {grouped(seed)}
        </output>
      </p>
    </>
  );
  const prove = (
    <Form page={page} action={action}>
      <CodeInput name="code" label={page.t.sessions.code} hint={t.codeHint} error={fieldErrors(page.t, problem)['code']} required />
      <FormFoot>
        <PrimaryButton>{t.submit}</PrimaryButton>
      </FormFoot>
    </Form>
  );
  return (
    <>
      <PageHead path={t.title} answer={answer} soft={soft} />
      <ErrorSummary page={page} problem={problem} labels={{ code: page.t.sessions.code }} />
      <DoList
        acts={[
          { title: t.scan, body: scan },
          { title: t.prove, body: prove },
        ]}
      />
    </>
  );
}

/** In fours, as people type it; apps ignore the spaces. */
function grouped(seed: string): string {
  return seed.replace(/.{4}(?!$)/g, '$& ');
}

export function RecoveryCodesView({ page, codes, goOn }: { page: PageContext; codes: readonly string[]; goOn: string }) {
  const t = page.t.sessions.recovery;
  return (
    <>
      <PageHead path={t.title} answer={t.answer({ count: codes.length })} soft={t.soft} />
      <section aria-label={t.label}>
        <OnceValue id="recovery-codes" value={codes.join('\n')} />
      </section>
      <p class="kh-buttons">
        <CopyButton page={page} of="recovery-codes" />
        <LinkButton href={goOn} primary>
          {t.done}
        </LinkButton>
      </p>
    </>
  );
}
