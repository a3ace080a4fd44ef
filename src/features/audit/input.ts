import { z } from 'zod';

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
