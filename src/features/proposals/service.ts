import { broughtInBy, findActor, holdersOf } from '#src/features/people/index.ts';
import { humanBehind, type PersonActor, personOf, signatureOf } from '#src/ground/actor.ts';
import { type Happening, recordAll } from '#src/ground/audit.ts';
import { canonical, type Json } from '#src/ground/canonical.ts';
import { actingAs, type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import type { Subject } from '#src/ground/events.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { decide, refuses, type Verdict } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { factsOf, type Proposal, type ProposalKind, readProposal } from './kind.ts';
import { addProposals, closeProposals, oldestOrigin, openAmong, openWith, type ProposalRow } from './queries.ts';

export type Wanted<D> = {
  accountId?: string | null;
  personId?: string | null;
  detail: D & Json;
  why: ProposalRow['why'];
  onceKey: string;
  readyAt?: Instant | null;
};

type Asked = {
  /** What they come of, to be confirmed together. */
  originId?: string | null;
  /** The human behind the machine itself, where one is known. */
  askedById?: string | null;
  /** What nobody can decide waits all the same; otherwise asking is refused. */
  orWait?: boolean;
};

/**
 * Asks for acts that a second person has to confirm, in the caller's unit. The same ask twice is one. Those who may decide hear of
 * it in one mail, however many they are.
 */
export async function propose<D>(ctx: Ctx, kind: ProposalKind<D>, wanted: readonly Wanted<D>[], asked: Asked = {}): Promise<{ ids: string[] }> {
  if (wanted.length === 0) return { ids: [] };
  return ctx.write(async (tx) => {
    const { ids, rows } = await proposeUntold(within(ctx, tx), kind.kind, wanted, asked);
    await tellDeciders(within(ctx, tx), kind, rows, asked.orWait ?? false);
    return { ids };
  });
}

/** The same for whoever tells of it in a mail of its own, and lets it wait where nobody can decide. */
export async function proposeUntold<D>(
  ctx: Ctx,
  kind: ProposalRow['kind'],
  wanted: readonly Wanted<D>[],
  asked: Asked = {},
): Promise<{ ids: string[]; rows: ProposalRow[] }> {
  return ctx.write(async (tx) => {
    const keys = wanted.map((one) => `${kind} ${one.onceKey}`);
    const known = new Map((await openAmong(tx, keys)).map((row) => [row.onceKey, row.id]));
    const rows = wanted.flatMap((one, at): ProposalRow[] => {
      const onceKey = keys[at] ?? '';
      if (known.has(onceKey)) return [];
      const row = asRow(ctx, kind, { ...one, onceKey }, asked);
      known.set(onceKey, row.id);
      return [row];
    });
    await addProposals(tx, rows);
    await recordAll(tx, ctx, rows.map(made));
    return { ids: keys.flatMap((key) => known.get(key) ?? []), rows };
  });
}

/** What is open of this kind came of this, if anything is. */
export async function openOriginOf(ctx: Ctx, kind: ProposalRow['kind']): Promise<string | null> {
  return oldestOrigin(ctx.read, kind);
}

function asRow<D>(ctx: Ctx, kind: ProposalRow['kind'], one: Wanted<D>, { originId = null, askedById = null }: Asked): ProposalRow {
  const { accountId = null, personId = null, readyAt = null, why, onceKey } = one;
  return {
    id: ctx.newId('proposal'),
    kind,
    accountId,
    personId,
    detail: canonical(one.detail),
    why,
    originId,
    onceKey,
    proposedBy: signatureOf(ctx.actor),
    // What a service asks for, whoever made its token asks for: they confirm nothing of it.
    proposedByPerson: humanBehind(ctx.actor) ?? askedById,
    state: 'open',
    readyAt,
    createdAt: ctx.now(),
    decidedAt: null,
    decidedBy: null,
    overtakenBecause: null,
  };
}

async function tellDeciders<D>(ctx: Ctx, kind: ProposalKind<D>, rows: readonly ProposalRow[], orWait: boolean): Promise<void> {
  const proposals = rows.map((row) => readProposal(kind, row));
  const undecided = new Set(rows.map(({ id }) => id));
  const notices: { template: 'proposal-made'; recipientId: string; data: { proposals: number } }[] = [];
  for (const actor of await candidates(ctx, kind, proposals)) {
    // A proposal may be made now and be ready later.
    const say = await sayOn(
      actingAs(ctx, actor),
      kind,
      proposals.map((one) => ({ ...one, readyAt: null })),
    );
    const theirs = proposals.filter((_, at) => !refuses(say[at]?.confirm));
    for (const { id } of theirs) undecided.delete(id);
    if (theirs.length > 0) notices.push({ template: 'proposal-made', recipientId: actor.id, data: { proposals: theirs.length } });
  }
  if (undecided.size > 0 && !orWait) throw new Problem('forbidden', 'proposal.nobody-else');
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
}

/** As if each had just proven the second factor: to ask who might decide, never to act. */
async function candidates<D>(ctx: Ctx, kind: ProposalKind<D>, proposals: readonly Proposal<D>[]): Promise<PersonActor[]> {
  const ids = new Set(await kind.candidates(ctx, proposals));
  for (const role of ['admin', 'hr'] as const) for (const { id } of await holdersOf(ctx, role)) ids.add(id);
  const actors = [];
  for (const id of ids) actors.push(await findActor(ctx, id, { sessionId: null, factorAt: ctx.now() }));
  return actors.flatMap((actor) => actor ?? []);
}

export type Say = { confirm: Verdict; dismiss: Verdict };

/** What the actor may do about each: what holds for all kinds, then the rule of doing it by hand. */
export async function sayOn<D>(ctx: Ctx, kind: ProposalKind<D>, proposals: readonly Proposal<D>[]): Promise<Say[]> {
  const byHand = await kind.verdicts(ctx, proposals);
  const me = personOf(ctx.actor)?.id;
  const makers = new Map<string | null, boolean>();
  for (const { proposedByPerson: id } of proposals) if (me && !makers.has(id)) makers.set(id, (await broughtInBy(ctx, id, [me])).has(me));
  return proposals.map((proposal, at) => {
    const facts = factsOf(kind, proposal, makers.get(proposal.proposedByPerson) ? proposal.proposedByPerson : null);
    const both = (verdict: Verdict) => (refuses(verdict) || verdict.because === 'theirs' ? verdict : narrower(verdict, byHand[at]));
    return { confirm: both(decide(ctx.actor, 'proposal.decide', facts, ctx.now())), dismiss: both(decide(ctx.actor, 'proposal.dismiss', facts, ctx.now())) };
  });
}

function narrower(verdict: Verdict, byHand: Verdict | undefined): Verdict {
  return byHand && refuses(byHand) ? byHand : verdict;
}

type Outcome = { state: 'confirmed' | 'dismissed' } | { state: 'overtaken'; because: string };

/** Closes what of these is open, in the caller's unit, which decided that it may; returns what it closed. */
export async function settle(ctx: Ctx, ids: readonly string[], outcome: Outcome): Promise<ProposalRow[]> {
  return ctx.write(async (tx) => {
    const open = await openWith(tx, ids);
    const overtakenBecause = outcome.state === 'overtaken' ? outcome.because : null;
    const set = { state: outcome.state, decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor), overtakenBecause };
    await closeProposals(
      tx,
      open.map(({ id }) => id),
      set,
    );
    await recordAll(
      tx,
      ctx,
      open.map((row) => settled(row, outcome)),
    );
    return open;
  });
}

/** For a feature whose own act made asking needless: what is open under these keys no longer fits. */
export async function overtakeProposals(ctx: Ctx, kind: ProposalRow['kind'], onceKeys: readonly string[], because: string): Promise<void> {
  const open = await openAmong(
    ctx.read,
    onceKeys.map((key) => `${kind} ${key}`),
  );
  await settle(
    ctx,
    open.map(({ id }) => id),
    { state: 'overtaken', because },
  );
}

function made(row: ProposalRow): Happening {
  const { id: proposalId, kind, why, personId } = row;
  return { event: 'proposal.made', subject: subjectOf(row), detail: { proposalId, kind, why, personId } };
}

function settled(row: ProposalRow, outcome: Outcome): Happening {
  const detail = { proposalId: row.id, kind: row.kind, personId: row.personId };
  const subject = subjectOf(row);
  if (outcome.state === 'overtaken') return { event: 'proposal.overtaken', subject, detail: { ...detail, because: outcome.because } };
  return { event: `proposal.${outcome.state}`, subject, detail };
}

function subjectOf({ accountId, personId }: ProposalRow): Subject {
  if (accountId !== null) return { kind: 'account', id: accountId };
  return personId === null ? { kind: 'installation', id: null } : { kind: 'person', id: personId };
}
