import { z } from 'zod';
import { consentToToken, type TokenWay, tokenWaysOf, tokenWaysOn } from '#src/features/access/index.ts';
import {
  createService,
  listServices,
  listServiceTokens,
  newToken,
  revokeServiceToken,
  serviceInput,
  serviceTokenInput,
  tokenJson,
  tokenShape,
} from '#src/features/tokens/index.ts';
import { id, instant, iso, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { makeServiceToken } from './service.ts';

const named = z.object({ id: z.string(), name: z.string() });
const consent = z.object({ by: named, at: instant }).nullable().meta({ description: 'Null while no owner or deputy of the account has let this token in.' });
const onAccount = z.object({ accountId: z.string(), title: z.string(), level: z.enum(['code', 'reveal']), consent });
const onToken = z.object({
  tokenId: z.string(),
  name: z.string(),
  service: named,
  madeBy: named,
  level: z.enum(['code', 'reveal']),
  createdAt: instant,
  expiresAt: instant,
  consent,
});

/** Services, their tokens, and who lets those at an account's secrets. */
export function servicesApi(rest: Rest): void {
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
    summary: 'Names a machine; you answer for it.',
    scopes: ['service.edit'],
    stepUp: 'verb',
    body: serviceInput,
    answer: z.object({ id }),
    status: 201,
    run: ({ ctx, body }) => createService(ctx, body),
  });
  rest.get('/services/:id/tokens', {
    name: 'listServiceTokens',
    summary: "A service's tokens, without their texts, and whose secrets each may reach.",
    scopes: ['read'],
    answer: z.object({ tokens: z.array(tokenShape.extend({ reaches: z.array(onAccount) })) }),
    async run({ ctx, param }) {
      const ways = Map.groupBy(await tokenWaysOf(ctx, param('id')), (way) => way.token.id);
      const tokens = await listServiceTokens(ctx, param('id'));
      return { tokens: tokens.map((token) => ({ ...tokenJson(token), reaches: (ways.get(token.id) ?? []).map(onAccountJson) })) };
    },
  });
  rest.post('/services/:id/tokens', {
    name: 'createServiceToken',
    summary:
      'Makes a token for a service, with no scope that the one that asks lacks. Its text is in this answer and nowhere else; it ends with the one that asks, or when you leave. It reaches the secrets of an account once an owner or deputy of it consents.',
    scopes: ['service.edit'],
    stepUp: 'verb',
    body: serviceTokenInput,
    answer: newToken,
    status: 201,
    secret: true,
    run: ({ ctx, param, body }) => makeServiceToken(ctx, param('id'), body),
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
  consentsApi(rest);
}

function consentsApi(rest: Rest): void {
  rest.get('/accounts/:id/service-tokens', {
    name: 'listAccountServiceTokens',
    summary: 'Tokens of services that have a way into this account, and who let each of them at its secrets.',
    scopes: ['read'],
    answer: z.object({ tokens: z.array(onToken) }),
    run: async ({ ctx, param }) => ({ tokens: (await tokenWaysOn(ctx, param('id'))).map(onTokenJson) }),
  });
  rest.post('/accounts/:id/service-tokens/:tokenId/consent', {
    name: 'consentToServiceToken',
    summary: 'Lets this token use the way in that its service has. For the owner and deputies of the account.',
    scopes: ['read', 'service-token.consent'],
    stepUp: 'verb',
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await consentToToken(ctx, param('id'), param('tokenId'));
      return {};
    },
  });
}

function consentJson({ consent: given }: TokenWay) {
  return given && { by: given.by, at: iso(given.at) };
}

function onAccountJson(way: TokenWay) {
  return { accountId: way.account.id, title: way.account.title, level: way.level, consent: consentJson(way) };
}

function onTokenJson(way: TokenWay) {
  const { token, service, maker: madeBy, level } = way;
  const moments = { createdAt: iso(token.createdAt), expiresAt: iso(token.expiresAt) };
  return { tokenId: token.id, name: token.name, service, madeBy, level, ...moments, consent: consentJson(way) };
}
