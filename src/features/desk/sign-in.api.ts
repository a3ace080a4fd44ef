import { z } from 'zod';
import { askSignInReset, lostThings } from '#src/features/access/index.ts';
import { stopReset } from '#src/features/sessions/index.ts';
import { instant, iso, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { personPage } from './people.service.ts';

const text = z.string().nullable();
const pending = z.object({ state: z.enum(['waiting', 'sent']), askedBy: z.string(), confirmedBy: z.string(), createdAt: instant, readyAt: instant });

/** A new way in for somebody who lost phone or password. */
export function signInApi(rest: Rest): void {
  rest.get('/people/:id/sign-in-reset', {
    name: 'getSignInReset',
    summary: 'The reset of their sign-in that two people decided on and that may still let them in, if there is one.',
    scopes: ['read'],
    answer: z.object({ reset: pending.nullable() }),
    async run({ ctx, param }) {
      const { reset } = await personPage(ctx, param('id'));
      if (!reset || (reset.state !== 'waiting' && reset.state !== 'sent')) return { reset: null };
      const { state, askedBy, confirmedBy, createdAt, readyAt } = reset;
      return { reset: { state, askedBy, confirmedBy, createdAt: iso(createdAt), readyAt: iso(readyAt) } };
    },
  });
  rest.post('/people/:id/sign-in-reset', {
    name: 'askSignInReset',
    summary:
      'Asks for a new way in for somebody who lost phone or password. A second administrator confirms it; then they hear of it, and once the wait that the company set is over a link goes to their address.',
    scopes: ['sign-in-reset.ask'],
    stepUp: 'verb',
    body: z.strictObject({ lost: z.enum(lostThings) }),
    answer: z.object({ proposalId: text.meta({ description: 'Where it waits for a second person.' }) }),
    status: 201,
    run: async ({ ctx, param, body }) => ({ proposalId: (await askSignInReset(ctx, param('id'), body)).proposalId }),
  });
  rest.post('/people/:id/sign-in-reset/ending', {
    name: 'stopSignInReset',
    summary: 'Stops it, until its link is used: for the person themselves, whom their old way still lets in, and for administrators.',
    scopes: ['sign-in-reset.stop'],
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await stopReset(ctx, param('id'));
      return {};
    },
  });
}
