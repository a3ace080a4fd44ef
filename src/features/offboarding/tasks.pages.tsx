import { reassignTask } from '#src/features/access/index.ts';
import { listPeople } from '#src/features/people/index.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { rowsAsked } from '#src/ground/paging.ts';
import type { Problem } from '#src/ground/problem.ts';
import { assignForm, completeForm, exceptForm } from './input.ts';
import { exceptTaskUntil, finishTask, listWork, viewTask } from './tasks.service.ts';
import { TaskPage, TasksPage } from './tasks.views.tsx';
import { taskTitle } from './words.tsx';

export function tasksPages(web: Web): void {
  web.get('/tasks', 'signed-in', showTasks);
  web.get('/tasks/:id', 'signed-in', (r) => showTask(r));
  web.post('/tasks/:id/completion', 'signed-in', postCompletion, showTask);
  web.post('/tasks/:id/exception', 'signed-in', postException, showTask);
  web.post('/tasks/:id/assignee', 'signed-in', postAssignee, showTask);
}

async function showTasks(r: WebRequest) {
  const all = r.query('view') === 'all';
  const after = r.query('after');
  const { rows, next } = await listWork(r.ctx, { all, after, limit: rowsAsked(r.query('rows')) });
  return r.render(r.page.t.tasks.title, <TasksPage page={r.page} rows={rows} next={next} first={!after} all={all} />);
}

async function showTask(r: WebRequest, problem?: Problem, values?: Readonly<Record<string, string>>) {
  const view = await viewTask(r.ctx, r.param('id'));
  const search = r.query('q') ?? '';
  const { rows } = search ? await listPeople(r.ctx, { search, state: 'active', limit: 20 }) : { rows: [] };
  const found = rows.map(({ id, displayName, department }) => ({ id, name: displayName, department }));
  const more = values ? { values } : {};
  return r.render(
    taskTitle(r.page, view.task),
    <TaskPage page={r.page} view={view} search={search} found={found} problem={problem} {...more} />,
    problem ? 422 : 200,
  );
}

async function postCompletion(r: WebRequest) {
  const input = await r.form(completeForm);
  const { completed } = await finishTask(r.ctx, r.param('id'), input);
  const says = r.page.t.tasks;
  return r.redirect('/tasks', completed ? says.flashCompleted : says.flashDone);
}

async function postException(r: WebRequest) {
  const { completed } = await exceptTaskUntil(r.ctx, r.param('id'), await r.form(exceptForm));
  const says = r.page.t.tasks;
  return r.redirect(`/tasks/${r.param('id')}`, completed ? says.flashCompleted : says.flashExcepted);
}

async function postAssignee(r: WebRequest) {
  const { assignee } = await r.form(assignForm);
  await reassignTask(r.ctx, r.param('id'), assignee);
  return r.redirect('/tasks', r.page.t.tasks.flashAssigned);
}
