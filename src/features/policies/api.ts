import { policyStates } from '#db/words.ts';
import { z } from 'zod';
import { instantOrNull, iso } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { draftInput } from './input.ts';
import { getPolicy, listPolicies, type PolicyLine, type PolicyPage, publishNewVersion } from './service.ts';

const line = z.object({
  id: z.string(),
  versionId: z.string(),
  number: z.int(),
  titleNl: z.string(),
  titleEn: z.string(),
  publishedAt: instantOrNull,
  acknowledgedAt: instantOrNull.meta({ description: 'By you.' }),
  signed: z.object({ people: z.int(), of: z.int(), withoutSignIn: z.int() }).nullable().meta({ description: 'For whoever may publish.' }),
});
const policy = line.extend({
  bodyNl: z.string(),
  bodyEn: z.string(),
  versions: z.array(z.object({ id: z.string(), number: z.int(), state: z.enum(policyStates), publishedAt: instantOrNull })),
});

/** Rules that people sign. They sign in person, on a page, so nothing here does. */
export function policiesApi(rest: Rest): void {
  rest.get('/policies', {
    name: 'listPolicies',
    summary: 'The policies in force, and how many have signed each.',
    scopes: ['read'],
    answer: z.object({ policies: z.array(line) }),
    run: async ({ ctx }) => ({ policies: (await listPolicies(ctx)).map(lineJson) }),
  });
  rest.get('/policies/:id', {
    name: 'getPolicy',
    summary: 'One policy: the texts in force, and the versions there were.',
    scopes: ['read'],
    answer: policy,
    run: async ({ ctx, param }) => policyJson(await getPolicy(ctx, param('id'))),
  });
  rest.post('/policies/:id/versions', {
    name: 'publishPolicy',
    summary:
      'Puts a new version in force at once: whomever it concerns is asked to sign again, and in case of the rules for company accounts is shown no secret until then.',
    scopes: ['read', 'policy.publish'],
    body: draftInput,
    answer: z.object({ versionId: z.string(), number: z.int() }),
    status: 201,
    run: ({ ctx, param, body }) => publishNewVersion(ctx, param('id'), body),
  });
}

function lineJson({ policyId, version, acknowledgedAt, signed }: PolicyLine) {
  const { id: versionId, number, titleNl, titleEn, publishedAt } = version;
  return { id: policyId, versionId, number, titleNl, titleEn, publishedAt: iso(publishedAt), acknowledgedAt: iso(acknowledgedAt), signed };
}

function policyJson(page: PolicyPage) {
  const { bodyNl, bodyEn } = page.version;
  const versions = page.versions.map(({ id, number, state, publishedAt }) => ({ id, number, state, publishedAt: iso(publishedAt) }));
  return { ...lineJson(page), bodyNl, bodyEn, versions };
}
