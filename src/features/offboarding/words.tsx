import type { TaskState as State } from '#db/words.ts';
import type { Instant } from '#src/host/clock.ts';
import type { PageContext } from '#src/ui/page.tsx';
import { type Dot, Time } from '#src/ui/status.tsx';
import { TaskState } from '#src/ui/lists.tsx';

type Titled = { kind: string; secretKind?: string | null; subjectName?: string | null };

/** What a task is called: "Remove Jonas Maes from the roles". */
export function taskTitle({ t }: Pick<PageContext, 't'>, task: Titled): string {
  const { titleOf, secret, somebody } = t.tasks;
  const kinds: Record<string, string> = t.shell.kind.secret;
  const title = isTitled(titleOf, task.kind) ? titleOf[task.kind] : titleOf.rotate;
  return title({ secret: kinds[task.secretKind ?? ''] ?? secret, name: task.subjectName ?? somebody });
}

function isTitled<T extends object>(titles: T, kind: string): kind is Extract<keyof T, string> {
  return kind in titles;
}

export type ShownTask = Titled & {
  state: State;
  deadlineAt: Instant;
  slaAt: Instant;
  waitsUntil: Instant | null;
  closedAt: Instant | null;
  evidenceKind: string | null;
  evidence: string | null;
  exceptionUntil: Instant | null;
};

/** The state of a task in a table, with what proves it or what it wants. */
export function StateOfTask({ page, task, by }: { page: PageContext; task: ShownTask; by?: string | undefined }) {
  const { t, f } = page;
  const words = t.tasks;
  if (task.state === 'done' && task.closedAt !== null) {
    return (
      <TaskState
        dot="done"
        state={
          <Time f={f} at={task.closedAt}>
            {words.doneAt({ moment: f.moment(task.closedAt) })}
          </Time>
        }
        evidence={<Evidence page={page} task={task} by={by} />}
      />
    );
  }
  if (task.state === 'excepted' && task.exceptionUntil !== null && task.exceptionUntil > f.now) {
    return <TaskState dot="done" state={words.exceptedUntil({ day: f.shortDay(task.exceptionUntil) })} />;
  }
  return <TaskState {...openState(page, task)} evidence={openNote(page, task)} />;
}

function openState({ t, f }: PageContext, task: ShownTask): { dot: Dot; state: string } {
  if (task.deadlineAt < f.now) return { dot: 'late', state: f.due(task.deadlineAt) };
  if (task.state === 'waiting') return { dot: 'waits', state: t.shell.state.task.waiting };
  return { dot: 'needs', state: t.shell.state.task.open };
}

function openNote({ t, f }: PageContext, task: ShownTask): string {
  const words = t.tasks;
  if (task.waitsUntil !== null && task.waitsUntil > task.slaAt) {
    return words.both({ sla: f.moment(task.slaAt), until: f.shortDay(task.waitsUntil) });
  }
  if (task.exceptionUntil !== null) return words.exceptionOver({ day: f.shortDay(task.exceptionUntil) });
  return task.kind === 'rotate' ? words.wants.value : words.wants.other;
}

/** A link is shown as one only when it is an address of the web. */
function Evidence({ page, task, by }: { page: PageContext; task: ShownTask; by?: string | undefined }) {
  const words = page.t.tasks;
  const kinds: Record<string, string> = words.evidence;
  const kind = kinds[task.evidenceKind ?? ''] ?? words.evidence.attested;
  const isLink = task.evidenceKind === 'link' && /^https?:\/\//i.test(task.evidence ?? '');
  const said = isLink ? (
    <a href={task.evidence ?? ''} rel="noopener noreferrer" target="_blank">
      {kind}
    </a>
  ) : (
    kind
  );
  return (
    <>
      {said}
      {by && `, ${by}`}
    </>
  );
}

/** "8 logins, 2 roles" from counts by kind. */
export function kindsLine({ t, f }: PageContext, counts: Readonly<Record<string, number>>): string {
  const kinds: Record<string, string> = t.shell.kind.grant;
  return f.list(Object.entries(counts).flatMap(([kind, count]) => (count > 0 ? [`${count} × ${kinds[kind] ?? kind}`] : [])));
}
