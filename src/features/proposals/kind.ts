import type { z } from 'zod';
import type { Ctx } from '#src/ground/ctx.ts';
import type { ProposalFacts, Verdict } from '#src/ground/permission.ts';
import type { Messages } from '#src/ui/messages/index.ts';
import type { ProposalRow } from './queries.ts';

export type Proposal<D = unknown> = Omit<ProposalRow, 'detail'> & { detail: D };

/** A proposal that is open, and why it cannot be done any more: a code of a problem, by the proposal's id. */
export type Overtaken = ReadonlyMap<string, string>;

/**
 * What may be proposed and confirmed, plugged in by the feature that does it. Everything here is asked about many at once, in a
 * few statements. Who asked, whom it is about, HR and step-up are looked at for all kinds alike, by `proposal.decide`.
 */
export type ProposalKind<D = unknown> = {
  kind: ProposalRow['kind'];
  detail: z.ZodType<D>;
  /** Confirmed, it lets somebody at a secret: never by HR. */
  involvesSecret: boolean;
  /** Shown to nobody but whoever may decide and whoever asked. */
  hidden?: true;
  /** Who might decide besides those with a role: the owner of the account, say. */
  candidates(ctx: Ctx, proposals: readonly Proposal<D>[]): Promise<string[]>;
  /** The rule of doing it by hand, in the same order. */
  verdicts(ctx: Ctx, proposals: readonly Proposal<D>[]): Promise<Verdict[]>;
  /** In the unit of whoever confirms: does it as by hand. What no longer fits is returned, or thrown as a problem. */
  confirm(ctx: Ctx, proposals: readonly Proposal<D>[]): Promise<Overtaken>;
  /** In the unit of whoever dismisses: undoes what was done meanwhile, where something was. */
  dismiss?(ctx: Ctx, proposals: readonly Proposal<D>[]): Promise<void>;
  /** "Bob Baker as deputy of X · Voorbeeld". */
  says(t: Messages, detail: D, about: { person: string; account: string }): string;
};

export function readProposal<D>(kind: ProposalKind<D>, row: ProposalRow): Proposal<D> {
  return { ...row, detail: kind.detail.parse(JSON.parse(row.detail)) };
}

export function factsOf(
  kind: Pick<ProposalKind, 'involvesSecret' | 'hidden'>,
  row: Pick<ProposalRow, 'proposedByPerson' | 'personId' | 'readyAt'>,
  broughtInById: string | null = null,
): ProposalFacts {
  const { proposedByPerson: askedById, personId: aboutId, readyAt } = row;
  return { askedById, aboutId, involvesSecret: kind.involvesSecret, hidden: kind.hidden ?? false, readyAt, broughtInById };
}
