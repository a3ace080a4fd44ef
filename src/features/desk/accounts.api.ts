import { z } from 'zod';
import { appointOrAsk, dismiss, registerAccount } from '#src/features/access/index.ts';
import { accountChange, accountInput, changeAccount } from '#src/features/accounts/index.ts';
import { made, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { editableAccount } from './account.service.ts';
import { appointBody } from './api.input.ts';

/** The register: what stands in it, and who is in office. */
export function registerApi(rest: Rest): void {
  rest.post('/accounts', {
    name: 'addAccount',
    summary:
      'Puts an account in the register, with its owner and perhaps deputies. A service puts nobody in office: whom it names waits for somebody who may. `platform` is the id of one of the platforms.',
    scopes: ['account.add'],
    body: accountInput,
    answer: made.extend({ waiting: z.int().meta({ description: 'Offices that wait for somebody else to agree.' }) }),
    status: 201,
    run: ({ ctx, body }) => registerAccount(ctx, body),
  });
  rest.patch('/accounts/:id', {
    name: 'changeAccount',
    summary: 'Changes what the register says; fields left out stay as they are. The platform does not change.',
    scopes: ['read', 'account.edit'],
    body: accountChange,
    answer: nothing,
    status: 204,
    edits: '/accounts/:id',
    async run({ ctx, param, body }) {
      await editableAccount(ctx, param('id'));
      await changeAccount(ctx, param('id'), body);
      return {};
    },
  });
  rest.post('/accounts/:id/offices', {
    name: 'appoint',
    summary: 'Makes somebody owner or deputy. A new owner takes the place of the old one, and what that one knows must change.',
    scopes: ['read', 'office.take-up'],
    stepUp: 'door',
    body: appointBody,
    answer: z.object({ proposalId: z.string().nullable().meta({ description: 'Where it waits for a second person.' }) }),
    run: ({ ctx, param, body: { personId, office } }) => appointOrAsk(ctx, param('id'), personId, office),
  });
  rest.post('/accounts/:id/offices/:personId/ending', {
    name: 'dismiss',
    summary: 'Ends the office of a deputy. An owner is replaced, never dismissed.',
    scopes: ['read', 'office.give'],
    stepUp: 'door',
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await dismiss(ctx, param('id'), param('personId'), 'by-hand');
      return {};
    },
  });
}
