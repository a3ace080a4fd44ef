import { z } from 'zod';
import { instant, instantOrNull, iso, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { stepUpInput, tokenInput } from './input.ts';
import { type Bearer, bearerOf, createToken, listOwnTokens, revokeToken, stepUpToken, type TokenRow } from './service.ts';

export const tokenShape = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().meta({ description: 'The last four characters.' }),
  scopes: z.array(z.string()),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instantOrNull,
});
const bearer = z.object({
  tokenId: z.string(),
  person: z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) }).nullable(),
  service: z.object({ id: z.string(), name: z.string() }).nullable(),
  scopes: z.array(z.string()),
  liftedUntil: instantOrNull,
});
const tokens = z.object({ tokens: z.array(tokenShape) });
export const newToken = z.object({ id: z.string(), token: z.string() });

/** Tokens, and what lifts one. */
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
    summary: 'Makes a token that may do no more than the one that asks, and ends no later. Its text is in this answer and nowhere else.',
    scopes: ['token.create'],
    stepUp: 'verb',
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
}

export function tokenJson({ id, name, hint, scopes, createdAt, expiresAt, lastUsedAt }: TokenRow) {
  return { id, name, hint, scopes, createdAt: iso(createdAt), expiresAt: iso(expiresAt), lastUsedAt: iso(lastUsedAt) };
}

function bearerJson({ actor: { id: tokenId, owner, service, scopes }, liftedUntil }: Bearer) {
  const person = owner && { id: owner.id, name: owner.name, roles: [...owner.roles] };
  return { tokenId, person, service, scopes: [...scopes], liftedUntil: iso(liftedUntil) };
}
