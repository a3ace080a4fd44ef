import type { Instant } from '#src/host/clock.ts';
import { Section } from '#src/ui/head.tsx';
import { Icon } from '#src/ui/icons.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Time } from '#src/ui/status.tsx';
import type { CaseDetail, TaskLine } from './cases.service.ts';
import { isSettled } from './rules.ts';
import { StateOfTask, taskTitle } from './words.tsx';

export function openOf(tasks: readonly TaskLine[], now: Instant): TaskLine[] {
  return tasks.filter((task) => !isSettled(task, now));
}

export function exceptedOf(tasks: readonly TaskLine[]): TaskLine[] {
  return tasks.filter((task) => task.state === 'excepted');
}

/** By account, the riskiest first. What is finished stands below, folded: the page is about what is not. */
export function CaseTasks({ page, detail }: { page: PageContext; detail: CaseDetail }) {
  const says = page.t.offboarding.case;
  const { tasks } = detail;
  if (tasks.length === 0) return <p>{says.noTasks}</p>;
  const now = page.f.now;
  const open = openOf(tasks, now).length;
  const exceptions = exceptedOf(tasks).filter((task) => isSettled(task, now)).length;
  const groups = [...Map.groupBy(tasks, (task) => task.accountId ?? '').values()];
  const unsettled = groups.filter((group) => openOf(group, now).length > 0).toSorted((a, b) => urgencyOf(a, now) - urgencyOf(b, now));
  const settled = groups.filter((group) => openOf(group, now).length === 0);
  return (
    <Section title={says.tasksByAccount} note={says.tasksNote({ open, done: tasks.length - open - exceptions, exceptions })}>
      {unsettled.length > 0 && <TaskTable page={page} detail={detail} groups={unsettled} />}
      {settled.length > 0 && (
        <details class="kh-more" open={unsettled.length === 0}>
          <summary>{says.settled({ count: settled.flat().length, accounts: page.f.list(settled.map((group) => group[0]?.account ?? '')) })}</summary>
          <TaskTable page={page} detail={detail} groups={settled} />
        </details>
      )}
    </Section>
  );
}

/** The earliest deadline that is still to be met decides which account comes first. */
function urgencyOf(group: readonly TaskLine[], now: Instant): number {
  return Math.min(...openOf(group, now).map((task) => task.deadlineAt));
}

function TaskTable({ page, detail, groups }: { page: PageContext; detail: CaseDetail; groups: readonly TaskLine[][] }) {
  const says = page.t.offboarding.case;
  return (
    <div class="kh-sheet">
      <table class="kh-table kh-case-tasks">
        <caption class="visually-hidden">{says.tasksCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{says.task}</th>
            <th scope="col">{says.who}</th>
            <th scope="col">{says.deadline}</th>
            <th scope="col">{says.stateEvidence}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody>
            <tr class="kh-group">
              <th scope="rowgroup" colspan={4}>
                <span class="kh-row-title">{group[0]?.account}</span>
              </th>
            </tr>
            {group.map((task) => (
              <TaskRow page={page} detail={detail} task={task} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function TaskRow({ page, detail, task }: { page: PageContext; detail: CaseDetail; task: TaskLine }) {
  const { t, f } = page;
  const says = t.offboarding.case;
  const before = task.waitsForTaskId === null ? undefined : detail.tasks.find((other) => other.id === task.waitsForTaskId);
  const waits = before && before.state !== 'done' ? t.tasks.waitsFor({ task: taskTitle(page, { ...before, subjectName: detail.name }) }) : undefined;
  return (
    <tr>
      <td>
        <a href={`/tasks/${task.id}`}>{taskTitle(page, { ...task, subjectName: detail.name })}</a>
        {waits && (
          <small class="kh-waits">
            <Icon name="clock" />
            {waits}
          </small>
        )}
      </td>
      <td data-label={says.who}>
        <div>{task.assignee ?? t.shell.nobody}</div>
      </td>
      <td data-label={says.deadline}>
        <div>
          <Time f={f} at={task.deadlineAt} />
        </div>
      </td>
      <td data-label={says.stateEvidence}>
        <div>
          <StateOfTask page={page} task={task} by={detail.names.get(task.closedBy ?? '')} />
        </div>
      </td>
    </tr>
  );
}
