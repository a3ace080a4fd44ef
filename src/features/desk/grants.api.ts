import { grantKinds, grantOrigins, grantStates, levels, serviceLevels } from '#db/words.ts';
import { z } from 'zod';
import {
  endGrant,
  endServiceGrant,
  giveOrAsk,
  giveServiceGrant,
  type GrantRow,
  seenGrant,
  type ServiceWay,
  verifyGrant,
  waysOfService,
} from '#src/features/access/index.ts';
import { retireService } from '#src/features/services/index.ts';
import { instant, instantOrNull, iso, made, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { giveBody, giveServiceBody, verifyBody } from './api.input.ts';

const text = z.string().nullable();
const grant = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: z.enum(grantKinds),
  level: z.enum(levels).nullable(),
  personId: text,
  teamId: text,
  platformRole: text,
  entrance: text,
  unsure: z.boolean(),
  state: z.enum(grantStates),
  origin: z.enum(grantOrigins),
  startsAt: instant,
  expiresAt: instantOrNull,
  endedAt: instantOrNull,
  endedBecause: text,
  closedAt: instantOrNull,
  verifiedAt: instantOrNull,
});
export const serviceWay = z.object({
  grantId: z.string(),
  accountId: z.string(),
  serviceId: z.string(),
  name: z.string(),
  level: z.enum(serviceLevels),
  since: instant,
  expiresAt: instantOrNull,
});

const given = z.object({ id: text, proposalId: text.meta({ description: 'Where it waits for a second person.' }) });

/** Ways in, of people and of machines. */
export function grantsApi(rest: Rest): void {
  rest.post('/accounts/:id/grants', {
    name: 'giveGrant',
    summary:
      'Gives one person or one team a way in. A shared login goes through the vault and has a level; of the other kinds it is written down that they are there. To somebody whose address you have just set it waits for a second person.',
    scopes: ['read', 'grant.give'],
    stepUp: 'door',
    body: giveBody,
    answer: given,
    status: 201,
    run: ({ ctx, param, body }) => giveOrAsk(ctx, { accountId: param('id'), ...body, ...momentsOf(body) }),
  });
  rest.get('/grants/:id', {
    name: 'getGrant',
    summary: 'One way in: your own, or one into an account whose access you may see.',
    scopes: ['read'],
    answer: grant,
    run: async ({ ctx, param }) => grantJson(await seenGrant(ctx, param('id'))),
  });
  rest.post('/grants/:id/revocation', {
    name: 'endGrant',
    summary: 'Ends a way in. What its holder knows must change; what the vault cannot close becomes a task.',
    scopes: ['read', 'grant.end'],
    answer: z.object({ causes: z.int(), taskId: text }),
    run: ({ ctx, param }) => endGrant(ctx, param('id'), 'by-hand'),
  });
  rest.post('/grants/:id/verification', {
    name: 'verifyGrant',
    summary: 'Says that somebody looked on the platform and saw that it is so.',
    scopes: ['read', 'grant.give'],
    body: verifyBody,
    answer: nothing,
    status: 204,
    async run({ ctx, param, body }) {
      await verifyGrant(ctx, param('id'), body);
      return {};
    },
  });
  serviceGrantsApi(rest);
}

function serviceGrantsApi(rest: Rest): void {
  rest.post('/accounts/:id/service-grants', {
    name: 'giveServiceGrant',
    summary: 'Lets a service read codes or values of this account, and nothing more. Its owner or a deputy gives it.',
    scopes: ['read', 'service-grant.give'],
    stepUp: 'door',
    body: giveServiceBody,
    answer: made,
    status: 201,
    run: ({ ctx, param, body }) => giveServiceGrant(ctx, { accountId: param('id'), ...body, expiresAt: momentsOf(body).expiresAt }),
  });
  rest.post('/service-grants/:id/revocation', {
    name: 'endServiceGrant',
    summary: "Ends a service's way in. What it was given must change.",
    scopes: ['read', 'service-grant.end'],
    answer: z.object({ causes: z.int() }),
    run: ({ ctx, param }) => endServiceGrant(ctx, param('id')),
  });
  rest.get('/services/:id/grants', {
    name: 'listServiceGrants',
    summary: 'Every account that a service can get into.',
    scopes: ['read'],
    answer: z.object({ grants: z.array(serviceWay) }),
    run: async ({ ctx, param }) => ({ grants: (await waysOfService(ctx, param('id'))).map(serviceWayJson) }),
  });
  rest.post('/services/:id/ending', {
    name: 'endService',
    summary: 'Ends a service, its tokens and its ways in at once. What it was given must change.',
    scopes: ['service.edit'],
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await retireService(ctx, param('id'));
      return {};
    },
  });
}

export function serviceWayJson({ grant: { id, accountId, serviceId, level, startsAt, expiresAt }, service }: ServiceWay) {
  return { grantId: id, accountId, serviceId, name: service, level, since: iso(startsAt), expiresAt: iso(expiresAt) };
}

function momentsOf({ startsAt, expiresAt }: { startsAt?: string | undefined; expiresAt?: string | undefined }) {
  const at = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return { startsAt: at(startsAt), expiresAt: at(expiresAt) };
}

function grantJson({ startsAt, expiresAt, endedAt, closedAt, verifiedAt, ...row }: GrantRow) {
  return { ...row, startsAt: iso(startsAt), expiresAt: iso(expiresAt), endedAt: iso(endedAt), closedAt: iso(closedAt), verifiedAt: iso(verifiedAt) };
}
