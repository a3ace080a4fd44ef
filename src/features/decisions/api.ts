import { proposalReasons, proposalStates } from '#db/words.ts';
import { z } from 'zod';
import { instant, instantOrNull, iso, nothing, paging } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { originInput } from './input.ts';
import { confirmOrigin, confirmProposal, dismissProposal, getWaiting, listWaiting, type Waiting } from './service.ts';
import { sentenceOf } from './words.ts';

const text = z.string().nullable();
const proposal = z.object({
  id: z.string(),
  kind: z.string(),
  says: z.string().meta({ description: 'What would be done, in English.' }),
  why: z.enum(proposalReasons),
  state: z.enum(proposalStates),
  accountId: text,
  personId: text,
  originId: text.meta({ description: 'What it came of, an import for instance.' }),
  askedBy: text.meta({ description: 'A person or a service; null for the machine itself.' }),
  createdAt: instant,
  readyAt: instantOrNull,
  decidedAt: instantOrNull,
  mayConfirm: z.boolean(),
  mayDismiss: z.boolean(),
});
const outcome = z.object({
  confirmed: z.int(),
  overtaken: z.array(z.object({ id: z.string(), because: z.string() })).meta({ description: 'What no longer fits, with the code of the problem.' }),
});

/** What waits for a second person. */
export function decisionsApi(rest: Rest): void {
  rest.get('/proposals', {
    name: 'listProposals',
    summary: 'Acts that wait for a second person, as far as you may decide about them or see them; oldest first.',
    scopes: ['read'],
    query: z.strictObject(paging),
    answer: z.object({ proposals: z.array(proposal), next: z.string().nullable() }),
    async run({ ctx, query: { cursor, limit } }) {
      const { rows, next } = await listWaiting(ctx, { after: cursor, limit });
      return { proposals: rows.map(proposalJson), next };
    },
  });
  rest.get('/proposals/:id', {
    name: 'getProposal',
    summary: 'One of them, decided ones too.',
    scopes: ['read'],
    answer: proposal,
    run: async ({ ctx, param }) => proposalJson(await getWaiting(ctx, param('id'))),
  });
  rest.post('/proposals/confirmations', {
    name: 'confirmProposals',
    summary: 'Does everything that came of one import and that you may decide about. Needs the scope of each act too.',
    scopes: ['read', 'proposal.decide'],
    stepUp: 'verb',
    body: originInput,
    answer: outcome,
    run: ({ ctx, body }) => confirmOrigin(ctx, body.originId),
  });
  rest.post('/proposals/:id/confirmation', {
    name: 'confirmProposal',
    summary: 'Does it, as if you did it by hand. Needs the scope of the act too.',
    scopes: ['read', 'proposal.decide'],
    stepUp: 'verb',
    answer: outcome,
    run: ({ ctx, param }) => confirmProposal(ctx, param('id')),
  });
  rest.post('/proposals/:id/dismissal', {
    name: 'dismissProposal',
    summary: 'It will not be done. Whoever asked and whom it is about may say so too.',
    scopes: ['read', 'proposal.dismiss'],
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await dismissProposal(ctx, param('id'));
      return {};
    },
  });
}

function proposalJson(waiting: Waiting) {
  const { id, kind, why, state, accountId, personId, originId, createdAt, readyAt, decidedAt } = waiting.proposal;
  const { asker: askedBy, mayConfirm, mayDismiss } = waiting;
  const moments = { createdAt: iso(createdAt), readyAt: iso(readyAt), decidedAt: iso(decidedAt) };
  return { id, kind, says: sentenceOf(messagesFor('en'), waiting), why, state, accountId, personId, originId, askedBy, ...moments, mayConfirm, mayDismiss };
}
