import { z } from 'zod';
import { readNumber } from '#src/ground/paging.ts';
import { instant, iso } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { eventsQuery } from './input.ts';
import { type EventRow, listEvents, verifyChain } from './service.ts';

const named = z.object({ id: z.string(), name: z.string().nullable() }).nullable();
const actor = z.object({
  kind: z.string(),
  id: z.string().nullable(),
  name: z.string().nullable().meta({ description: 'Of the person, or of the service where a service acted.' }),
  person: named.meta({ description: 'The human: who acted, whose token it is, or who made the token of the service.' }),
  service: named,
  token: named,
});
const event = z.object({
  seq: z.int(),
  at: instant,
  event: z.string(),
  actor,
  via: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }),
  because: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  personal: z.record(z.string(), z.string()).meta({ description: 'What may be erased one day without breaking the chain.' }),
});

export function auditApi(rest: Rest): void {
  rest.get('/audit-events', {
    name: 'listEvents',
    summary: 'What happened, newest first. A departure that is not announced is left out.',
    scopes: ['read'],
    query: eventsQuery,
    answer: z.object({ events: z.array(event), next: z.string().nullable() }),
    async run({ ctx, query: { cursor, ...filter } }) {
      const before = cursor === undefined ? undefined : readNumber(cursor);
      const { rows, next } = await listEvents(ctx, { ...filter, before, limit: filter.limit ?? 50 });
      return { events: rows.map(eventJson), next: next === null ? null : String(next) };
    },
  });
  rest.post('/audit-verifications', {
    name: 'verifyChain',
    summary: 'Recomputes the whole log, link by link, and says where it stops being right.',
    scopes: ['read'],
    answer: z.object({
      events: z.int(),
      head: z.object({ seq: z.int(), hash: z.string() }),
      finding: z.object({ seq: z.int(), fault: z.string() }).nullable(),
      withheldBroken: z.boolean().meta({ description: 'Whether what nobody may know of yet was changed, beside the log.' }),
      textsGone: z.int().meta({ description: 'Events whose free text was removed from the database.' }),
    }),
    async run({ ctx }) {
      const { events, head, finding, textsGone, withheldBroken } = await verifyChain(ctx);
      return { events, head, finding, textsGone: textsGone.length, withheldBroken };
    },
  });
}

function eventJson({ at, subjectName: _, ...row }: EventRow) {
  return { ...row, at: iso(at) };
}
