import { z } from 'zod';
import { accountsById, accountTitle, fillVacancies, type Office, ownersOf, type Vacancy, verdictsOnVacancies } from '#src/features/accounts/index.ts';
import { type Proposal, type ProposalKind, propose } from '#src/features/proposals/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { allows, refuses } from '#src/ground/permission.ts';
import { accountsWithValue } from './queries.ts';
import { tellOfficers } from './tell.ts';

type OfficeDetail = { office: Office };

/** An office that a machine found in a register, or that somebody found there for themselves. */
export const officeProposals: ProposalKind<OfficeDetail> = {
  kind: 'office',
  detail: z.strictObject({ office: z.enum(['owner', 'deputy']) }),
  involvesSecret: true,
  candidates: (ctx, proposals) =>
    ownersOf(
      ctx,
      proposals.flatMap(({ accountId }) => accountId ?? []),
    ),
  verdicts: (ctx, proposals) => verdictsOnVacancies(ctx, proposals.map(asVacancy)),
  async confirm(ctx, proposals) {
    const { given, refused } = await fillVacancies(ctx, proposals.map(asVacancy));
    await tell(ctx, given);
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
export async function fillOffices(ctx: Ctx, wanted: readonly Vacancy[], originId: string): Promise<void> {
  const verdicts = await verdictsOnVacancies(ctx, wanted);
  const { given } = await fillVacancies(
    ctx,
    wanted.filter((_, at) => !refuses(verdicts[at])),
  );
  await tell(ctx, given);
  const waiting = wanted.filter((_, at) => refuses(verdicts[at]));
  const why = (personId: string) => (personId === personOf(ctx.actor)?.id ? 'to-oneself' : 'machine');
  const asked = waiting.map(({ accountId, personId, office }) => {
    return { accountId, personId, detail: { office }, why: why(personId), onceKey: `${accountId} ${personId} ${office}` } as const;
  });
  await propose(ctx, officeProposals, asked, { originId, orWait: true });
}

/** How many of these the importer may not fill: told before they are brought in, so no account need be there yet. */
export function waitingOffices(ctx: Ctx, wanted: readonly Pick<Vacancy, 'personId'>[]): number {
  const nowhere = { ownerId: null, deputyIds: [], critical: false, level: null, holds: false };
  return wanted.filter(({ personId }) => !allows(ctx, 'office.take-up', { ...nowhere, personId })).length;
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
