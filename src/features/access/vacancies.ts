import { officeKinds } from '#db/words.ts';
import { z } from 'zod';
import {
  type AccountInput,
  accountsById,
  accountTitle,
  addAccount,
  fillVacancies,
  type Office,
  officeFacts,
  ownersOf,
  type Vacancy,
  verdictsOnVacancies,
} from '#src/features/accounts/index.ts';
import { broughtInByActor, vouchFor } from '#src/features/people/index.ts';
import { type Proposal, type ProposalKind, propose } from '#src/features/proposals/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { allows, decide, refuses, type Verdict } from '#src/ground/permission.ts';
import { accountsWithValue } from './queries.ts';
import { tellOfficers } from './tell.ts';

type OfficeDetail = { office: Office };

/** An office that a machine found in a register, or that somebody found there for themselves. */
export const officeProposals: ProposalKind<OfficeDetail> = {
  kind: 'office',
  detail: z.strictObject({ office: z.enum(officeKinds) }),
  involvesSecret: true,
  candidates: (ctx, proposals) =>
    ownersOf(
      ctx,
      proposals.flatMap(({ accountId }) => accountId ?? []),
    ),
  verdicts: async (ctx, proposals) => verdictsOnVacancies(ctx, proposals.map(asVacancy), await keptOn(ctx, proposals.map(asVacancy))),
  async confirm(ctx, proposals) {
    const wanted = proposals.map(asVacancy);
    const { given, refused } = await fillVacancies(ctx, wanted, await keptOn(ctx, wanted));
    await tell(ctx, given);
    const brought = new Set(proposals.flatMap(({ why, personId }) => (why === 'after-change' ? (personId ?? []) : [])));
    await vouchFor(
      ctx,
      given.flatMap(({ personId }) => (brought.has(personId) ? personId : [])),
    );
    return new Map(proposals.flatMap(({ id }, at): [string, string][] => (refused[at] ? [[id, refused[at]]] : [])));
  },
  says: (t, { office }, about) => t.proposals.what.office({ ...about, office: t.shell.kind.office[office] }),
};

function asVacancy({ accountId, personId, detail }: Proposal<OfficeDetail>): Vacancy {
  return { accountId: accountId ?? '', personId: personId ?? '', office: detail.office };
}

/**
 * The offices that a register names, in the importer's unit. What the importer may do by hand is done; what they may not (a machine
 * nothing, an administrator nothing for themselves) waits for somebody who may.
 */
export async function fillOffices(ctx: Ctx, wanted: readonly Vacancy[], originId: string | null): Promise<void> {
  const kept = await keptOn(ctx, wanted);
  const verdicts = await verdictsOnVacancies(ctx, wanted, kept);
  const { given } = await fillVacancies(
    ctx,
    wanted.filter((_, at) => !refuses(verdicts[at])),
    kept,
  );
  await tell(ctx, given);
  const me = personOf(ctx.actor)?.id;
  const asked = wanted.flatMap(({ accountId, personId, office }, at) => {
    const verdict = verdicts[at];
    if (!verdict || !refuses(verdict)) return [];
    const why = personId === me ? 'to-oneself' : verdict.because === 'after-change' ? 'after-change' : 'machine';
    return [{ accountId, personId, detail: { office }, why, onceKey: `${accountId} ${personId} ${office}` } as const];
  });
  await propose(ctx, officeProposals, asked, { originId, orWait: true });
}

/** Whether the actor may appoint them by hand, and whether nobody would have to give way. */
export async function verdictOnOffice(ctx: Ctx, accountId: string, personId: string, office: Office): Promise<{ verdict: Verdict; isVacant: boolean }> {
  const facts = await officeFacts(ctx, accountId);
  const broughtIn = (await broughtInByActor(ctx, [personId])).has(personId);
  const verdict = decide(ctx.actor, 'office.take-up', { ...facts, personId, broughtIn }, ctx.now());
  return { verdict, isVacant: office === 'deputy' || facts.ownerId === null };
}

async function keptOn(ctx: Ctx, wanted: readonly Vacancy[]): Promise<Set<string>> {
  return accountsWithValue(
    ctx.read,
    wanted.map(({ accountId }) => accountId),
  );
}

/** How many of these the importer may not fill: told before they are brought in, so no account need be there yet. */
export function waitingOffices(ctx: Ctx, wanted: readonly Pick<Vacancy, 'personId'>[]): number {
  return wanted.filter(({ personId }) => !mayFill(ctx, personId)).length;
}

/** Whether the actor may put them in office on an account that is not there yet. */
function mayFill(ctx: Ctx, personId: string): boolean {
  const nowhere = { ownerId: null, deputyIds: [], critical: false, level: null, holds: false };
  return allows(ctx, 'office.take-up', { ...nowhere, personId });
}

/**
 * A new account. A person who adds it may name anybody, themselves too: nothing is in it but what they put there, and everybody sees whose
 * it is. A machine appoints nobody: whom it names is in no office until somebody agrees.
 */
export async function registerAccount(ctx: Ctx, input: AccountInput): Promise<{ id: string; waiting: number }> {
  const named = [
    { personId: input.ownerId, office: 'owner' as const },
    ...(input.deputyIds ?? []).map((personId) => ({ personId, office: 'deputy' as const })),
  ];
  const waiting = personOf(ctx.actor) ? [] : named.filter(({ personId }) => !mayFill(ctx, personId));
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { id } = await addAccount(inside, input, { without: new Set(waiting.map(({ personId }) => personId)) });
    await fillOffices(
      inside,
      waiting.map((one) => ({ ...one, accountId: id })),
      null,
    );
    return { id, waiting: waiting.length };
  });
}

/** Where a value can be reached by it: a register of empty accounts is read in without a mail for each. */
async function tell(ctx: Ctx, given: readonly Vacancy[]): Promise<void> {
  const accountIds = given.map(({ accountId }) => accountId);
  const valued = await accountsWithValue(ctx.read, accountIds);
  const told = given.filter(({ accountId }) => valued.has(accountId));
  const accounts = await accountsById(ctx, accountIds);
  const notices = told.flatMap(({ accountId, personId, office }) => {
    const account = accounts.get(accountId);
    if (!account || personId === personOf(ctx.actor)?.id) return [];
    return [{ template: 'office-received' as const, recipientId: personId, data: { account: accountTitle(account), accountId, office } }];
  });
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
  await tellOfficers(
    ctx,
    told.map(({ accountId, personId, office }) => ({ accountId, personId, way: office })),
  );
}
