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

/** By account, the riskiest account first. */
export function CaseTasks({ page, detail }: { page: PageContext; detail: CaseDetail }) {
  const says = page.t.offboarding.case;
  const { tasks } = detail;
  if (tasks.length === 0) return <p>{says.noTasks}</p>;
  const open = openOf(tasks, page.f.now).length;
  const exceptions = exceptedOf(tasks).filter((task) => isSettled(task, page.f.now)).length;
  const byAccount = Map.groupBy(tasks, (task) => task.accountId ?? '');
  return (
    <Section title={says.tasksByAccount} note={says.tasksNote({ open, done: tasks.length - open - exceptions, exceptions })}>
      <div class="kh-sheet">
        <table class="kh-table">
          <caption class="visually-hidden">{says.tasksCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{says.task}</th>
              <th scope="col">{says.who}</th>
              <th scope="col">{says.deadline}</th>
              <th scope="col">{says.stateEvidence}</th>
            </tr>
          </thead>
          {[...byAccount.values()].map((group) => (
            <tbody>
              <tr>
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
    </Section>
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
