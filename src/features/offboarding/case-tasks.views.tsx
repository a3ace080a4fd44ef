import type { Instant } from '#src/host/clock.ts';
import { Section } from '#src/ui/head.tsx';
import { TaskTitle } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { PathList } from '#src/ui/sheet.tsx';
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
      <PathList
        caption={says.tasksCaption}
        columns={[{ label: says.account }, { label: says.task }, { label: says.who }, { label: says.deadline }, { label: says.stateEvidence }]}
        groups={[...byAccount.values()].map((group) => ({
          head: group[0]?.account ?? '',
          lines: group.map((task) => cellsOf(page, detail, task)),
        }))}
      />
    </Section>
  );
}

function cellsOf(page: PageContext, detail: CaseDetail, task: TaskLine) {
  const { t, f } = page;
  const before = task.waitsForTaskId === null ? undefined : detail.tasks.find((other) => other.id === task.waitsForTaskId);
  const waits = before && before.state !== 'done' ? t.tasks.waitsFor({ task: taskTitle(page, { ...before, subjectName: detail.name }) }) : undefined;
  return [
    <TaskTitle title={taskTitle(page, { ...task, subjectName: detail.name })} href={`/tasks/${task.id}`} waitsFor={waits} />,
    task.assignee ?? t.shell.nobody,
    <Time f={f} at={task.deadlineAt} />,
    <StateOfTask page={page} task={task} by={detail.names.get(task.closedBy ?? '')} />,
  ];
}
