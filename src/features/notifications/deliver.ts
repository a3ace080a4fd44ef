import { type SealedValue, shredKey } from '#src/features/keys/index.ts';
import { needsOf } from '#src/features/needs/index.ts';
import { findActor, isHere } from '#src/features/people/index.ts';
import { entrancesOf, openMailedLink } from '#src/features/sessions/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { record, withhold } from '#src/ground/audit.ts';
import { actingAs, type Ctx, type WriteHandle } from '#src/ground/ctx.ts';
import { minute } from '#src/ground/time.ts';
import { housekeeping } from '#src/host/db/handle.ts';
import type { MailTransport, Refusal } from '#src/host/mail.ts';
import { createFormat } from '#src/ui/format.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { renderLetter } from './letter.tsx';
import { letterOf, type Waiting } from './letters.ts';
import { countWaiting, findNext, type MailRow, type Recipient, saveMail } from './outbox.queries.ts';
import { ownAccounts } from './own-accounts.ts';
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
    const outcome = await sendOne(ctx, transport, claimed);
    if (typeof outcome === 'string') {
      done[outcome] += 1;
      continue;
    }
    // Nobody else's mail would leave either: the rest is not even tried, so that a dead server costs one time-out.
    if (outcome.kind === 'unreachable') unreachable = outcome.because;
    done[await putBack(ctx, claimed.mail, outcome)] += 1;
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
    const address = mail.address ?? recipient.email;
    if (address === null || !isHere(recipient, ctx.now())) {
      await finish(ctx, tx, mail, 'dropped');
      return 'dropped';
    }
    const claim = { state: 'sending', attempts: mail.attempts + 1, nextAttemptAt: ctx.now() + claimLasts } as const;
    await saveMail(tx, mail.id, claim);
    return { mail: { ...mail, ...claim }, address, recipient };
  });
}

async function sendOne(ctx: Ctx, transport: MailTransport, claimed: Claimed): Promise<Outcome | Refusal> {
  const { mail, address, recipient } = claimed;
  const letter = await write(ctx, claimed);
  if (letter === null) return end(ctx, mail, 'dropped');
  if ('kind' in letter) return letter;
  const to = { name: recipient.displayName, address };
  const refusal = await transport.send({ from: ctx.config.mailFrom, to, messageId: mail.messageId, ...letter });
  return refusal ?? end(ctx, mail, 'sent');
}

type Written = ReturnType<typeof renderLetter>;

/** Null when its link leads nowhere any more, or nothing waits for its reader. A mail that we cannot write must not hold up the others. */
async function write(ctx: Ctx, { mail, recipient }: Claimed): Promise<Written | Refusal | null> {
  try {
    const sealed = sealedTokenOf(mail);
    const link = sealed ? await openMailedLink(ctx, recipient.id, mail.id, sealed) : null;
    if (sealed && !link) return null;
    const { name, timeZone } = await getOrganisation(ctx);
    const f = createFormat(recipient.locale, timeZone, ctx.now());
    const t = messagesFor(recipient.locale);
    const digest = mail.template === 'digest' ? await whatWaits(ctx, recipient.id) : null;
    if (digest && digest.needs.length === 0) return null;
    const entrance = (await entrancesOf(ctx, [recipient.id])).get(recipient.id) ?? null;
    return renderLetter(letterOf(mail, { t, f, base: ctx.config.publicUrl, link, digest, entrance }), { t, f, organisation: name });
  } catch (error) {
    ctx.log.error({ err: error, mail: mail.id, template: mail.template }, 'a mail could not be written');
    return { kind: 'later', because: 'not written' };
  }
}

/** By the same rights as the reader has on the start page. */
async function whatWaits(ctx: Ctx, personId: string): Promise<Waiting> {
  const reader = await findActor(ctx, personId, { sessionId: null, factorAt: null });
  return { needs: reader ? await needsOf(actingAs(ctx, reader)) : [], accounts: await ownAccounts(ctx, personId) };
}

function sealedTokenOf(mail: MailRow): SealedValue | null {
  return mail.tokenKeyId && mail.sealedToken ? { dataKeyId: mail.tokenKeyId, sealed: mail.sealedToken } : null;
}

async function putBack(ctx: Ctx, mail: MailRow, refused: Refusal): Promise<Outcome> {
  const gaveUp = refused.kind === 'never' || mail.attempts >= mostAttempts;
  ctx.log.warn({ mail: mail.id, template: mail.template, attempts: mail.attempts, answer: refused.because, gaveUp }, 'a mail was not taken');
  if (gaveUp) return end(ctx, mail, 'failed', refused.because);
  await ctx.write((tx) => saveMail(tx, mail.id, { state: 'queued', nextAttemptAt: ctx.now() + pauseAfter(mail.attempts), lastError: refused.because }));
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
  // That a file proposes departures is known to HR alone.
  const note = mail.template === 'offboarding-proposed' ? withhold : record;
  await note(tx, ctx, 'mail.failed', { kind: 'person', id: mail.recipientId }, detail);
}
