import { countLate, describeNeed, hasNoDay, type Need, type NeedWords } from '#src/features/needs/index.ts';
import type { CaseSummary } from '#src/features/offboarding/index.ts';
import type { PageContext } from '#src/ui/page.tsx';
import { ActForm, Button, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { PageHead, Section } from '#src/ui/head.tsx';
import { Lines } from '#src/ui/lists.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { DotStatus, Time } from '#src/ui/status.tsx';
import type { OwnAccount } from './service.ts';
import { type Standing, StandingSection } from './standing.views.tsx';

export type Start = {
  needs: readonly Need[];
  own: readonly OwnAccount[];
  finished: readonly CaseSummary[];
  mayPlan: boolean;
  /** Null for whoever does not look after the whole. */
  standing: Standing | null;
};

type Props = { page: PageContext; start: Start };

const shown = 25;

/** What needs you now; below it what the reader works with or looks after. */
export function StartPage({ page, start }: Props) {
  const { t, f } = page;
  const { home } = t;
  const { needs, standing } = start;
  const words = needs[0] && describeNeed(page, needs[0]);
  return (
    <>
      <PageHead
        path={f.day(f.now)}
        answer={words ? home.answer({ count: needs.length, late: countLate(needs, f.now) }, f) : home.answerNothing}
        soft={words ? needs.length > 1 && home.soft({ title: words.title }) : home.softNothing}
        {...nextSteps(page, start, words)}
      />
      {needs.length > 0 && (
        <Sheet
          middle
          caption={home.caption}
          columns={[
            { label: home.when, narrow: true },
            { label: home.what, bare: true },
            { label: home.kind, narrow: true, wide: true },
            { label: home.act, hidden: true, narrow: true, end: true, corner: true },
          ]}
          rows={needs.slice(0, shown).map((need) => ({ cells: cells(page, need) }))}
          {...(needs.length > shown ? { foot: home.more({ count: needs.length - shown }, f) } : {})}
        />
      )}
      {standing && (standing.posture.accounts === 0 ? <FirstSteps page={page} /> : <StandingSection page={page} standing={standing} />)}
      <OwnAccounts page={page} own={start.own} />
      <Finished page={page} finished={start.finished} />
    </>
  );
}

function nextSteps({ t, ...page }: PageContext, { mayPlan }: Start, words: NeedWords | undefined) {
  const plan = (primary: boolean) => (
    <LinkButton href="/offboardings/new" primary={primary}>
      {t.home.plan}
    </LinkButton>
  );
  if (!words || words.href === null) return mayPlan ? { primary: plan(true) } : {};
  const first = words.rotates ? (
    <ActForm page={{ t, ...page }} action="/rotations" fields={{ secretId: words.rotates }}>
      <PrimaryButton>{words.primary}</PrimaryButton>
    </ActForm>
  ) : (
    <LinkButton href={words.href} primary>
      {words.primary}
    </LinkButton>
  );
  return { primary: first, ...(mayPlan ? { actions: plan(false) } : {}) };
}

function cells(page: PageContext, need: Need) {
  const { t, f } = page;
  const { when, late, title, below, href, act, rotates } = describeNeed(page, need);
  return [
    <DotStatus dot={late || need.kind === 'alarm' ? 'late' : hasNoDay(need) || need.at - f.now < 24 * 3_600_000 ? 'needs' : 'waits'}>
      {hasNoDay(need) && need.kind !== 'alarm' ? (
        when
      ) : (
        <Time f={f} at={need.at}>
          {when}
        </Time>
      )}
    </DotStatus>,
    <TitleLine title={title} below={below} />,
    <span class="kh-soft">{t.home.kinds[need.kind]}</span>,
    rotates ? (
      <ActForm page={page} action="/rotations" fields={{ secretId: rotates }}>
        <Button small about={title}>
          {act}
        </Button>
      </ActForm>
    ) : (
      href !== null && (
        <LinkButton href={href} small about={title}>
          {act}
        </LinkButton>
      )
    ),
  ];
}

const mostOwn = 8;

/** Where most visits go on to: the accounts one posts with or cares for. */
function OwnAccounts({ page, own }: { page: PageContext; own: readonly OwnAccount[] }) {
  const { t, f } = page;
  if (own.length === 0) return null;
  const ways = ({ office, grants }: OwnAccount) =>
    f.list([
      ...(office ? [t.shell.kind.office[office]] : []),
      ...new Set(grants.map(({ kind, level }) => (level ? `${t.shell.kind.grant[kind]} (${t.shell.kind.level[level]})` : t.shell.kind.grant[kind]))),
    ]);
  return (
    <Section title={t.home.own} note={f.number(own.length)}>
      <Lines
        lines={own.slice(0, mostOwn).map((account) => ({
          lead: <a href={`/accounts/${account.id}`}>{account.title}</a>,
          middle: [ways(account), account.critical && t.shell.state.criticality.critical].filter(Boolean).join(' · '),
        }))}
      />
      {own.length > mostOwn && (
        <p>
          <a href="/me">{t.home.allOwn({ count: own.length }, f)}</a>
        </p>
      )}
    </Section>
  );
}

function Finished({ page, finished }: { page: PageContext; finished: readonly CaseSummary[] }) {
  const { t, f } = page;
  if (finished.length === 0) return null;
  return (
    <Section title={t.home.finished}>
      <Lines
        lines={finished.map((each) => ({
          lead: <a href={`/offboardings/${each.id}`}>{each.name}</a>,
          middle: t.home.finishedOn({ day: f.shortDay(each.effectiveAt) }),
          end: each.certificate && <a href={`/offboardings/${each.id}/certificate`}>{t.home.certificate({ number: each.certificate })}</a>,
        }))}
      />
    </Section>
  );
}

function FirstSteps({ page }: { page: PageContext }) {
  const { home } = page.t;
  return (
    <Section title={home.firstSteps}>
      <Lines
        lines={[
          { lead: <a href="/import?kind=people">{home.importPeople}</a> },
          { lead: <a href="/import?kind=accounts">{home.importAccounts}</a> },
          { lead: <a href="/accounts/new">{home.addAccount}</a> },
        ]}
      />
    </Section>
  );
}
