import { taskEvidence, taskKinds, taskOrigins, taskStates } from '#db/words.ts';
import { z } from 'zod';
import { reassignTask } from '#src/features/access/index.ts';
import { closeInput, getTask, listTasks, type Task } from '#src/features/tasks/index.ts';
import { instant, instantOrNull, iso, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { assignBody, exceptBody, tasksQuery } from './input.ts';
import { exceptTaskUntil, finishTask } from './tasks.service.ts';

const text = z.string().nullable();
const task = z.object({
  id: z.string(),
  kind: z.enum(taskKinds),
  state: z.enum(taskStates),
  originKind: z.enum(taskOrigins),
  originId: z.string(),
  accountId: text,
  account: text,
  secretId: text,
  grantId: text,
  subjectId: text,
  assigneeId: text,
  risk: z.int(),
  createdAt: instant,
  deadlineAt: instant,
  waitsUntil: instantOrNull,
  waitsForTaskId: text,
  closedAt: instantOrNull,
  evidenceKind: z.enum(taskEvidence).nullable(),
  evidence: text,
  exceptionReason: text,
  exceptionUntil: instantOrNull,
});
const settled = z.object({ completed: z.boolean().meta({ description: 'It was the last of its departure, which has its certificate now.' }) });

/** What has to be done by somebody, with proof. */
export function tasksApi(rest: Rest): void {
  rest.get('/tasks', {
    name: 'listTasks',
    summary: 'Tasks you may see, the earliest deadline first: with `assignee=me` your own, with `state=unfinished` what is still to be done.',
    scopes: ['read'],
    query: tasksQuery,
    answer: z.object({ tasks: z.array(task), next: text }),
    async run({ ctx, query: { assignee, state, cursor, limit, accountId, subjectId } }) {
      const about = { ...(accountId ? { accountId } : {}), ...(subjectId ? { subjectId } : {}) };
      const place = { ...(cursor ? { after: cursor } : {}), ...(limit ? { limit } : {}) };
      const { rows, next } = await listTasks(ctx, { mine: assignee === 'me', unfinished: state === 'unfinished', ...about, ...place });
      return { tasks: rows.map(taskJson), next };
    },
  });
  rest.get('/tasks/:id', {
    name: 'getTask',
    summary: 'One task.',
    scopes: ['read'],
    answer: task,
    run: async ({ ctx, param }) => taskJson(await getTask(ctx, param('id'))),
  });
  rest.post('/tasks/:id/completion', {
    name: 'completeTask',
    summary: 'Done, with the evidence for it. A rotation is proven by a new value and by nothing that is written.',
    scopes: ['read', 'task.complete'],
    body: closeInput,
    answer: settled,
    run: ({ ctx, param, body }) => finishTask(ctx, param('id'), body),
  });
  rest.post('/tasks/:id/exceptions', {
    name: 'exceptTask',
    summary: 'Not done, and why, to the end of a day. Somebody other than the one who was to do it says so.',
    scopes: ['read', 'task.except'],
    body: exceptBody,
    answer: settled,
    run: ({ ctx, param, body }) => exceptTaskUntil(ctx, param('id'), body),
  });
  rest.post('/tasks/:id/assignment', {
    name: 'assignTask',
    summary: 'Gives a task to somebody else. The access that comes with it goes along.',
    scopes: ['read', 'task.assign'],
    stepUp: 'door',
    body: assignBody,
    answer: nothing,
    status: 204,
    async run({ ctx, param, body }) {
      await reassignTask(ctx, param('id'), body.assigneeId);
      return {};
    },
  });
}

function taskJson({ accountTitle, createdAt, deadlineAt, waitsUntil, closedAt, exceptionUntil, ...row }: Task) {
  const when = { createdAt: iso(createdAt), deadlineAt: iso(deadlineAt), waitsUntil: iso(waitsUntil), closedAt: iso(closedAt) };
  return { ...row, ...when, account: accountTitle, exceptionUntil: iso(exceptionUntil) };
}
