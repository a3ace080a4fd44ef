import { criticalities, rotationStates, secretKinds } from '#db/words.ts';
import { z } from 'zod';
import { instant, instantOrNull, iso, made, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';
import { type RotationDetails, rotationDetails } from './details.ts';
import { type DueSecret, dueRotations } from './due.ts';
import { blockInput, prepareInput, confirmBody, openInput, revealBody, soonQuery } from './input.ts';
import { confirmRotation } from './confirm.ts';
import * as rotations from './service.ts';

const text = z.string().nullable();
const due = z.object({
  secretId: z.string(),
  kind: z.enum(secretKinds),
  accountId: z.string(),
  account: z.string(),
  criticality: z.enum(criticalities),
  dueAt: instant,
  why: z.enum(['age', 'cause']),
  causes: z.array(z.string()),
  setAt: instantOrNull,
  ownerId: text,
  rotationId: text,
  state: z.enum(rotationStates).nullable(),
  attested: z.boolean().meta({ description: 'The new value is on the platform, and waits for somebody else to confirm it.' }),
});
const rotation = z.object({
  id: z.string(),
  secretId: z.string(),
  kind: z.enum(secretKinds),
  accountId: z.string(),
  account: z.string(),
  state: z.enum(rotationStates),
  openedAt: instant,
  preparedAt: instantOrNull,
  closedAt: instantOrNull,
  performerId: text,
  because: text,
  evidence: text,
  attestedById: text.meta({ description: 'Who set the new value on the platform and says so.' }),
  attestedAt: instantOrNull,
  confirmedById: text.meta({ description: 'Who confirmed it: on a critical account somebody else.' }),
  dueAt: instantOrNull,
  causes: z.array(z.string()),
  changeAt: text.meta({ description: 'Where on the platform it is changed.' }),
});

/** A rotation from its first step to its last, as the guided page takes it. */
export function rotationApi(rest: Rest): void {
  rest.get('/rotations', {
    name: 'dueRotations',
    summary: 'What is due, the longest overdue first; with `days`, also what comes due within them.',
    scopes: ['read'],
    query: soonQuery,
    answer: z.object({ due: z.array(due) }),
    run: async ({ ctx, query: { days = 0 } }) => ({ due: (await dueRotations(ctx, { within: days * day })).map(dueJson) }),
  });
  rest.post('/rotations', {
    name: 'openRotation',
    summary: 'Opens the rotation of a secret, or finds the one that is open.',
    scopes: ['read', 'rotation.run'],
    body: openInput,
    answer: made,
    status: 201,
    run: ({ ctx, body }) => rotations.openRotation(ctx, body.secretId),
  });
  rest.get('/rotations/:id', {
    name: 'getRotation',
    summary: 'One rotation, without any value.',
    scopes: ['read'],
    answer: rotation,
    run: async ({ ctx, param }) => rotationJson(await rotationDetails(ctx, param('id'))),
  });
  candidateApi(rest);
  endApi(rest);
}

function candidateApi(rest: Rest): void {
  rest.post('/rotations/:id/candidates', {
    name: 'prepareRotation',
    summary: 'Makes a new value by the rules of the platform. A seed of one-time codes is handed out by the platform: give it as `value`.',
    scopes: ['read', 'rotation.run'],
    body: prepareInput,
    answer: z.object({ versionId: z.string() }),
    status: 201,
    run: ({ ctx, param, body }) => rotations.prepareRotation(ctx, param('id'), body.value),
  });
  rest.post('/rotations/:id/reveals', {
    name: 'revealCandidate',
    summary: 'Shows the new value to whoever sets it, and writes that down. A critical account needs a `reason`.',
    scopes: ['read', 'rotation.reveal'],
    stepUp: 'verb',
    body: revealBody,
    answer: z.object({ value: z.string(), until: instant }),
    status: 201,
    secret: true,
    async run({ ctx, param, body: { how, reason } }) {
      const { value, until } = await rotations.showCandidate(ctx, param('id'), how, reason);
      return { value, until: iso(until) };
    },
  });
  rest.post('/rotations/:id/codes', {
    name: 'showCandidateCode',
    summary: 'A code of the new seed, to prove to the platform that it is here.',
    scopes: ['read', 'rotation.run', 'secret.code'],
    stepUp: 'verb',
    answer: z.object({ code: z.string(), seconds: z.number(), period: z.number() }),
    status: 201,
    secret: true,
    run: ({ ctx, param }) => rotations.showCandidateCode(ctx, param('id')),
  });
}

function endApi(rest: Rest): void {
  rest.post('/rotations/:id/confirmation', {
    name: 'confirmRotation',
    summary:
      'Somebody who was shown the new value says that the platform took it: it is in force from now on. On a critical account it is `attested` first, and in force once somebody else who was shown it says so too. With `code`, a code of another device that has the new seed too, which needs the scope secret.code besides.',
    scopes: ['read', 'rotation.run'],
    body: confirmBody,
    answer: z.object({ state: z.enum(['attested', 'confirmed']), answered: z.int(), open: z.int() }),
    run: ({ ctx, param, body: { code } }) => confirmRotation(ctx, param('id'), code ? { kind: 'second-device', code } : { kind: 'attested' }),
  });
  rest.post('/rotations/:id/refusal', {
    name: 'refuseRotation',
    summary: 'The platform refused the new value: another rotation begins, whose id is answered. What was refused is kept for a while.',
    scopes: ['read', 'rotation.run'],
    answer: made,
    run: ({ ctx, param }) => rotations.refuseRotation(ctx, param('id')),
  });
  rest.post('/rotations/:id/obstacle', {
    name: 'blockRotation',
    summary: 'Something outside stands in the way.',
    scopes: ['read', 'rotation.run'],
    body: blockInput,
    answer: nothing,
    status: 204,
    run: ({ ctx, param, body }) => done(rotations.blockRotation(ctx, param('id'), body.because)),
  });
  const plainly = (path: string, name: string, summary: string, act: (ctx: Ctx, id: string) => Promise<void>) =>
    rest.post(path, {
      name,
      summary,
      scopes: ['read', 'rotation.run'],
      answer: nothing,
      status: 204,
      run: ({ ctx, param }) => done(act(ctx, param('id'))),
    });
  plainly('/rotations/:id/resumption', 'resumeRotation', 'The obstacle is gone; it stands where it stood.', rotations.unblockRotation);
  plainly('/rotations/:id/abandonment', 'abandonRotation', 'Gives it up. What was due stays due.', rotations.abandonRotation);
}

async function done(act: Promise<unknown>): Promise<Record<string, never>> {
  await act;
  return {};
}

function dueJson({ dueAt, setAt, owner, rotation, ...row }: DueSecret) {
  return {
    ...row,
    causes: [...row.causes],
    dueAt: iso(dueAt),
    setAt: iso(setAt),
    ownerId: owner?.id ?? null,
    rotationId: rotation?.id ?? null,
    state: rotation?.state ?? null,
    attested: rotation?.attested ?? false,
  };
}

function rotationJson({ rotation, secret, title, dueAt, causes, password, factor }: RotationDetails) {
  const { id, secretId, accountId, state, openedAt, preparedAt, closedAt, performerId, because, evidenceKind, attestedAt, attestedBy, closedBy } = rotation;
  const said = { attestedById: attestedBy, confirmedById: state === 'confirmed' ? closedBy : null };
  const when = { openedAt: iso(openedAt), attestedAt: iso(attestedAt), preparedAt: iso(preparedAt), closedAt: iso(closedAt), dueAt: iso(dueAt) };
  const place = secret.kind === 'totp' ? factor : password;
  const what = { id, secretId, kind: secret.kind, accountId, account: title, state, performerId, because, evidence: evidenceKind };
  return { ...what, ...said, ...when, causes: [...causes], changeAt: place?.address ?? null };
}
