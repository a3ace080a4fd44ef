import { z } from 'zod';

const moment = z.iso.datetime();

export const handoverLine = z.strictObject({
  handover: z.strictObject({
    v: z.literal(1),
    type: z.literal('keyholder.signing-key-handover'),
    organisation: z.string(),
    at: moment,
    from: z.strictObject({ keyName: z.string(), fingerprint: z.string(), publicKey: z.string(), since: moment }),
    to: z.strictObject({ keyName: z.string(), fingerprint: z.string(), publicKey: z.string() }),
  }),
  signature: z.string(),
  successorSignature: z.string(),
});

/** In which one signing key names the next. */
export type HandoverBody = z.infer<typeof handoverLine>['handover'];
