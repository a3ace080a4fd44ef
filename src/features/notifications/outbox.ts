import type { Ctx } from '#src/ground/ctx.ts';
import type { Config } from '#src/host/config.ts';
import { createMailTransport, type MailManners } from '#src/host/mail.ts';
import { deliverMail, type Delivery } from './deliver.ts';
import { countWaiting } from './outbox.queries.ts';

export function mannersOf({ publicUrl, smtpCa, mailReplyTo }: Config): MailManners {
  return { greetAs: new URL(publicUrl).hostname, ca: smtpCa, replyTo: mailReplyTo };
}

/** Sends what is due to the server of the configuration; null where there is none, and everything waits. */
export async function emptyOutbox(ctx: Ctx): Promise<Delivery | null> {
  if (ctx.config.smtpUrl === undefined) return null;
  const transport = createMailTransport(ctx.config.smtpUrl, mannersOf(ctx.config));
  try {
    return await deliverMail(ctx, transport);
  } finally {
    transport.close();
  }
}

export function mailsWaiting(ctx: Ctx): Promise<number> {
  return countWaiting(ctx.read);
}
