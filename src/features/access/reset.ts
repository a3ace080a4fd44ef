import { z } from 'zod';
import { accountTitle, accountsById, officersOf } from '#src/features/accounts/index.ts';
import { broughtInBy, broughtInByActor, getPerson, holdersOf, type Person, personFacts } from '#src/features/people/index.ts';
import { type Proposal, type ProposalKind, propose } from '#src/features/proposals/index.ts';
import { beginReset, refuseReset } from '#src/features/sessions/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { type Ctx, type Instant, within } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { decide, ensure, type Verdict } from '#src/ground/permission.ts';
import { accountsWithin, holdingsOf } from './holdings.ts';

export const lostThings = ['factor', 'password', 'both'] as const;
export type Lost = (typeof lostThings)[number];
type Detail = { lost: Lost };

/** A new way to sign in for somebody who lost theirs. Whoever signs in as them gets at what they get at: never by HR. */
export const signInResetProposals: ProposalKind<Detail> = {
  kind: 'sign-in-reset',
  detail: z.strictObject({ lost: z.enum(lostThings) }),
  involvesSecret: true,
  candidates: async () => [],
  async verdicts(ctx, proposals) {
    const verdicts: Verdict[] = [];
    for (const proposal of proposals) verdicts.push(await verdictOn(ctx, proposal));
    return verdicts;
  },
  async confirm(ctx, proposals) {
    for (const { personId, proposedBy } of proposals) await begin(ctx, personId ?? '', { askedBy: proposedBy });
    return new Map();
  },
  says: (t, { lost }, { person }) => t.proposals.what['sign-in-reset']({ person, lost: t.proposals.lost[lost] }),
};

/** By hand, and asked anew of whoever asked for it: they may have set the address meanwhile. */
async function verdictOn(ctx: Ctx, { personId, proposedByPerson }: Proposal<Detail>): Promise<Verdict> {
  const ids = [personId ?? ''];
  const broughtIn = [await broughtInByActor(ctx, ids), await broughtInBy(ctx, proposedByPerson, ids)].some((how) => how.get(ids[0] ?? '') === 'changed');
  return decide(ctx.actor, 'sign-in-reset.ask', { ...(await personFacts(ctx, personId ?? '')), broughtIn }, ctx.now());
}

export type ResetAsked = { proposalId: string | null; readyAt: Instant | null };

/**
 * Asks for a new way in for somebody who lost phone or password: a second person confirms. Where the only administrator lost theirs
 * nobody can; then the machine alone does it, waits longer, and everybody who administers or works for HR hears of it.
 */
export async function askSignInReset(ctx: Ctx, personId: string, detail: Detail): Promise<ResetAsked> {
  const broughtIn = (await broughtInByActor(ctx, [personId])).get(personId) === 'changed';
  ensure(ctx, 'sign-in-reset.ask', { ...(await personFacts(ctx, personId)), broughtIn });
  await refuseReset(ctx, personId);
  if (ctx.actor.kind === 'operator' && (await isOnlyAdministrator(ctx, personId))) return { proposalId: null, readyAt: await rescue(ctx, personId) };
  const { ids } = await propose(ctx, signInResetProposals, [{ personId, detail, why: 'lost-sign-in', onceKey: personId }]);
  return { proposalId: ids[0] ?? null, readyAt: null };
}

async function isOnlyAdministrator(ctx: Ctx, personId: string): Promise<boolean> {
  return (await holdersOf(ctx, 'admin')).every(({ id }) => id === personId);
}

async function rescue(ctx: Ctx, personId: string): Promise<Instant> {
  return ctx.write((tx) => begin(within(ctx, tx), personId, { askedBy: signatureOf(ctx.actor), alone: true }));
}

async function begin(ctx: Ctx, personId: string, by: { askedBy: string; alone?: boolean }): Promise<Instant> {
  const { readyAt } = await beginReset(ctx, personId, by);
  await tellAround(ctx, await getPerson(ctx, personId), readyAt, by.alone ?? false);
  return readyAt;
}

/** Whoever answers for an account that this person gets into, in one mail; where the machine acts alone also administrators and HR. */
async function tellAround(ctx: Ctx, person: Person, readyAt: Instant, alone: boolean): Promise<void> {
  const held = accountsWithin(await holdingsOf(ctx, person.id));
  const officers = Map.groupBy(await officersOf(ctx, [...held]), ({ personId }) => personId);
  const accounts = await accountsById(ctx, [...held]);
  const watching = alone ? [...(await holdersOf(ctx, 'admin')), ...(await holdersOf(ctx, 'hr'))].map(({ id }) => id) : [];
  const own = [person.id, personOf(ctx.actor)?.id];
  const notices = [...new Set([...officers.keys(), ...watching])]
    .filter((id) => !own.includes(id))
    .map((recipientId) => {
      const [first, ...rest] = officers.get(recipientId) ?? [];
      const account = first && accounts.get(first.accountId);
      const named = account ? { account: accountTitle(account), others: rest.length } : { account: null, others: 0 };
      return { template: 'sign-in-reset-near' as const, recipientId, data: { person: person.displayName, personId: person.id, readyAt, alone, ...named } };
    });
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
}
