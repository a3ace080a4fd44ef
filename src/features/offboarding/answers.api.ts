import { offboardingStates, officeKinds, plannedTaskKinds, secretKinds, taskEvidence, taskKinds, taskStates, tiers } from '#db/words.ts';
import { z } from 'zod';
import { instant, instantOrNull, iso } from '#src/http/api-shapes.ts';
import type { CaseDetail, CaseSummary, TaskLine } from './cases.service.ts';
import type { ProposalRow } from './proposals.service.ts';
import type { Preview } from './start.service.ts';

/** What leaves by REST of departures and their tasks. */
const text = z.string().nullable();
const tier = z.enum(tiers);

export const preview = z.object({
  personId: z.string(),
  name: z.string(),
  at: instant,
  existing: text.meta({ description: 'The departure that is there already, if you may know of it.' }),
  refused: text.meta({ description: 'Why it could not be started.' }),
  hrDecides: z.boolean().meta({ description: 'You would propose it, and HR decides.' }),
  ends: z.object({ grants: z.int(), accounts: z.int(), sessions: z.int(), tokens: z.int() }),
  offices: z.array(z.object({ accountId: z.string(), account: z.string(), office: z.enum(officeKinds), successorId: text })),
  dutyTasks: z.int(),
  tasks: z.array(
    z.object({
      kind: z.enum(plannedTaskKinds),
      accountId: z.string(),
      account: z.string(),
      secretId: text,
      grantId: text,
      assigneeId: text,
      risk: z.int(),
      slaAt: instant,
      waitsUntil: instantOrNull,
    }),
  ),
  leadTimes: z.array(z.object({ accountId: z.string(), account: z.string(), why: z.string(), startBy: instant, readyAt: instant, tooLate: z.boolean() })),
  secrets: z.array(z.object({ secretId: z.string(), accountId: z.string(), account: z.string(), kind: z.enum(secretKinds), tier })),
});

export function previewJson({ facts, refusal, ...plan }: Preview) {
  const account = (accountId: string) => facts.accounts.get(accountId)?.title ?? accountId;
  return {
    personId: facts.personId,
    name: plan.name,
    at: iso(plan.at),
    existing: plan.existing,
    refused: refusal?.code ?? null,
    hrDecides: plan.hrDecides,
    ends: { grants: plan.grants, accounts: plan.grantAccounts, sessions: plan.sessions, tokens: plan.tokens },
    offices: plan.offices.map((move) => ({ ...move, account: account(move.accountId) })),
    dutyTasks: plan.dutyTasks,
    tasks: plan.tasks.map(({ slaAt, waitsUntil, ...task }) => ({ ...task, account: account(task.accountId), slaAt: iso(slaAt), waitsUntil: iso(waitsUntil) })),
    leadTimes: plan.leadTimes.map(({ startBy, readyAt, ...lead }) => ({
      ...lead,
      account: account(lead.accountId),
      startBy: iso(startBy),
      readyAt: iso(readyAt),
    })),
    secrets: Object.values(plan.exposure).flatMap((held) => held.map((one) => ({ ...one, account: account(one.accountId) }))),
  };
}

const summary = {
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  state: z.enum(offboardingStates),
  effectiveAt: instant,
  announced: z.boolean(),
  access: z.enum(['planned', 'held', 'ended', 'cancelled']),
  cleanUp: z.enum(['cancelled', 'unannounced', 'held', 'begins', 'runs', 'completed']),
  progress: z.object({ tasks: z.int(), done: z.int(), late: z.int(), nextAt: instantOrNull }).nullable(),
  certificate: text,
};
export const caseSummary = z.object(summary);

export function summaryJson({ id, personId, name, state, effectiveAt, announced, cut, cleanUp, certificate }: CaseSummary) {
  const progress = cleanUp.kind === 'runs' ? { tasks: cleanUp.total, done: cleanUp.done, late: cleanUp.late, nextAt: iso(cleanUp.nextAt) } : null;
  return { id, personId, name, state, effectiveAt: iso(effectiveAt), announced, access: cut.kind, cleanUp: cleanUp.kind, progress, certificate };
}

const caseTask = z.object({
  id: z.string(),
  kind: z.enum(taskKinds),
  state: z.enum(taskStates),
  accountId: text,
  account: text,
  secretId: text,
  assigneeId: text,
  deadlineAt: instant,
  closedAt: instantOrNull,
  evidenceKind: z.enum(taskEvidence).nullable(),
});
const counts = z.object({
  grants: z.int(),
  sessions: z.int(),
  tokens: z.int(),
  offices: z.int(),
  causes: z.int(),
  duties: z.int(),
  tasks: z.int(),
});
export const caseDetail = z.object({
  ...summary,
  cutAt: instantOrNull,
  cutBy: text,
  ended: counts.nullable(),
  completedAt: instantOrNull,
  reopenedBecause: text.meta({ description: 'Why it was opened again after its certificate.' }),
  reinstatedAt: instantOrNull,
  tasks: z.array(caseTask).meta({ description: 'All of them, or your own.' }),
  certificates: z.array(z.object({ number: z.string(), issuedAt: instant, supersededAt: instantOrNull })),
});

export function detailJson(detail: CaseDetail) {
  return {
    ...summaryJson(detail),
    cutAt: iso(detail.cutAt),
    cutBy: detail.cutBy,
    ended: detail.counts,
    completedAt: iso(detail.completedAt),
    reopenedBecause: detail.reopenedBecause,
    reinstatedAt: iso(detail.reinstatedAt),
    tasks: detail.tasks.map(caseTaskJson),
    certificates: detail.certificates.map(({ number, issuedAt, supersededAt }) => ({ number, issuedAt: iso(issuedAt), supersededAt: iso(supersededAt) })),
  };
}

function caseTaskJson({ id, kind, state, accountId, account, secretId, assigneeId, deadlineAt, closedAt, evidenceKind }: TaskLine) {
  return { id, kind, state, accountId, account, secretId, assigneeId, deadlineAt: iso(deadlineAt), closedAt: iso(closedAt), evidenceKind };
}

export const proposal = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  department: text,
  effectiveAt: instant,
  proposedBy: text.meta({ description: 'Who asks for it; null where a file brought it.' }),
  existing: text.meta({ description: 'The departure that is planned for another moment; confirming moves it.' }),
});

export function proposalJson({ id, personId, name, department, effectiveAt, proposedBy, caseId }: ProposalRow) {
  return { id, personId, name, department, effectiveAt: iso(effectiveAt), proposedBy, existing: caseId };
}
