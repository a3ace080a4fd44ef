import { accountsWithin } from '#src/features/access/index.ts';
import { Button, Columns, CsrfField, DotStatus, LinkButton, PageHead, type PageContext, Section, SelectInput, Sheet, Time, TitleLine } from '#src/ui/index.ts';
import { ExposureSection, HoldingsSection } from './holdings.views.tsx';
import type { MyPage } from './me.service.ts';

type Props = { page: PageContext; mine: MyPage };

export function MeView({ page, mine }: Props) {
  const { t, f } = page;
  const { holdings } = mine;
  const accounts = accountsWithin(holdings).size;
  return (
    <>
      <PageHead path={t.desk.me} answer={t.desk.meAnswer({ accounts }, f)} soft={accounts > 0 ? t.desk.meSoft : undefined} />
      <Columns
        side={
          <>
            <Section title={t.desk.ownSignIn}>
              <p>{t.desk.ownSignInText}</p>
              <div class="kh-buttons">
                <LinkButton href="/me/sign-in" small>
                  {t.desk.toSignIn}
                </LinkButton>
                <LinkButton href="/me/tokens" small>
                  {t.desk.toTokens}
                </LinkButton>
              </div>
            </Section>
            <Policies page={page} mine={mine} />
            <Language page={page} />
          </>
        }
      >
        <HoldingsSection page={page} holdings={holdings} links emptyText={t.desk.meEmpty} own />
        <ExposureSection page={page} holdings={holdings} links />
      </Columns>
    </>
  );
}

function Policies({ page, mine }: Props) {
  const { t, f } = page;
  if (mine.policies.length === 0) return null;
  return (
    <Section title={t.desk.ownPolicies}>
      <Sheet
        plain
        caption={t.desk.ownPoliciesCaption}
        columns={[{ label: t.desk.title }, { label: t.desk.acknowledgedAt, bare: true }]}
        rows={mine.policies.map(({ policyId, version, acknowledgedAt }) => ({
          cells: [
            <TitleLine title={page.locale === 'nl' ? version.titleNl : version.titleEn} href={`/policies/${policyId}`} />,
            acknowledgedAt === null ? (
              <DotStatus dot="needs">{t.desk.toRead}</DotStatus>
            ) : (
              <DotStatus dot="order">
                {t.desk.acknowledged}{' '}
                <Time f={f} at={acknowledgedAt}>
                  {f.briefDay(acknowledgedAt)}
                </Time>
              </DotStatus>
            ),
          ],
        }))}
      />
    </Section>
  );
}

function Language({ page }: { page: PageContext }) {
  const { t } = page;
  return (
    <Section title={t.desk.locale}>
      <form class="kh-filter" method="post" action="/language">
        <CsrfField page={page} />
        <input type="hidden" name="back" value="/me" />
        <SelectInput
          name="locale"
          label={t.desk.localeHere}
          value={page.locale}
          options={(['nl', 'en'] as const).map((value) => ({ value, label: t.shell.languageNames[value] }))}
        />
        <Button>{t.desk.languageAct}</Button>
      </form>
    </Section>
  );
}
