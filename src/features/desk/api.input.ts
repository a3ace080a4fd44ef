import { levels, officeKinds, otherGrantKinds, secretKinds, serviceLevels } from '#db/words.ts';
import { z } from 'zod';
import { day, id, moment } from '#src/http/api-shapes.ts';

/** Bodies of requests: as the forms, but a field that is not given is left out rather than empty. */
const text = (maximum: number) => z.string().trim().min(1).max(maximum);
const reason = text(500).optional();
const value = z.string().min(1).max(20_000);

export const keepBody = z.strictObject({
  kind: z.enum(secretKinds),
  label: text(200).optional(),
  value: value.optional(),
  setOn: day.optional(),
});
export const valueBody = z.strictObject({ value, setOn: day.optional() });
export const revealBody = z.strictObject({ how: z.enum(['shown', 'copied']).default('shown'), reason });
export const codeBody = z.strictObject({ reason });

export const appointBody = z.strictObject({ personId: id, office: z.enum(officeKinds) });

const given = {
  personId: id.optional(),
  teamId: id.optional(),
  platformRole: text(200).optional(),
  entrance: text(200).optional(),
  reason,
  startsAt: moment.optional(),
  expiresAt: moment.optional(),
};
/** To one person or one team. */
export const giveBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...given, kind: z.literal('shared-login'), level: z.enum(levels) }),
    z.strictObject({ ...given, kind: z.enum(otherGrantKinds) }),
  ])
  .refine((grant) => (grant.personId === undefined) !== (grant.teamId === undefined), { path: ['personId'], error: 'grant.one-holder' })
  .meta({ examples: [{ kind: 'shared-login', level: 'reveal', personId: 'per_0123456789abcdefghjkmnpqrs' }] });
export const verifyBody = z.strictObject({ platformRole: text(200).optional() });
export const giveServiceBody = z.strictObject({ serviceId: id, level: z.enum(serviceLevels), reason: text(500), expiresAt: moment.optional() });
