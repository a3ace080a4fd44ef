import { z } from 'zod';
import { fillVacancies, type Office, ownersOf, type Vacancy, verdictsOnVacancies } from '#src/features/accounts/index.ts';
import type { Proposal, ProposalKind } from '#src/features/proposals/index.ts';

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
    const { refused } = await fillVacancies(ctx, proposals.map(asVacancy));
    return new Map(proposals.flatMap(({ id }, at): [string, string][] => (refused[at] ? [[id, refused[at]]] : [])));
  },
  says: (t, { office }, about) => t.proposals.what.office({ ...about, office: t.shell.kind.office[office] }),
};

function asVacancy({ accountId, personId, detail }: Proposal<OfficeDetail>): Vacancy {
  return { accountId: accountId ?? '', personId: personId ?? '', office: detail.office };
}
