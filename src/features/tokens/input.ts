import { z } from 'zod';
import { grantableScopes, longestToken } from './rules.ts';

export const tokenInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(grantableScopes)).min(1),
  days: z.coerce.number('invalid-number').int('invalid-number').min(1).max(longestToken),
});

export type TokenInput = z.output<typeof tokenInput>;
export const revokeInput = z.strictObject({ id: z.string().min(1).max(60) });
