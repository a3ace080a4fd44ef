import { z } from 'zod';
import type { Ctx } from '#src/ground/ctx.ts';
import { instant, iso, nothing } from '#src/http/api-shapes.ts';
import { type Rest, Verbatim } from '#src/http/resources.ts';
import { caseDetail, caseSummary, detailJson, preview, previewJson, proposal, proposalJson, summaryJson } from './answers.api.ts';
import { casesQuery, certificateFile, certificateQuery, confirmBody, reinstateBody, reopenBody, startBody, whenBody } from './input.ts';
import { getOffboarding, listFinished, listOffboardings } from './cases.service.ts';
import { certificateOf } from './issue.service.ts';
import { readWhen } from './moment.service.ts';
import { confirmProposal, dismissProposal, listProposals } from './proposals.service.ts';
import { reinstate } from './reinstate.service.ts';
import { reopenOffboarding } from './reopen.service.ts';
import { announceOffboarding, cancelOffboarding, moveOffboarding } from './change.service.ts';
import { previewOffboarding, startOrPropose } from './start.service.ts';
import { tasksApi } from './tasks.api.ts';

/** Departures for programs. HR's reason goes in and never comes out here. */
export function departuresApi(rest: Rest): void {
  casesApi(rest);
  changesApi(rest);
  returnsApi(rest);
  proposalsApi(rest);
  tasksApi(rest);
}

const overBy = { finished: 'completed', cancelled: 'cancelled' } as const;

function casesApi(rest: Rest): void {
  rest.post('/people/:id/offboarding-previews', {
    name: 'previewOffboarding',
    summary: 'What would happen if somebody left: nothing is changed. `effectiveAt` is `now`, an instant, or a day, which means its end.',
    scopes: ['read', 'offboarding.preview'],
    body: whenBody,
    answer: preview,
    async run({ ctx, param, body }) {
      const at = await readWhen(ctx, body.effectiveAt);
      return previewJson(await previewOffboarding(ctx, param('id'), at ?? ctx.now()));
    },
  });
  rest.get('/offboardings', {
    name: 'listOffboardings',
    summary: 'Departures that you may know of: the open ones, soonest first, or those that are finished or were cancelled, latest first.',
    scopes: ['read'],
    query: casesQuery,
    answer: z.object({ offboardings: z.array(caseSummary), next: z.string().nullable() }),
    async run({ ctx, query: { state, cursor, limit } }) {
      const wanted = { ...(cursor ? { after: cursor } : {}), ...(limit ? { limit } : {}) };
      const { rows, next } = await (state === 'open' ? listOffboardings(ctx, wanted) : listFinished(ctx, { ...wanted, state: overBy[state] }));
      return { offboardings: rows.map(summaryJson), next };
    },
  });
  rest.post('/offboardings', {
    name: 'startOffboarding',
    summary:
      'Plans a departure, or with `now` ends all access at once. Started twice, it is one. Only HR and a confidant know of one that is not announced; so where there is HR, whoever else plans one proposes it. A service always proposes, also with `now`.',
    scopes: ['read', 'offboarding.start'],
    body: startBody,
    answer: z.object({
      id: z.string().nullable().meta({ description: 'Null when it was proposed: HR decides.' }),
      existed: z.boolean().meta({ description: 'It was there before, and you may know of it.' }),
      held: z.boolean().meta({ description: 'More leave at once than usual: their sign-in is suspended, and a second person lets the cut be made.' }),
      proposed: z.boolean(),
    }),
    status: 201,
    async run({ ctx, body: { effectiveAt, ...body } }) {
      return startOrPropose(ctx, { ...body, effectiveAt: await readWhen(ctx, effectiveAt) });
    },
  });
  rest.get('/offboardings/:id', {
    name: 'getOffboarding',
    summary: 'One departure: its two clocks, what the cut ended, and the tasks of it that you may see.',
    scopes: ['read'],
    answer: caseDetail,
    run: async ({ ctx, param }) => detailJson(await getOffboarding(ctx, param('id'))),
  });
  rest.get('/offboardings/:id/certificate', {
    name: 'getCertificate',
    summary: 'The signed certificate of a finished departure, byte for byte as it was issued; an older one by its `number`.',
    scopes: ['read'],
    query: certificateQuery,
    answer: certificateFile,
    run: async ({ ctx, param, query }) => new Verbatim((await certificateOf(ctx, param('id'), query.number)).file),
  });
}

function changesApi(rest: Rest): void {
  rest.post('/offboardings/:id/moves', {
    name: 'moveOffboarding',
    summary: 'Moves a departure that is still to come; `now` makes the cut at once.',
    scopes: ['read', 'offboarding.change'],
    body: whenBody,
    answer: z.object({ effectiveAt: instant }),
    async run({ ctx, param, body }) {
      const at = (await readWhen(ctx, body.effectiveAt)) ?? ctx.now();
      await moveOffboarding(ctx, param('id'), at);
      return { effectiveAt: iso(at) };
    },
  });
  const plainly = (path: string, name: string, summary: string, act: (ctx: Ctx, id: string) => Promise<void>): void =>
    rest.post(path, {
      name,
      summary,
      scopes: ['read', 'offboarding.change'],
      answer: nothing,
      status: 204,
      async run({ ctx, param }) {
        await act(ctx, param('id'));
        return {};
      },
    });
  plainly('/offboardings/:id/announcement', 'announceOffboarding', 'Lets those who have to take over know.', announceOffboarding);
  plainly('/offboardings/:id/cancellation', 'cancelOffboarding', 'Cancels a departure whose moment has not come.', cancelOffboarding);
  rest.post('/offboardings/:id/reopening', {
    name: 'reopenOffboarding',
    summary: 'A way in came to light after the certificate: a task asks for it, and a new certificate replaces the old one.',
    scopes: ['read', 'offboarding.change'],
    body: reopenBody,
    answer: nothing,
    status: 204,
    async run({ ctx, param, body }) {
      await reopenOffboarding(ctx, param('id'), body);
      return {};
    },
  });
}

function returnsApi(rest: Rest): void {
  rest.post('/people/:id/reinstatements', {
    name: 'reinstate',
    summary: 'Takes somebody back into service after the cut: a new employment and a way to sign in, by mail. No access, role or team comes back.',
    scopes: ['read', 'offboarding.reinstate'],
    stepUp: 'door',
    body: reinstateBody,
    answer: z.object({ periodId: z.string(), invited: z.boolean().meta({ description: 'False where there is no mail: an administrator invites on a page.' }) }),
    status: 201,
    run: ({ ctx, param, body }) => reinstate(ctx, param('id'), body),
  });
}

function proposalsApi(rest: Rest): void {
  rest.get('/offboarding-proposals', {
    name: 'listOffboardingProposals',
    summary: 'End dates that a file of people brought or that somebody asks for, for HR to decide on.',
    scopes: ['read'],
    answer: z.object({ proposals: z.array(proposal) }),
    run: async ({ ctx }) => ({ proposals: (await listProposals(ctx)).map(proposalJson) }),
  });
  rest.post('/offboarding-proposals/:id/confirmation', {
    name: 'confirmOffboardingProposal',
    summary: 'Makes a departure of it, or moves the one that is planned to this moment.',
    scopes: ['read', 'offboarding.start'],
    body: confirmBody,
    answer: z.object({ id: z.string() }),
    status: 201,
    run: ({ ctx, param, body }) => confirmProposal(ctx, param('id'), body),
  });
  rest.post('/offboarding-proposals/:id/dismissal', {
    name: 'dismissOffboardingProposal',
    summary: 'This person is not leaving.',
    scopes: ['read', 'offboarding.change'],
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await dismissProposal(ctx, param('id'));
      return {};
    },
  });
}
