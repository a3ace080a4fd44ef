import type { Child } from 'hono/jsx';
import { Section } from '#src/ui/head.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import type { ShownPlan } from './cases.service.ts';
import type { LeadTime, Plan } from './plan.rules.ts';
import { kindsLine, taskTitle } from './words.tsx';

type PlanProps = { page: PageContext; plan: ShownPlan };

export function rotationsOf(plan: Pick<Plan, 'tasks'>) {
  return plan.tasks.filter((task) => task.kind === 'rotate');
}

/** What ends and moves at the moment, in numbers. */
export function Effects({ page, plan, names }: PlanProps & { names: ReadonlyMap<string, string> }) {
  const { t, f } = page;
  const says = t.offboarding.wizard;
  const others = plan.tasks.length - rotationsOf(plan).length;
  const rows: [number, [string, string], Child][] = [
    [plan.grants, says.grants, says.grantsOn({ accounts: plan.grantAccounts, kinds: kindsLine(page, plan.grantsByKind) })],
    [plan.sessions, says.sessions, says.sessionsDetail],
    [plan.tokens, says.tokens, ''],
    [plan.offices.length, says.offices, officesLine(page, plan, names)],
    [plan.dutyTasks, says.duties, says.dutiesDetail],
    [rotationsOf(plan).length, says.rotations, says.rotationsDetail],
    [others, says.rolesTasks, says.rolesTasksDetail],
  ];
  const [always, rest] = [rows.slice(0, 2), rows.slice(2).filter(([count]) => count > 0)];
  return (
    <Section title={says.atThatMoment}>
      <Sheet
        caption={says.atThatMomentCaption}
        columns={[
          { label: says.count, narrow: true },
          { label: says.effect, bare: true },
          { label: says.detail, bare: true },
        ]}
        rows={[...always, ...rest].map(([count, label, detail]) => ({
          cells: [f.number(count), <strong>{f.pick(count, ...label)}</strong>, <small>{detail}</small>],
        }))}
      />
    </Section>
  );
}

function officesLine({ t, f }: PageContext, plan: ShownPlan, names: ReadonlyMap<string, string>): string {
  const says = t.offboarding.wizard;
  const lines = plan.offices.slice(0, 4).map(({ accountId, office, successorId }) => {
    const account = plan.facts.accounts.get(accountId)?.title ?? accountId;
    if (office === 'deputy') return says.officeEnds({ account });
    return successorId === null ? says.officeNobody({ account }) : says.officeTo({ account, name: names.get(successorId) ?? successorId });
  });
  const more = plan.offices.length - lines.length;
  return f.list(more > 0 ? [...lines, says.more({ count: more })] : lines);
}

/** What is best begun early, with the date it will really be ready. */
export function LeadTimes({ page, plan }: PlanProps) {
  const says = page.t.offboarding.wizard;
  if (plan.leadTimes.length === 0) return null;
  return (
    <Section title={says.lead({ count: plan.leadTimes.length })}>
      <Sheet
        plain
        caption={says.leadCaption}
        columns={[{ label: says.leadWhat }, { label: says.leadWhy }, { label: says.leadReady, end: true }]}
        rows={plan.leadTimes.slice(0, 20).map((lead) => ({ cells: leadCells(page, plan, lead) }))}
      />
    </Section>
  );
}

function leadCells(page: PageContext, plan: ShownPlan, lead: LeadTime): Child[] {
  const { t, f } = page;
  const says = t.offboarding.wizard;
  const account = plan.facts.accounts.get(lead.accountId)?.title ?? lead.accountId;
  const waiting = lead.why === 'waiting-period';
  const task = taskTitle(page, { kind: waiting ? 'remove-role' : 'move-recovery', subjectName: plan.name });
  return [
    <TitleLine title={account} below={task} />,
    waiting ? says.leadWaiting({ days: lead.days }) : says.leadRecovery,
    <>
      {waiting ? f.shortDay(lead.readyAt) : says.leadBefore}
      {waiting && <small>{lead.tooLate ? says.tooLate : says.leadStart({ day: f.shortDay(lead.startBy) })}</small>}
    </>,
  ];
}
