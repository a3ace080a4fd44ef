import { Timeline } from '#src/ui/timeline.tsx';
import { ActForm, Button, LinkButton } from '#src/ui/form.tsx';
import { PageHead, Section } from '#src/ui/head.tsx';
import { Icon } from '#src/ui/icons.tsx';
import { Callout, Empty, Lines, Paged } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { Clock, Time } from '#src/ui/status.tsx';
import type { Administration } from '#src/features/people/index.ts';
import type { AheadLine, CaseSummary } from './cases.service.ts';
import type { ProposalRow } from './proposals.service.ts';
import { Proposals } from './proposals.views.tsx';
import { taskTitle } from './words.tsx';

export type CockpitProps = {
  page: PageContext;
  rows: readonly CaseSummary[];
  next: string | null;
  first: boolean;
  finished: readonly CaseSummary[];
  proposals: readonly ProposalRow[];
  mayStart: boolean;
  /** Of the administrators, as far as the reader may know. */
  administration: Administration;
};

/** Who leaves when, how far it is, and who has to move. */
export function CockpitPage({ page, rows, next, first, finished, proposals, mayStart, administration }: CockpitProps) {
  const { t } = page;
  const says = t.offboarding.cockpit;
  return (
    <>
      <PageHead
        path={t.offboarding.title}
        answer={answerOf(page, rows, next)}
        soft={softOf(page, rows)}
        primary={
          mayStart && (
            <LinkButton href="/offboardings/new" primary>
              {t.offboarding.somebodyLeaves}
            </LinkButton>
          )
        }
      />
      {mayStart && administration.until !== null && <Callout tone="late">{says.administratorsEnd({ moment: page.f.dateTime(administration.until) })}</Callout>}
      <Held page={page} count={rows.filter(({ state }) => state === 'held').length} />
      <Departures page={page} rows={rows} />
      <Paged page={page} rows={rows.length} next={next && `/offboardings?after=${next}`} first={first ? null : '/offboardings'} all="/offboardings?rows=all">
        {rows.length > 0 ? (
          <Sheet
            caption={says.caption}
            columns={[
              { label: says.person },
              { label: says.accessEnds },
              { label: says.cleanUp },
              { label: says.holdsUp },
              { label: says.act, end: true, hidden: true },
            ]}
            rows={rows.map((row) => ({ cells: cellsOf(page, row) }))}
          />
        ) : (
          <Empty title={says.nobodySoft} />
        )}
      </Paged>
      {proposals.length > 0 && <Proposals page={page} proposals={proposals} />}
      {finished.length > 0 && <Finished page={page} finished={finished} />}
    </>
  );
}

function Held({ page: { t, f }, count }: { page: PageContext; count: number }) {
  if (count === 0) return null;
  return (
    <Callout tone="late">
      {t.held.list({ count }, f)} <a href="/proposals">{t.held.toProposals}</a>
    </Callout>
  );
}

function lateOf(rows: readonly CaseSummary[]): CaseSummary[] {
  return rows.filter((row) => row.cleanUp.kind === 'runs' && row.cleanUp.late > 0);
}

function answerOf({ t, f }: PageContext, rows: readonly CaseSummary[], next: string | null): string {
  const says = t.offboarding.cockpit;
  if (rows.length === 0) return says.nobody;
  return says.open({ count: `${f.number(rows.length)}${next ? '+' : ''}`, one: rows.length === 1 && !next, late: lateOf(rows).length });
}

function softOf(page: PageContext, rows: readonly CaseSummary[]): string | undefined {
  const { t, f } = page;
  const says = t.offboarding.cockpit;
  const [late] = lateOf(rows);
  const task = late?.blocker?.task;
  if (task)
    return says.lateSoft({
      task: taskTitle(page, { ...task, subjectName: late?.name ?? null }),
      account: task.account ?? '',
      who: task.assignee ?? t.shell.nobody,
    });
  const next = rows.find((row) => row.cut.kind === 'planned');
  if (next) return says.nextSoft({ name: next.name, day: f.day(next.effectiveAt), time: f.time(next.effectiveAt) });
  return rows.length === 0 || rows.some(({ state }) => state === 'held') ? undefined : says.runningSoft;
}

const day = 24 * 60 * 60 * 1000;

function Departures({ page, rows }: { page: PageContext; rows: readonly CaseSummary[] }) {
  const { t, f } = page;
  const from = f.now - 4 * day;
  const near = rows.filter((row) => row.effectiveAt > from && row.effectiveAt < f.now + 45 * day).slice(0, 8);
  const to = Math.max(f.now + 14 * day, ...near.map((row) => row.effectiveAt + 2 * day));
  if (near.length < 2) return null;
  return (
    <Timeline
      title={t.offboarding.cockpit.timeline({ count: near.length })}
      from={from}
      to={to}
      now={f.now}
      nowLabel={t.offboarding.cockpit.now}
      milestones={near.map((row) => ({
        at: row.effectiveAt,
        label: row.name,
        below: f.shortDay(row.effectiveAt),
        tone: row.cut.kind === 'ended' ? 'past' : row.announced ? 'planned' : 'hidden',
      }))}
    />
  );
}

function cellsOf(page: PageContext, row: CaseSummary) {
  const { t } = page;
  const href = `/offboardings/${row.id}`;
  return [
    <TitleLine title={row.name} below={row.below} href={href} />,
    <CutCell page={page} row={row} />,
    <CleanUpCell page={page} row={row} />,
    <HoldsUp page={page} row={row} />,
    row.mayChange && row.cleanUp.kind === 'unannounced' ? (
      <ActForm page={page} action={`${href}/announcement`}>
        <Button small about={row.name}>
          {t.offboarding.cockpit.announce}
        </Button>
      </ActForm>
    ) : (
      <LinkButton href={href} small about={row.name}>
        {t.shell.act.open}
      </LinkButton>
    ),
  ];
}

export function CutCell({ page: { t, f }, row }: { page: PageContext; row: Pick<CaseSummary, 'cut'> }) {
  const { cut } = row;
  const at = <Time f={f} at={cut.at} />;
  if (cut.kind === 'ended') return <Clock dot="done" state={t.offboarding.clock.ended} below={at} />;
  if (cut.kind === 'held') return <Clock dot="late" state={t.held.suspended} below={at} />;
  if (cut.kind === 'cancelled') return <Clock dot="done" state={t.offboarding.clock.cancelled} below={at} />;
  return <Clock dot={cut.soon ? 'needs' : 'waits'} state={f.due(cut.at)} below={<Time f={f} at={cut.at}>{`${f.shortDay(cut.at)} ${f.time(cut.at)}`}</Time>} />;
}

export function CleanUpCell({ page: { t, f }, row }: { page: PageContext; row: Pick<CaseSummary, 'cleanUp'> }) {
  const { cleanUp } = row;
  const says = t.offboarding.clock;
  switch (cleanUp.kind) {
    case 'cancelled':
      return <Clock dot="done" state={says.cancelled} />;
    case 'unannounced':
      return <Clock dot="waits" state={says.unannounced} />;
    case 'held':
      return <Clock dot="needs" state={t.held.cleanUp} />;
    case 'begins':
      return <Clock dot="waits" state={says.begins({ day: f.shortDay(cleanUp.at) })} />;
    case 'completed':
      return <Clock dot="done" state={says.completed} below={says.took({ span: f.duration(cleanUp.took) })} />;
    case 'runs': {
      const { done, total, lateSince } = cleanUp;
      const count = says.of({ done, total });
      const state = lateSince === null ? says.running : f.due(lateSince);
      return <Clock dot={lateSince === null ? 'needs' : 'late'} state={state} below={count} progress={{ done, total, label: count }} />;
    }
  }
}

function HoldsUp({ page, row }: { page: PageContext; row: CaseSummary }) {
  const { t } = page;
  const says = t.offboarding.clock;
  const task = row.blocker?.task;
  if (task) {
    return (
      <>
        {taskTitle(page, { ...task, subjectName: row.name })} · {task.account}
        <small>{t.shell.waitsFor({ who: task.assignee ?? t.shell.nobody })}</small>
      </>
    );
  }
  if (row.ahead.length > 0) return <AheadOf page={page} row={row} />;
  if (row.cleanUp.kind === 'begins') return <>{t.offboarding.cockpit.nothingYet}</>;
  if (row.cleanUp.kind === 'held') return <>{t.held.untilConfirmed}</>;
  if (row.cleanUp.kind !== 'unannounced') return <>{t.offboarding.cockpit.nothing}</>;
  return (
    <>
      {says.untilAnnounced}
      <small>
        <Icon name="hidden" /> {row.confidant === null ? says.onlyHr : says.onlyHrAnd({ name: row.confidant })}
      </small>
    </>
  );
}

/** What needs more time than there is comes first. */
function AheadOf({ page, row }: { page: PageContext; row: CaseSummary }) {
  const { t, f } = page;
  const [first, ...rest] = row.ahead.toSorted((a, b) => Number(b.tooLate) - Number(a.tooLate) || b.days - a.days);
  if (!first) return null;
  return (
    <>
      {leadSentence(page, first)}
      {(first.tooLate || rest.length > 0) && (
        <small>
          {[first.tooLate && t.offboarding.wizard.tooLate, rest.length > 0 && t.offboarding.cockpit.moreAhead({ count: f.number(rest.length) })]
            .filter(Boolean)
            .join(' · ')}
        </small>
      )}
    </>
  );
}

function leadSentence({ t, f }: PageContext, lead: AheadLine): string {
  const { account, days } = lead;
  const says = t.offboarding.cockpit;
  return lead.why === 'recovery' ? says.recoveryAhead({ account }) : says.waitAhead({ account, days, day: f.day(lead.readyAt) });
}

function Finished({ page, finished }: { page: PageContext; finished: readonly CaseSummary[] }) {
  const { t, f } = page;
  const says = t.offboarding.cockpit;
  return (
    <Section title={says.finished}>
      <Lines
        lines={finished.map((row) => ({
          lead: <a href={`/offboardings/${row.id}`}>{row.name}</a>,
          middle: says.finishedLine({
            ended: `${f.shortDay(row.effectiveAt)} ${f.time(row.effectiveAt)}`,
            took: row.cleanUp.kind === 'completed' ? f.duration(row.cleanUp.took) : '',
          }),
          end: row.certificate && <a href={`/offboardings/${row.id}/certificate`}>{says.certificate({ number: row.certificate })}</a>,
        }))}
      />
    </Section>
  );
}
