import type { Problem } from '#src/ground/problem.ts';
import { Choice, TextInput, Textarea } from '#src/ui/fields.tsx';
import { ActForm, Button, ErrorSummary, Form, FormFoot, fieldErrors, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { Columns, PageHead, Section } from '#src/ui/head.tsx';
import { Empty, FactList, Paged, TaskTitle } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { Time } from '#src/ui/status.tsx';
import type { ListedTask, TaskView } from './tasks.service.ts';
import { StateOfTask, taskTitle } from './words.tsx';

export function TasksPage(props: { page: PageContext; rows: readonly ListedTask[]; next: string | null; first: boolean; all: boolean }) {
  const { page, rows, next, first, all } = props;
  const { t, f } = page;
  const says = t.tasks;
  const late = rows.filter((task) => task.deadlineAt < f.now).length;
  const told = { count: `${f.number(rows.length)}${next ? '+' : ''}`, one: rows.length === 1, late };
  const answer = rows.length === 0 ? (all ? says.allNone : says.none) : all ? says.allAnswer(told) : says.answer(told);
  const view = all ? '?view=all&' : '?';
  return (
    <>
      <PageHead path={says.title} answer={answer} actions={<LinkButton href={all ? '/tasks' : '/tasks?view=all'}>{all ? says.mine : says.all}</LinkButton>} />
      <Paged
        page={page}
        rows={rows.length}
        next={next && `/tasks${view}after=${encodeURIComponent(next)}`}
        first={first ? null : `/tasks${all ? '?view=all' : ''}`}
        all={`/tasks${view}rows=all`}
      >
        {rows.length === 0 ? (
          <Empty title={says.noneSoft} />
        ) : (
          <Sheet
            caption={says.caption}
            columns={[{ label: says.task }, { label: says.account }, { label: says.who }, { label: says.deadline }, { label: says.state }]}
            rows={rows.map((task) => ({
              cells: [
                <TaskTitle title={taskTitle(page, task)} href={`/tasks/${task.id}`} />,
                task.accountTitle ?? '',
                task.assigneeName ?? says.nobody,
                <Time f={f} at={task.deadlineAt} />,
                <StateOfTask page={page} task={task} />,
              ],
            }))}
          />
        )}
      </Paged>
    </>
  );
}

export type TaskPageProps = {
  page: PageContext;
  view: TaskView;
  search: string;
  found: readonly { id: string; name: string; department: string | null }[];
  problem?: Problem | undefined;
  values?: Readonly<Record<string, string>>;
};

/** One task: what to do, how it is proven, and the two ways out. */
export function TaskPage(props: TaskPageProps) {
  const { page } = props;
  const { task, may } = props.view;
  const { t } = page;
  const says = t.tasks;
  const isOpen = task.state === 'open' || task.state === 'waiting';
  return (
    <>
      <PageHead
        path={[{ label: says.title, href: '/tasks' }, { label: `${taskTitle(page, task)}, ${task.accountTitle ?? ''}` }]}
        answer={answerOf(page, task)}
        soft={isOpen ? says.how[task.kind] : undefined}
        primary={
          isOpen && task.kind === 'rotate' && task.secretId && may.complete ? (
            <ActForm page={page} action="/rotations" fields={{ secretId: task.secretId }}>
              <PrimaryButton>{says.toRotation}</PrimaryButton>
            </ActForm>
          ) : null
        }
      />
      <Columns side={<Facts {...props} />}>
        {isOpen && task.kind === 'remove-role' && <p>{says.lastOne}</p>}
        {isOpen && may.complete && task.kind !== 'rotate' && <CompleteForm {...props} />}
        {isOpen && may.except && <ExceptForm {...props} />}
        {isOpen && may.assign && <AssignForm {...props} />}
      </Columns>
    </>
  );
}

function answerOf({ t, f }: PageContext, task: ListedTask): string {
  const says = t.tasks;
  if (task.state === 'done') return says.answerDone;
  if (task.state === 'excepted') return says.answerExcepted({ day: f.date(task.exceptionUntil ?? f.now) });
  return task.deadlineAt < f.now ? says.answerLate({ span: f.duration(f.now - task.deadlineAt) }) : says.answerOne({ due: f.due(task.deadlineAt) });
}

function Facts({ page, view: { task, by, caseId } }: TaskPageProps) {
  const { t, f } = page;
  const says = t.tasks;
  const facts = [
    { label: says.account, value: task.accountId ? <a href={`/accounts/${task.accountId}`}>{task.accountTitle}</a> : '' },
    { label: says.about, value: task.subjectName ?? '' },
    { label: says.who, value: task.assigneeName ?? says.nobody },
    { label: says.deadline, value: <Time f={f} at={task.deadlineAt} /> },
    {
      label: says.state,
      value: (
        <div class="kh-clock">
          <StateOfTask page={page} task={task} by={by} />
        </div>
      ),
    },
  ];
  const link = caseId === null ? [] : [{ label: says.case, value: <a href={`/offboardings/${caseId}`}>{says.openCase}</a> }];
  return (
    <Section title={says.facts}>
      <FactList facts={[...facts, ...link]} />
    </Section>
  );
}

function CompleteForm({ page, view: { task }, problem, values = {} }: TaskPageProps) {
  const { t } = page;
  const says = t.tasks;
  const errors = fieldErrors(t, problem);
  return (
    <Section title={says.complete}>
      <Form page={page} action={`/tasks/${task.id}/completion`}>
        <ErrorSummary page={page} problem={problem} labels={{ evidence: says.evidenceText }} />
        <Choice
          name="evidenceKind"
          legend={says.evidenceKind}
          value={values.evidenceKind ?? 'attested'}
          options={[
            { value: 'attested', label: says.evidence.attested, text: says.attestedText },
            { value: 'link', label: says.evidence.link, text: says.linkText },
            { value: 'note', label: says.evidence.note, text: says.noteText },
          ]}
        />
        <Textarea name="evidence" label={says.evidenceText} value={values.evidence} error={errors.evidence} required rows={2} />
        <FormFoot>
          <PrimaryButton>{says.completeAct}</PrimaryButton>
        </FormFoot>
      </Form>
    </Section>
  );
}

function ExceptForm({ page, view: { task }, problem, values = {} }: TaskPageProps) {
  const { t } = page;
  const says = t.tasks;
  const errors = fieldErrors(t, problem);
  return (
    <Section title={says.except}>
      <p>{says.exceptText}</p>
      <Form page={page} action={`/tasks/${task.id}/exception`}>
        <Textarea name="reason" label={says.reason} value={values.reason} error={errors.reason} required rows={2} />
        <TextInput name="until" type="date" label={says.until} value={values.until} error={errors.until} required />
        <FormFoot>
          <Button>{says.exceptAct}</Button>
        </FormFoot>
      </Form>
    </Section>
  );
}

/** Whoever takes over is found by name; with thousands of people a list would be no choice. */
function AssignForm({ page, view: { task }, search, found }: TaskPageProps) {
  const says = page.t.tasks;
  return (
    <Section title={says.assign}>
      <form method="get" action={`/tasks/${task.id}`} class="kh-form">
        <TextInput name="q" type="search" label={says.assignSearch} value={search} />
        <FormFoot>
          <Button>{says.assignFind}</Button>
        </FormFoot>
      </form>
      {found.length > 0 && (
        <Sheet
          plain
          caption={says.assign}
          columns={[{ label: says.assignee }, { label: says.assignAct, end: true, hidden: true }]}
          rows={found.map((person) => ({
            cells: [
              <TitleLine title={person.name} below={person.department} />,
              <ActForm page={page} action={`/tasks/${task.id}/assignee`} fields={{ assignee: person.id }}>
                <Button small about={person.name}>
                  {says.assignAct}
                </Button>
              </ActForm>,
            ],
          }))}
        />
      )}
    </Section>
  );
}
