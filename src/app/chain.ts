import { beforeFirst, chainHead, hashAt, judgeAnchor, recordAcceptance, walkChain } from '#src/features/audit/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { dropAcceptance, readAcceptance, readAnchor, writeAnchor } from '#src/host/anchor.ts';
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

export async function guardChain(ctx: Ctx, db: Pick<Database, 'afterCommit'>): Promise<ChainGuard> {
  const path = ctx.config.auditAnchor;
  if (!(await isIntact(ctx, path))) {
    const head = await chainHead(ctx);
    const accepted = readAcceptance(path);
    if (accepted?.seq !== head.seq || accepted.hash !== head.hash) return { intact: () => false, close: async () => undefined };
    await recordAcceptance(ctx, readAnchor(path)?.seq ?? 0);
  }
  dropAcceptance(path);
  return { intact: () => true, close: keepAnchor(ctx, db, path) };
}

async function isIntact(ctx: Ctx, path: string): Promise<boolean> {
  const head = await chainHead(ctx);
  const anchor = readAnchor(path);
  const verdict = judgeAnchor(anchor, head, anchor && (await hashAt(ctx, anchor.seq)));
  if (verdict === 'no-anchor') ctx.log.warn({ anchor: path, seq: head.seq }, 'there is no audit anchor beside a log that is not empty');
  const from = Math.max(0, head.seq - linksCheckedAtStart);
  const start = from === 0 ? beforeFirst : { seq: from, hash: (await hashAt(ctx, from)) ?? '' };
  const { finding } = await walkChain(ctx, start);
  if (finding) ctx.log.error({ ...finding }, 'the audit chain does not hold');
  if (verdict === 'behind' || verdict === 'differs') ctx.log.error({ anchor: path, verdict }, 'the audit chain differs from its anchor');
  return finding === null && (verdict === 'agrees' || verdict === 'no-anchor');
}

/** Writes the head soon after each commit and once more at the end: the anchor may lag, it never leads. */
function keepAnchor(ctx: Ctx, db: Pick<Database, 'afterCommit'>, path: string): () => Promise<void> {
  let written = -1;
  let timer: NodeJS.Timeout | undefined;
  const writeHead = async () => {
    timer = undefined;
    const head = await chainHead(ctx);
    if (head.seq === written) return;
    writeAnchor(path, { seq: head.seq, hash: head.hash, at: ctx.now() });
    written = head.seq;
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
