import { z } from 'zod';
import { figures } from '#src/http/api-shapes.ts';
import { grantableScopes, longestToken, serviceScopes } from './rules.ts';

export const tokenInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(grantableScopes)).min(1),
  days: z.int().min(1).max(longestToken),
});
/** A form has no numbers, only figures. */
const formDays = { days: figures(1, longestToken) };
export const tokenForm = tokenInput.extend(formDays);

export type TokenInput = z.output<typeof tokenInput>;
export const revokeInput = z.strictObject({ id: z.string().min(1).max(60) });

export const serviceInput = z.strictObject({ name: z.string().trim().min(1).max(80), purpose: z.string().trim().min(1).max(300) });
export type ServiceInput = z.output<typeof serviceInput>;

export const serviceTokenInput = tokenInput.extend({ scopes: z.array(z.enum(serviceScopes)).min(1) });
export const serviceTokenForm = serviceTokenInput.extend(formDays);
export type ServiceTokenInput = z.output<typeof serviceTokenInput>;

export const stepUpInput = z.strictObject({ code: z.string().trim().min(6).max(40) });
