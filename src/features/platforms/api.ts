import { z } from 'zod';
import { found } from '#src/ground/problem.ts';
import type { Rest } from '#src/http/resources.ts';
import { catalogue } from './catalogue/index.ts';
import type { Platform } from './platform.ts';
import { findPlatform } from './rules.ts';

const words = z.object({ nl: z.string(), en: z.string() });
const confidence = z.enum(['documented', 'observed', 'unconfirmed']);
const platform = z.object({
  id: z.string(),
  name: z.string(),
  category: z.enum(['social', 'listing', 'publishing']),
  domains: z.array(z.string()),
  access: z.enum(['shared-login', 'delegated-roles', 'both']),
  passwordOf: z.enum(['account', 'person']),
  entrances: z.array(z.object({ id: z.string(), name: words, by: z.enum(['login', 'role']) })),
  roles: z.array(z.object({ name: z.string(), entrance: z.string(), canManageMembers: z.union([z.boolean(), z.literal('unknown')]) })),
  password: z
    .object({ min: z.int(), max: z.int().nullable(), required: z.array(z.string()), symbols: z.string().nullable(), confidence })
    .nullable()
    .meta({ description: 'What the platform asks of a password; null where nobody knows.' }),
});

/** What is known of the platforms themselves, the same in every installation of this version. */
export function platformsApi(rest: Rest): void {
  rest.get('/platforms', {
    name: 'listPlatforms',
    summary: 'Every platform that an account can be on.',
    scopes: ['read'],
    answer: z.object({ platforms: z.array(platform) }),
    run: () => ({ platforms: catalogue.map(platformJson) }),
  });
  rest.get('/platforms/:id', {
    name: 'getPlatform',
    summary: 'One platform.',
    scopes: ['read'],
    params: { id: /^[a-z0-9-]{1,40}$/ },
    answer: platform,
    run: ({ param }) => platformJson(found(findPlatform(param('id')), 'account.unknown-platform')),
  });
}

function platformJson({ id, name, category, domains, accessModel, passwordOf, entrances, roles, passwordRules }: Platform) {
  const rules = passwordRules === 'unknown' ? null : passwordRules;
  const password = rules && {
    min: rules.min,
    max: rules.max ?? null,
    required: [...rules.required],
    symbols: rules.symbols ?? null,
    confidence: rules.confidence,
  };
  return { id, name, category, domains: [...domains], access: accessModel.value, passwordOf, entrances: [...entrances], roles: [...roles], password };
}
