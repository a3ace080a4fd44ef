import { type SealedValue, shredKey } from '#src/features/keys/index.ts';
import { isHere } from '#src/features/people/index.ts';
import { type MailedLink, openMailedLink } from '#src/features/sessions/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { minute } from '#src/ground/time.ts';
import { housekeeping } from '#src/host/db/handle.ts';
import { MailRefused, type MailTransport } from '#src/host/mail.ts';
import { createFormat } from '#src/ui/format.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { renderLetter } from './letter.tsx';
import { letterOf } from './letters.ts';
import { countWaiting, findNext, type MailRow, type Recipient, saveMail } from './outbox.queries.ts';
import { byDayTemplates, isQuiet, mostAttempts, pauseAfter } from './rules.ts';

export type Delivery = { sent: number; failed: number; dropped: number; waiting: number; unreachable: string | null };

/** Longer than any transport waits: a claim this old belongs to nobody. */
const claimLasts = 5 * minute;
const mostInOneRun = 500;

type Claimed = { mail: MailRow; address: string; recipient: Recipient };
type Outcome = 'sent' | 'failed' | 'dropped' | 'queued';

/**
 * Sends what is due, one after the other. Each is claimed in a unit, sent outside of any, and marked in another: a
 * crash between the last two sends it again under the same Message-ID, and nothing is ever lost.
 */
export async function deliverMail(ctx: Ctx, transport: MailTransport): Promise<Delivery> {
  const { timeZone } = await getOrganisation(ctx);
  const held = isQuiet(ctx.now(), timeZone) ? byDayTemplates : [];
  const done = { sent: 0, failed: 0, dropped: 0, queued: 0 };
  let unreachable: string | null = null;
  for (let count = 0; count < mostInOneRun && unreachable === null; count++) {
    const claimed = await claimNext(ctx, held);
    if (claimed === null) break;
    if (claimed === 'dropped') {
      done.dropped += 1;
      continue;
    }
    try {
      done[await sendOne(ctx, transport, claimed)] += 1;
    } catch (error) {
      const refused = refusalOf(ctx, claimed.mail, error);
      // Nobody else's mail would leave either: the rest is not even tried, so that a dead server costs one time-out.
      if (refused.kind === 'unreachable') unreachable = refused.message;
      done[await putBack(ctx, claimed.mail, refused)] += 1;
    }
  }
  const { sent, failed, dropped } = done;
  return { sent, failed, dropped, waiting: await countWaiting(ctx.read), unreachable };
}

/** Whether anything would leave now: a look at one index. */
export async function isMailDue(ctx: Ctx): Promise<boolean> {
  const { timeZone } = await getOrganisation(ctx);
  return (await findNext(ctx.read, ctx.now(), isQuiet(ctx.now(), timeZone) ? byDayTemplates : [])) !== undefined;
}

/** The address is the one of now. Whoever has left, and whoever has no address, gets nothing. */
async function claimNext(ctx: Ctx, held: readonly string[]): Promise<Claimed | 'dropped' | null> {
  return ctx.write(async (tx) => {
    const next = await findNext(tx, ctx.now(), held);
    if (!next) return null;
    const { mail, recipient } = next;
    if (recipient.email === null || !isHere(recipient, ctx.now())) {
      await finish(ctx, tx, mail, 'dropped');
      return 'dropped';
    }
    const claim = { state: 'sending', attempts: mail.attempts + 1, nextAttemptAt: ctx.now() + claimLasts } as const;
    await saveMail(tx, mail.id, claim);
    return { mail: { ...mail, ...claim }, address: recipient.email, recipient };
  });
}

async function sendOne(ctx: Ctx, transport: MailTransport, { mail, address, recipient }: Claimed): Promise<Outcome> {
  const sealed = sealedTokenOf(mail);
  const link = sealed ? await openMailedLink(ctx, recipient.id, mail.id, sealed) : null;
  if (sealed && !link) return end(ctx, mail, 'dropped');
  const written = await write(ctx, mail, recipient, link);
  await transport.send({ from: ctx.config.mailFrom, to: { name: recipient.displayName, address }, messageId: mail.messageId, ...written });
  return end(ctx, mail, 'sent');
}

function sealedTokenOf(mail: MailRow): SealedValue | null {
  return mail.tokenKeyId && mail.sealedToken ? { dataKeyId: mail.tokenKeyId, sealed: mail.sealedToken } : null;
}

async function write(ctx: Ctx, mail: MailRow, recipient: Recipient, link: MailedLink | null) {
  const organisation = await getOrganisation(ctx);
  const f = createFormat(recipient.locale, organisation.timeZone, ctx.now());
  const t = messagesFor(recipient.locale);
  const letter = letterOf(mail, { t, f, base: ctx.config.publicUrl, link });
  return renderLetter(letter, { t, f, organisation: organisation.name });
}

/** A mail that we cannot even write must not hold up the others. */
function refusalOf(ctx: Ctx, mail: MailRow, error: unknown): MailRefused {
  if (error instanceof MailRefused) return error;
  ctx.log.error({ err: error, mail: mail.id, template: mail.template }, 'a mail could not be written');
  return new MailRefused('later', 'not written');
}

async function putBack(ctx: Ctx, mail: MailRow, refused: MailRefused): Promise<Outcome> {
  const gaveUp = refused.kind === 'never' || mail.attempts >= mostAttempts;
  ctx.log.warn({ mail: mail.id, template: mail.template, attempts: mail.attempts, answer: refused.message, gaveUp }, 'a mail was not taken');
  if (gaveUp) return end(ctx, mail, 'failed', refused.message);
  await ctx.write((tx) => saveMail(tx, mail.id, { state: 'queued', nextAttemptAt: ctx.now() + pauseAfter(mail.attempts), lastError: refused.message }));
  return 'queued';
}

async function end(ctx: Ctx, mail: MailRow, outcome: 'sent' | 'dropped' | 'failed', lastError: string | null = null): Promise<Outcome> {
  return ctx.write(async (tx) => {
    await finish(ctx, tx, mail, outcome, lastError);
    return outcome;
  });
}

/** Whatever became of it, its one-time token is gone from here on. */
async function finish(ctx: Ctx, tx: WriteHandle, mail: MailRow, state: 'sent' | 'dropped' | 'failed', lastError: string | null = null): Promise<void> {
  const sentAt = state === 'sent' ? ctx.now() : null;
  await saveMail(tx, mail.id, { state, sentAt, lastError, tokenKeyId: null, sealedToken: null });
  if (mail.tokenKeyId) await shredKey(ctx, housekeeping(tx), mail.tokenKeyId);
  if (state !== 'failed') return;
  const detail = { template: mail.template, attempts: mail.attempts };
  await record(tx, ctx, 'mail.failed', { kind: 'person', id: mail.recipientId }, detail);
}
