import { levels, otherGrantKinds, secretKinds, serviceLevels } from '#db/words.ts';
import { z } from 'zod';

const id = z.string().min(1).max(60);
const text = z.string().trim().max(500);
const level = z.enum(levels);
const otherKinds = z.enum(otherGrantKinds);

const fields = {
  accountId: id,
  personId: id.optional(),
  teamId: id.optional(),
  platformRole: text.optional(),
  entrance: text.optional(),
  reason: text.optional(),
  startsAt: z.number().int().optional(),
  expiresAt: z.number().int().optional(),
  /** An import could only guess it: shown as "please check". */
  unsure: z.boolean().optional(),
};

/** To one person or one team; the vault's own kind, and only that one, has a level. */
export const giveGrantInput = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...fields, kind: z.literal('shared-login'), level }),
    z.strictObject({ ...fields, kind: otherKinds, level: z.undefined().optional() }),
  ])
  .refine((grant) => (grant.personId === undefined) !== (grant.teamId === undefined), { path: ['personId'], error: 'grant.one-holder' });

export type GiveGrantInput = z.input<typeof giveGrantInput>;

export const giveServiceGrantInput = z.strictObject({
  accountId: id,
  serviceId: id,
  level: z.enum(serviceLevels),
  reason: text.min(1),
  expiresAt: z.number().int().optional(),
});

export type GiveServiceGrantInput = z.input<typeof giveServiceGrantInput>;

export const keepSecretInput = z.strictObject({
  accountId: id,
  kind: z.enum(secretKinds),
  label: z.string().trim().max(200).optional(),
  value: z.string().max(20_000).optional(),
  /** When it was set on the platform, if anybody remembers. */
  valueSetAt: z.number().int().optional(),
});

export type KeepSecretInput = z.input<typeof keepSecretInput>;
