import type { Ctx } from '#src/ground/ctx.ts';
import { createMailTransport } from '#src/host/mail.ts';
import { deliverMail, type Delivery } from './deliver.ts';

/** Sends what is due to the server of the configuration; null where there is none, and everything waits. */
export async function emptyOutbox(ctx: Ctx): Promise<Delivery | null> {
  if (ctx.config.smtpUrl === undefined) return null;
  const transport = createMailTransport(ctx.config.smtpUrl, new URL(ctx.config.publicUrl).hostname);
  try {
    return await deliverMail(ctx, transport);
  } finally {
    transport.close();
  }
}
