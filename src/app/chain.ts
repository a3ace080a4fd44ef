import {
  type AnchorVerdict,
  anchorsTold,
  beforeFirst,
  type ChainPlace,
  chainHead,
  hashAt,
  judgeAnchor,
  recordAcceptance,
  recordAnchor,
  walkChain,
} from '#src/features/audit/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type AnchorPoint, dropAcceptance, readAcceptance, readAnchor, writeAnchor } from '#src/host/anchor.ts';
import type { Database } from '#src/host/db/database.ts';

/** Watches the audit chain from start to stop and keeps its head written down outside the database. */
export type ChainGuard = {
  /** False: events that the anchor saw are gone or other ones, or the newest links do not hold. Nothing may be written. */
  intact(): boolean;
  close(): Promise<void>;
};

/** At start only the newest links are recomputed; `audit verify` does them all. */
const linksCheckedAtStart = 1000;
const anchorLagMs = 500;

/** `onLost` is told when events that were there while we ran are gone: a standby that lagged was made the primary. */
export async function guardChain(ctx: Ctx, db: Pick<Database, 'afterCommit'>, onLost: () => void): Promise<ChainGuard> {
  const path = ctx.config.auditAnchor;
  if (!(await isIntact(ctx, path))) {
    if (!(await isAccepted(ctx, path))) return { intact: () => false, close: async () => undefined };
    await recordAcceptance(ctx, readAnchor(path)?.seq ?? 0);
    // At once: whoever asks next whether the log agrees must not find the anchor of before.
    writeAnchor(path, { ...(await chainHead(ctx)), at: ctx.now() });
  }
  dropAcceptance(path);
  if (!(await anchorsTold(ctx))) {
    // The file before the word: after a crash in between there is an anchor that nothing tells of, and never the other way round.
    if (!readAnchor(path)) writeAnchor(path, { ...(await chainHead(ctx)), at: ctx.now() });
    await recordAnchor(ctx);
  }
  return { intact: () => true, close: keepAnchor(ctx, db, path, onLost) };
}

/** The log as it is, beside what was noted of it outside the database. Looks only. @throws AnchorUnreadable */
export async function compareWithAnchor(ctx: Ctx): Promise<{ verdict: AnchorVerdict; anchor: AnchorPoint | undefined }> {
  const anchor = readAnchor(ctx.config.auditAnchor);
  const verdict = judgeAnchor(anchor, await chainHead(ctx), anchor && (await hashAt(ctx, anchor.seq)), await anchorsTold(ctx));
  return { verdict, anchor };
}

/** What an operator accepted is still in the log. It need not be its end: other nodes may have gone on meanwhile. */
async function isAccepted(ctx: Ctx, path: string): Promise<boolean> {
  const accepted = readAcceptance(path);
  if (!accepted) return false;
  return accepted.seq === 0 ? (await chainHead(ctx)).seq === 0 : (await hashAt(ctx, accepted.seq)) === accepted.hash;
}

async function isIntact(ctx: Ctx, path: string): Promise<boolean> {
  const head = await chainHead(ctx);
  const { verdict } = await compareWithAnchor(ctx);
  if (verdict === 'no-anchor') ctx.log.warn({ anchor: path, seq: head.seq }, 'there is no audit anchor beside a log that is not empty');
  const from = Math.max(0, head.seq - linksCheckedAtStart);
  const start = from === 0 ? beforeFirst : { seq: from, hash: (await hashAt(ctx, from)) ?? '' };
  const { finding, textsGone } = await walkChain(ctx, start);
  if (finding) ctx.log.error({ ...finding }, 'the audit chain does not hold');
  if (textsGone.length > 0) ctx.log.error({ texts: textsGone.length, first: textsGone[0] }, 'free text of events was removed from the database');
  const agrees = verdict === 'agrees' || verdict === 'no-anchor';
  if (!agrees) ctx.log.error({ anchor: path, verdict }, 'the audit chain does not agree with its anchor');
  return finding === null && agrees;
}

/**
 * Writes the head soon after each commit and once more at the end: the anchor may lag, it never leads. What it said last
 * must still be in the log; otherwise it stays as it is, to be found by the next start. Who only reads leaves it untouched.
 */
function keepAnchor(ctx: Ctx, db: Pick<Database, 'afterCommit'>, path: string, onLost: () => void): () => Promise<void> {
  let written: ChainPlace | undefined = readAnchor(path);
  let isLost = false;
  let timer: NodeJS.Timeout | undefined;
  const writeHead = async () => {
    timer = undefined;
    const head = await chainHead(ctx);
    if (isLost || head.hash === written?.hash) return;
    if (written && written.seq > 0 && (await hashAt(ctx, written.seq)) !== written.hash) {
      isLost = true;
      ctx.log.error({ anchor: path, seq: written.seq }, 'events that were written are gone from the database: nothing is changed until somebody has looked');
      return onLost();
    }
    writeAnchor(path, { ...head, at: ctx.now() });
    written = head;
  };
  const soon = () => {
    timer ??= setTimeout(() => {
      writeHead().catch((error: unknown) => ctx.log.error({ err: error, anchor: path }, 'the audit anchor could not be written'));
    }, anchorLagMs).unref();
  };
  db.afterCommit(soon);
  soon();
  return async () => {
    clearTimeout(timer);
    await writeHead();
  };
}
