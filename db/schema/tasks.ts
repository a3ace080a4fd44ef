import { taskEvidence, taskKinds, taskOrigins, taskStates } from '../words.ts';
import { sql } from 'drizzle-orm';
import { id, index, int, key, oneOf, ref, table, text, time } from '../kit.ts';
import { accounts } from './accounts.ts';
import { people } from './people.ts';
import { secrets } from './secrets.ts';

/** `originId` is the case that asked for it (an offboarding); `grantId` the way in that it closes. */
export const tasks = table(
  'tasks',
  {
    id: id(),
    kind: oneOf(taskKinds).notNull(),
    state: oneOf(taskStates).notNull(),
    originKind: oneOf(taskOrigins).notNull(),
    originId: key().notNull(),
    accountId: ref(() => accounts.id),
    secretId: ref(() => secrets.id),
    grantId: key(),
    subjectId: ref(() => people.id),
    assigneeId: ref(() => people.id),
    risk: int().notNull(),
    createdAt: time().notNull(),
    deadlineAt: time().notNull(),
    slaAt: time().notNull(),
    waitsUntil: time(),
    waitsForTaskId: key(),
    closedAt: time(),
    closedBy: key(),
    evidenceKind: oneOf(taskEvidence),
    evidence: text(),
    exceptionReason: text(),
    exceptionApprovedBy: key(),
    exceptionUntil: time(),
  },
  (t) => [
    index('tasks_assignee').on(t.assigneeId, t.state, t.deadlineAt),
    index('tasks_origin').on(t.originId, t.state),
    index('tasks_secret').on(t.secretId, t.state),
    index('tasks_grant').on(t.grantId),
    index('tasks_account').on(t.accountId, t.state),
    index('tasks_subject').on(t.subjectId),
    index('tasks_unfinished').on(t.deadlineAt, t.id).where(sql`state <> 'done'`),
  ],
);
