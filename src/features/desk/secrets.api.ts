import { z } from 'zod';
import { keepSecret, keepValue, revealSecret, showOneTimeCode } from '#src/features/access/index.ts';
import { instant, iso } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { dayTyped, ensureOnAccount } from './account.service.ts';
import { codeBody, keepBody, revealBody, valueBody } from './api.input.ts';

/** Values go in by the first two and come out by the last two, and by nothing else. */
export function secretsApi(rest: Rest): void {
  rest.post('/accounts/:id/secrets', {
    name: 'keepSecret',
    summary:
      'Adds a secret to an account. A `value` given with it existed before: it is adopted, and nobody forgets it. `setOn` is the day it was set on the platform.',
    scopes: ['read', 'secret.add'],
    body: keepBody,
    answer: z.object({ id: z.string(), versionId: z.string().nullable() }),
    status: 201,
    async run({ ctx, param, body: { setOn, ...body } }) {
      return keepSecret(ctx, { accountId: param('id'), ...body, ...(await dayTyped(ctx, setOn)) });
    },
  });
  rest.put('/accounts/:id/secrets/:secretId/value', {
    name: 'keepValue',
    summary: 'Types in the value that is in force already. A new value on the platform is a rotation.',
    scopes: ['read', 'secret.add'],
    body: valueBody,
    answer: z.object({ versionId: z.string() }),
    async run({ ctx, param, body: { setOn, value } }) {
      await ensureOnAccount(ctx, param('id'), param('secretId'));
      return keepValue(ctx, { secretId: param('secretId'), value, ...(await dayTyped(ctx, setOn)) });
    },
  });
  rest.post('/accounts/:id/secrets/:secretId/reveals', {
    name: 'revealSecret',
    summary:
      'Shows a value and writes down who was shown it. A critical account needs a `reason`. The seed of one-time codes needs the scope rotation.reveal besides.',
    scopes: ['read', 'secret.reveal'],
    stepUp: 'verb',
    body: revealBody,
    answer: z.object({ value: z.string(), until: instant }),
    status: 201,
    secret: true,
    async run({ ctx, param, body: { how, reason } }) {
      await ensureOnAccount(ctx, param('id'), param('secretId'));
      const { value, until } = await revealSecret(ctx, { secretId: param('secretId'), how, ...(reason ? { reason } : {}) });
      return { value, until: iso(until) };
    },
  });
  rest.post('/accounts/:id/secrets/:secretId/codes', {
    name: 'showCode',
    summary: "Today's one-time code and how many seconds it lasts; the seed stays inside.",
    scopes: ['read', 'secret.code'],
    stepUp: 'verb',
    body: codeBody,
    answer: z.object({ code: z.string(), seconds: z.number(), period: z.number() }),
    status: 201,
    secret: true,
    async run({ ctx, param, body: { reason } }) {
      await ensureOnAccount(ctx, param('id'), param('secretId'));
      return showOneTimeCode(ctx, { secretId: param('secretId'), ...(reason ? { reason } : {}) });
    },
  });
}
