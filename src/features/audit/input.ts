import { z } from 'zod';
import { paging } from '#src/http/api-shapes.ts';

export const checkpointFile = z.strictObject({
  checkpoint: z.strictObject({
    v: z.literal(1),
    type: z.literal('keyholder.audit-checkpoint'),
    organisation: z.string(),
    seq: z.int().min(0),
    hash: z.string().length(64),
    at: z.string(),
    keyName: z.string(),
    fingerprint: z.string(),
    publicKey: z.base64(),
  }),
  signature: z.base64(),
});

export const eventsQuery = z.strictObject({
  event: z.string().max(60).optional(),
  subjectId: z.string().max(60).optional(),
  actorId: z.string().max(60).optional().meta({ description: 'A person, with the tokens they made; a token; or a service.' }),
  ...paging,
});
