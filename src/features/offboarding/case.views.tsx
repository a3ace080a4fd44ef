import type { Child } from 'hono/jsx';
import { Burndown } from '#src/ui/charts.tsx';
import { ActForm, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { Columns, PageHead, Section } from '#src/ui/head.tsx';
import { FactList } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { DotStatus, Time } from '#src/ui/status.tsx';
import type { CaseDetail } from './cases.service.ts';
import { ChangeForms, type ChangeProps } from './case-forms.views.tsx';
import { CaseTasks, exceptedOf, openOf } from './case-tasks.views.tsx';
import { Effects, LeadTimes } from './plan.views.tsx';
import { isSettled } from './rules.ts';

export type CaseProps = ChangeProps;

/** One departure: what is still open, who has to move, what was ended when, and the proof. */
export function CasePage(props: CaseProps) {
  const { page, detail } = props;
  const { t } = page;
  return (
    <>
      <PageHead
        path={[{ label: t.offboarding.title, href: '/offboardings' }, { label: detail.jobTitle ? `${detail.name}, ${detail.jobTitle}` : detail.name }]}
        answer={answerOf(page, detail)}
        soft={softOf(page, detail)}
        primary={primaryOf(page, detail)}
      />
      {detail.maySeeAll ? (
        <Columns side={<Side page={page} detail={detail} />}>
          {detail.cutAt !== null && <CaseTasks page={page} detail={detail} />}
          {detail.cutAt !== null && <Exceptions page={page} detail={detail} />}
          {detail.plan && <LeadTimes page={page} plan={detail.plan} />}
          {detail.plan && <Effects page={page} plan={detail.plan} names={detail.names} />}
          {detail.mayChange && <ChangeForms {...props} />}
        </Columns>
      ) : (
        detail.cutAt !== null && <CaseTasks page={page} detail={detail} />
      )}
    </>
  );
}

function answerOf({ t, f }: PageContext, detail: CaseDetail): string {
  const says = t.offboarding.case;
  const { name, cleanUp } = detail;
  if (!detail.maySeeAll && detail.cutAt !== null) return says.mineAnswer({ open: openOf(detail.tasks, f.now).length, name });
  if (detail.state === 'cancelled') return says.cancelledAnswer({ name });
  if (detail.state === 'held') return t.held.answer({ name });
  if (cleanUp.kind === 'completed') return says.completedAnswer({ name, day: f.day(cleanUp.at), exceptions: exceptedOf(detail.tasks).length });
  if (cleanUp.kind === 'runs') {
    const span = cleanUp.lateSince === null ? '' : f.duration(f.now - cleanUp.lateSince);
    return says.runningAnswer({ open: cleanUp.total - cleanUp.done, total: cleanUp.total, late: cleanUp.late, span });
  }
  return says.scheduledAnswer({ name, day: f.day(detail.effectiveAt), time: f.time(detail.effectiveAt) });
}

function softOf({ t, f }: PageContext, detail: CaseDetail): string | undefined {
  const says = t.offboarding.case;
  if (detail.state === 'cancelled') return says.cancelledSoft;
  if (detail.state === 'held') return t.held.soft({ moment: f.moment(detail.effectiveAt) });
  if (detail.state === 'reopened') return detail.reopenedBecause ? says.reopenedWhy({ reason: detail.reopenedBecause }) : says.reopenedSoft;
  if (detail.reinstatedAt !== null) return says.reinstatedSoft({ moment: f.moment(detail.reinstatedAt) });
  if (detail.cutAt !== null) return says.runningSoft({ moment: f.moment(detail.effectiveAt) });
  return detail.announced ? says.announcedSoft : says.unannouncedSoft;
}

function primaryOf(page: PageContext, detail: CaseDetail): Child {
  const says = page.t.offboarding.case;
  if (detail.certificate && detail.maySeeAll) {
    return (
      <LinkButton href={`/offboardings/${detail.id}/certificate`} primary>
        {says.showCertificate}
      </LinkButton>
    );
  }
  if (detail.mayChange && detail.state === 'held') {
    return (
      <LinkButton href="/proposals" primary>
        {page.t.held.toProposals}
      </LinkButton>
    );
  }
  if (!detail.mayChange || detail.cleanUp.kind !== 'unannounced') return null;
  return (
    <ActForm page={page} action={`/offboardings/${detail.id}/announcement`}>
      <PrimaryButton>{says.announce}</PrimaryButton>
    </ActForm>
  );
}

function Exceptions({ page, detail }: { page: PageContext; detail: CaseDetail }) {
  const { t, f } = page;
  const says = t.offboarding.case;
  const excepted = exceptedOf(detail.tasks);
  if (excepted.length === 0) return null;
  return (
    <Section title={says.exceptions({ count: excepted.length })}>
      <Sheet
        plain
        caption={says.exceptions({ count: excepted.length })}
        columns={[{ label: says.notDone }, { label: says.because }, { label: says.approved }, { label: says.until, end: true }]}
        rows={excepted.map((task) => ({
          cells: [
            <TitleLine title={task.account ?? ''} below={t.shell.state.task.excepted} href={`/tasks/${task.id}`} />,
            task.exceptionReason ?? '',
            detail.names.get(task.exceptionApprovedBy ?? '') ?? '',
            task.exceptionUntil === null ? (
              ''
            ) : (
              <Time f={f} at={task.exceptionUntil}>
                {f.shortDay(task.exceptionUntil)}
              </Time>
            ),
          ],
        }))}
      />
    </Section>
  );
}

function Side({ page, detail }: { page: PageContext; detail: CaseDetail }) {
  const says = page.t.offboarding.case;
  return (
    <>
      {detail.cutAt !== null && detail.tasks.length > 0 && (
        <Section title={says.cleanUp}>
          <CleanUpPicture page={page} detail={detail} cutAt={detail.cutAt} />
        </Section>
      )}
      <Section title={says.theCut}>
        <CutFacts page={page} detail={detail} />
      </Section>
      <Section title={says.certificate}>
        <Certificates page={page} detail={detail} />
      </Section>
    </>
  );
}

const hour = 60 * 60 * 1000;

function CleanUpPicture({ page, detail, cutAt }: { page: PageContext; detail: CaseDetail; cutAt: number }) {
  const { t, f } = page;
  const says = t.offboarding.case;
  const { tasks } = detail;
  const deadlines = tasks.map((task) => task.deadlineAt).toSorted((a, b) => a - b);
  const closedAt = tasks.flatMap((task) => (isSettled(task, f.now) ? (task.closedAt ?? f.now) : [])).toSorted((a, b) => a - b);
  const missed = openOf(tasks, f.now).filter((task) => task.deadlineAt < f.now);
  const to = Math.max(...deadlines, f.now, cutAt + 24 * hour);
  const ticks = [4, 24, 72].filter((hours) => cutAt + hours * hour <= to);
  return (
    <Burndown
      title={says.burndownTitle({ open: tasks.length - closedAt.length, total: tasks.length })}
      total={tasks.length}
      from={cutAt}
      to={to}
      now={f.now}
      closedAt={closedAt}
      deadlines={deadlines}
      missed={missed.slice(0, 2).map((task) => ({ at: task.deadlineAt, label: says.missed({ time: f.time(task.deadlineAt) }) }))}
      ticks={[{ at: cutAt, label: says.cutTick }, ...ticks.map((hours) => ({ at: cutAt + hours * hour, label: says.hours({ hours }) }))]}
      words={{ now: t.offboarding.cockpit.now, open: says.openTasks, allowed: says.allowed }}
    />
  );
}

function CutFacts({ page, detail }: { page: PageContext; detail: CaseDetail }) {
  const { t, f } = page;
  const says = t.offboarding.case;
  const counts = detail.counts;
  const facts = [
    {
      label: detail.cut.kind === 'planned' ? says.effectiveAhead : says.effective,
      value: <Time f={f} at={detail.effectiveAt}>{`${f.shortDay(detail.effectiveAt)} ${f.time(detail.effectiveAt)}`}</Time>,
    },
    {
      label: says.recorded,
      value: detail.cutAt === null || detail.cutBy === null ? says.notYet : says.recordedBy({ time: f.moment(detail.cutAt), by: says.by[detail.cutBy] }),
    },
  ];
  return <FactList facts={counts ? [...facts, { label: says.ended, value: says.counts(counts) }] : facts} />;
}

function Certificates({ page, detail }: { page: PageContext; detail: CaseDetail }) {
  const { t, f } = page;
  const says = t.offboarding.case;
  const { certificates } = detail;
  if (certificates.length === 0) {
    return (
      <>
        <DotStatus dot="waits">{says.notIssued}</DotStatus>
        <p class="kh-hint">{says.issuedWhen}</p>
      </>
    );
  }
  return (
    <FactList
      facts={certificates.map((one) => ({
        label: <a href={`/offboardings/${detail.id}/certificate?number=${one.number}`}>{one.number}</a>,
        value: `${f.shortDay(one.issuedAt)}, ${one.supersededAt === null ? says.issued : says.superseded}`,
      }))}
    />
  );
}
