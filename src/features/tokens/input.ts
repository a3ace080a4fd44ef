import { z } from 'zod';
import { grantableScopes, longestToken, serviceScopes } from './rules.ts';

export const tokenInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(grantableScopes)).min(1),
  days: z.coerce.number('invalid-number').int('invalid-number').min(1).max(longestToken),
});

export type TokenInput = z.output<typeof tokenInput>;
export const revokeInput = z.strictObject({ id: z.string().min(1).max(60) });

export const serviceInput = z.strictObject({ name: z.string().trim().min(1).max(80), purpose: z.string().trim().min(1).max(300) });
export type ServiceInput = z.output<typeof serviceInput>;

export const serviceTokenInput = tokenInput.extend({ scopes: z.array(z.enum(serviceScopes)).min(1) });
export type ServiceTokenInput = z.output<typeof serviceTokenInput>;

export const stepUpInput = z.strictObject({ code: z.string().trim().min(6).max(40) });
