import { accountTitle } from '#src/features/accounts/index.ts';
import { factsOf, openWith, type ProposalRow, readProposal, sayOn, settle } from '#src/features/proposals/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { pageOf, readCursor, readNumber } from '#src/ground/paging.ts';
import { allows, demand, ensure, refuses } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { findWaiting, listOpen, listOpenOf, type WaitingRow } from './queries.ts';
import { kindOf } from './kinds.ts';

/** One act that waits, as its reader sees it. */
export type Waiting = {
  proposal: ProposalRow;
  account: string | null;
  person: string | null;
  /** Who asked: a person, a service, or null for the machine itself. */
  asker: string | null;
  /** A step-up may be asked all the same. */
  mayConfirm: boolean;
  mayDismiss: boolean;
};

const mostShown = 200;

/** What this reader may decide or see of what waits, oldest first. */
export async function listWaiting(ctx: Ctx, { after, limit = mostShown }: { after?: string | undefined; limit?: number | undefined } = {}) {
  ensure(ctx, 'proposal.list', null);
  const cursor = readCursor(after);
  const from = cursor && { createdAt: readNumber(cursor[0]), id: cursor[1] };
  const concerning = allows(ctx, 'proposal.browse', null) ? null : (personOf(ctx.actor)?.id ?? '');
  const page = pageOf(await listOpen(ctx.read, concerning, from, limit + 1), limit, ({ proposal }) => [String(proposal.createdAt), proposal.id]);
  return { rows: await seenBy(ctx, page.rows), next: page.next };
}

export async function countToDecide(ctx: Ctx): Promise<{ count: number; since: Instant }> {
  const mine = (await listWaiting(ctx)).rows.filter(({ mayConfirm }) => mayConfirm);
  return { count: mine.length, since: mine[0]?.proposal.createdAt ?? ctx.now() };
}

export async function getWaiting(ctx: Ctx, id: string): Promise<Waiting> {
  const row = found(await findWaiting(ctx.read, id), 'proposal.missing');
  return found((await seenBy(ctx, [row]))[0], 'proposal.missing');
}

/** Those of the rows that the actor may decide or see. */
async function seenBy(ctx: Ctx, rows: readonly WaitingRow[]): Promise<Waiting[]> {
  const seen: Waiting[] = [];
  for (const [, sameKind] of Map.groupBy(rows, ({ proposal }) => proposal.kind)) {
    const [first] = sameKind;
    if (!first) continue;
    const kind = kindOf(first.proposal);
    const proposals = sameKind.map(({ proposal }) => readProposal(kind, proposal));
    const say = await sayOn(ctx, kind, proposals);
    for (const [at, { proposal, account, person, asker, service }] of sameKind.entries()) {
      const mayConfirm = !refuses(say[at]?.confirm);
      const mayDismiss = !refuses(say[at]?.dismiss);
      if (!mayConfirm && !mayDismiss && !allows(ctx, 'proposal.view', factsOf(kind, proposal))) continue;
      const isOpen = proposal.state === 'open';
      const title = account && accountTitle(account);
      seen.push({ proposal, account: title, person, asker: asker ?? service, mayConfirm: isOpen && mayConfirm, mayDismiss: isOpen && mayDismiss });
    }
  }
  return seen.toSorted((a, b) => a.proposal.createdAt - b.proposal.createdAt || (a.proposal.id < b.proposal.id ? -1 : 1));
}

export type Confirmed = { confirmed: number; overtaken: { id: string; because: string }[] };

/** Does what waits, if it still fits; asked again at this moment, by the rule of doing it by hand. */
export async function confirmProposal(ctx: Ctx, id: string): Promise<Confirmed> {
  await getWaiting(ctx, id);
  return confirmAll(ctx, [id]);
}

/** Everything of one import, say, that this actor may decide; the rest stays. */
export async function confirmOrigin(ctx: Ctx, originId: string): Promise<Confirmed> {
  const mine = (await seenBy(ctx, await listOpenOf(ctx.read, originId))).filter(({ mayConfirm }) => mayConfirm);
  if (mine.length === 0) throw new Problem('missing', 'proposal.missing');
  const done: Confirmed = { confirmed: 0, overtaken: [] };
  for (const [, sameKind] of Map.groupBy(mine, ({ proposal }) => proposal.kind)) {
    const { confirmed, overtaken } = await confirmAll(
      ctx,
      sameKind.map(({ proposal }) => proposal.id),
    );
    done.confirmed += confirmed;
    done.overtaken.push(...overtaken);
  }
  return done;
}

const decided = 'proposal.decided';
/** Things are no longer as they were when it was asked for. What the actor may not do is a refusal all the same. */
const outgrown: readonly Problem['kind'][] = ['conflict', 'missing', 'invalid'];

/** In one unit. Where the verb itself refuses, everything is undone, and what was refused is overtaken in a unit of its own. */
async function confirmAll(ctx: Ctx, ids: readonly string[]): Promise<Confirmed> {
  try {
    return await ctx.write((tx) => confirmIn(within(ctx, tx), ids), { bulk: ids.length > 1 });
  } catch (error) {
    const [only, other] = ids;
    if (!(error instanceof Problem) || !outgrown.includes(error.kind) || error.code === decided || !only) throw error;
    if (!other) return ctx.write((tx) => overtake(within(ctx, tx), only, error.code));
    const each = [];
    for (const id of ids) each.push(await confirmAll(ctx, [id]));
    return { confirmed: each.reduce((sum, one) => sum + one.confirmed, 0), overtaken: each.flatMap((one) => one.overtaken) };
  }
}

async function confirmIn(ctx: Ctx, ids: readonly string[]): Promise<Confirmed> {
  const open = await openWith(ctx.read, ids);
  const [first] = open;
  if (!first) throw new Problem('conflict', decided);
  const kind = kindOf(first);
  const proposals = open.map((row) => readProposal(kind, row));
  for (const { confirm } of await sayOn(ctx, kind, proposals)) demand(confirm);
  const refused = await kind.confirm(ctx, proposals);
  const confirmed = await settle(
    ctx,
    open.flatMap(({ id }) => (refused.has(id) ? [] : id)),
    { state: 'confirmed' },
  );
  const overtaken = [...refused].map(([id, because]) => ({ id, because }));
  for (const { id, because } of overtaken) await settle(ctx, [id], { state: 'overtaken', because });
  return { confirmed: confirmed.length, overtaken };
}

async function overtake(ctx: Ctx, id: string, because: string): Promise<Confirmed> {
  await settle(ctx, [id], { state: 'overtaken', because });
  return { confirmed: 0, overtaken: [{ id, because }] };
}

export async function dismissProposal(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { proposal } = await getWaiting(inside, id);
    const kind = kindOf(proposal);
    const asked = readProposal(kind, proposal);
    const [say] = await sayOn(inside, kind, [asked]);
    demand(say?.dismiss ?? { allow: false, because: 'not-yours' });
    if ((await settle(inside, [id], { state: 'dismissed' })).length === 0) throw new Problem('conflict', decided);
    await kind.dismiss?.(inside, [asked]);
  });
}
