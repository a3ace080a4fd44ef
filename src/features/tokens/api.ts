import { z } from 'zod';
import { id, instant, iso, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { serviceInput, serviceTokenInput, stepUpInput, tokenInput } from './input.ts';
import {
  type Bearer,
  bearerOf,
  createToken,
  listOwnTokens,
  listServiceTokens,
  revokeServiceToken,
  revokeToken,
  stepUpToken,
  type TokenRow,
} from './service.ts';
import { createService, createServiceToken, listServices } from './services.service.ts';

const token = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().meta({ description: 'The last four characters.' }),
  scopes: z.array(z.string()),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant,
});
const bearer = z.object({
  tokenId: z.string(),
  person: z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) }).nullable(),
  service: z.object({ id: z.string(), name: z.string() }).nullable(),
  scopes: z.array(z.string()),
  liftedUntil: instant,
});
const tokens = z.object({ tokens: z.array(token) });
const newToken = z.object({ id: z.string(), token: z.string() });

/** Tokens, what lifts one, and the services that bear their own. */
export function tokensApi(rest: Rest): void {
  rest.get('/me', {
    name: 'whoAmI',
    summary: 'Whose token this is, what it may ask for, and until when it is lifted.',
    scopes: [],
    answer: bearer,
    run: ({ ctx }) => bearerJson(bearerOf(ctx)),
  });
  rest.post('/step-ups', {
    name: 'stepUp',
    summary: 'Proves the second factor for this token: for ten minutes it may do what asks for a step-up.',
    scopes: [],
    body: stepUpInput,
    answer: z.object({ until: instant }),
    status: 201,
    async run({ ctx, address, body }) {
      return { until: iso((await stepUpToken(ctx, { ...body, address })).until) };
    },
  });
  rest.get('/tokens', {
    name: 'listOwnTokens',
    summary: 'Your tokens, without their texts.',
    scopes: ['read'],
    answer: tokens,
    run: async ({ ctx }) => ({ tokens: (await listOwnTokens(ctx)).map(tokenJson) }),
  });
  rest.post('/tokens', {
    name: 'createToken',
    summary: 'Makes a token that may do no more than the one that asks, and ends no later. Its text is in this answer and nowhere else. Needs a step-up.',
    scopes: ['token.create'],
    body: tokenInput,
    answer: newToken,
    status: 201,
    secret: true,
    run: ({ ctx, body }) => createToken(ctx, body),
  });
  rest.post('/tokens/:id/revocation', {
    name: 'revokeToken',
    summary: 'Ends one of your tokens at once.',
    scopes: ['token.create'],
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await revokeToken(ctx, param('id'));
      return {};
    },
  });
  servicesApi(rest);
}

function servicesApi(rest: Rest): void {
  rest.get('/services', {
    name: 'listServices',
    summary: 'Machines with tokens of their own, and who answers for them.',
    scopes: ['read'],
    answer: z.object({
      services: z.array(z.object({ id: z.string(), name: z.string(), purpose: z.string(), responsibleId: z.string(), createdAt: instant, tokens: z.int() })),
    }),
    async run({ ctx }) {
      const lines = await listServices(ctx);
      return {
        services: lines.map(({ service: { id, name, purpose, responsibleId, createdAt }, tokens }) => ({
          id,
          name,
          purpose,
          responsibleId,
          createdAt: iso(createdAt),
          tokens,
        })),
      };
    },
  });
  rest.post('/services', {
    name: 'createService',
    summary: 'Names a machine; you answer for it. Needs a step-up.',
    scopes: ['service.edit'],
    body: serviceInput,
    answer: z.object({ id }),
    status: 201,
    run: ({ ctx, body }) => createService(ctx, body),
  });
  rest.get('/services/:id/tokens', {
    name: 'listServiceTokens',
    summary: "A service's tokens, without their texts.",
    scopes: ['read'],
    answer: tokens,
    run: async ({ ctx, param }) => ({ tokens: (await listServiceTokens(ctx, param('id'))).map(tokenJson) }),
  });
  rest.post('/services/:id/tokens', {
    name: 'createServiceToken',
    summary:
      'Makes a token for a service, with no scope that the one that asks lacks. Its text is in this answer and nowhere else; it ends with the one that asks, or when you leave. Needs a step-up.',
    scopes: ['service.edit'],
    body: serviceTokenInput,
    answer: newToken,
    status: 201,
    secret: true,
    run: ({ ctx, param, body }) => createServiceToken(ctx, param('id'), body),
  });
  rest.post('/services/:id/tokens/:tokenId/revocation', {
    name: 'revokeServiceToken',
    summary: "Ends one of a service's tokens at once.",
    scopes: ['service.edit'],
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await revokeServiceToken(ctx, param('id'), param('tokenId'));
      return {};
    },
  });
}

function tokenJson({ id, name, hint, scopes, createdAt, expiresAt, lastUsedAt }: TokenRow) {
  return { id, name, hint, scopes, createdAt: iso(createdAt), expiresAt: iso(expiresAt), lastUsedAt: iso(lastUsedAt) };
}

function bearerJson({ actor: { id: tokenId, owner, service, scopes }, liftedUntil }: Bearer) {
  const person = owner && { id: owner.id, name: owner.name, roles: [...owner.roles] };
  return { tokenId, person, service, scopes: [...scopes], liftedUntil: iso(liftedUntil) };
}
